import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { version } from '../version.ts';
import { gatewayPackage } from './find-gateway.ts';

type World = Pick<Io, 'cwd' | 'env' | 'signal' | 'stderr'>;

/**
 * Has npm fetch the gateway of the command's own version into its cache, as `npx` does, unless it has it already.
 *
 * npm ends before the gateway begins: no process stands between the gateway and who stops it.
 *
 * @param io - the world; what is fetched is told on standard error
 * @returns the path of its `package.json`
 * @throws CliError where npm is not there, or cannot fetch it
 */
export async function fetchGateway(io: World): Promise<string> {
  const wanted = `${gatewayPackage}@${version}`;
  // What a version holds never changes, so that npm's cache needs no network where it has it.
  const kept = await runNpm(io, ['--offline'], () => {});
  if (kept.manifest !== undefined) return kept.manifest;
  io.stderr.write(
    `hooklatch: fetching ${wanted} with npm, once. To have it in the project: npm install ${wanted}\n`,
  );
  const { manifest, code } = await runNpm(io, [], (text) => io.stderr.write(text));
  if (manifest !== undefined) return manifest;
  throw new CliError('gateway_not_fetched', `npm could not fetch ${wanted} (exit code ${code}).`, {
    hint: `Where npm reaches its registry: npm install ${wanted}. Then start it again in that directory.`,
    exitCode: exitCode.failed,
  });
}

interface NpmEnd {
  readonly code: number | null;
  readonly manifest: string | undefined;
}

/** Has npm install it and say where: it puts the directory of the package's commands on the `PATH` of what it runs. */
function runNpm(io: World, flags: readonly string[], tell: (text: string) => void): Promise<NpmEnd> {
  const wanted = `${gatewayPackage}@${version}`;
  const args = ['exec', '--yes', ...flags, `--package=${wanted}`, '--', 'node', '-p', 'process.env.PATH'];
  return new Promise((done, fail) => {
    const child = spawn('npm', args, {
      cwd: io.cwd,
      env: withoutOuterNpx(io.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: io.signal,
      // npm is a script of `cmd` there; no argument has a blank or a quote.
      shell: process.platform === 'win32',
    });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.stderr.setEncoding('utf8').on('data', tell);
    child.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ENOENT' ? noNpm(wanted) : error),
    );
    child.once('close', (code) => done({ code, manifest: code === 0 ? findOnPath(printed) : undefined }));
  });
}

/** What the `npx` that may have started this command was told is not meant for another one. */
function withoutOuterNpx(env: Io['env']): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^npm_config_(call|package)$/i.test(name)),
  );
}

/** Commands are in `node_modules/.bin`. */
function findOnPath(printed: string): string | undefined {
  return printed
    .trim()
    .split(delimiter)
    .filter((folder) => /[/\\]node_modules[/\\]\.bin$/.test(folder))
    .map((folder) => join(resolve(folder, '..'), gatewayPackage, 'package.json'))
    .find((manifest) => existsSync(manifest));
}

function noNpm(wanted: string): CliError {
  return new CliError(
    'npm_missing',
    `${gatewayPackage} is not installed here, and there is no npm to fetch it.`,
    {
      hint: `Install ${wanted} with the package manager of the project: it is a server of its own.`,
      exitCode: exitCode.failed,
    },
  );
}
