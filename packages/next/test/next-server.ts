import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, glob, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const require = createRequire(import.meta.url);
const repository = pathOf('../../../');

/** The test runner's NODE_ENV is none that Next knows. */
const { NODE_ENV: _, ...inherited } = process.env;
const env = { ...inherited, NEXT_TELEMETRY_DISABLED: '1' } as unknown as NodeJS.ProcessEnv;

/** `next15` is the major before. */
export type Version = 'next' | 'next15';

/** A Next.js server, and the lines that it has written. */
export interface Running {
  readonly url: string;
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/** Where a version's application is, and that version's command. */
const places: Readonly<Record<Version, { readonly dir: string; readonly command: string }>> = {
  next: { dir: pathOf('fixture/'), command: require.resolve('next/dist/bin/next') },
  next15: { dir: pathOf('../.cache/next15/'), command: require.resolve('next15/dist/bin/next') },
};

/** A digest of all that the built application is made of. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const fixture = 'packages/next/test/fixture';
  const sources = [
    'packages/{core,providers,testing,next}/src/**/*.ts',
    'pnpm-lock.yaml',
    'packages/next/test/*.ts',
  ];
  const own = ['app/**/*.ts', 'pages/**/*.ts', '*.{ts,json}'].map((part) => `${fixture}/${part}`);
  const files: string[] = [];
  for await (const file of glob([...sources, ...own], { cwd: repository })) files.push(file);
  for (const file of files.toSorted()) hash.update(file).update(await readFile(`${repository}${file}`));
  return hash.digest('hex');
}

/** The part of the fixture without the contract, in a directory where `next` is Next 15. */
async function copyForNext15(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(`${dir}node_modules`, { recursive: true });
  for (const part of [
    'app/own',
    'app/consumed',
    'pages/api/own',
    'webhooks.ts',
    'next.config.ts',
    'tsconfig.json',
  ]) {
    await cp(pathOf(`fixture/${part}`), `${dir}${part}`, { recursive: true });
  }
  await symlink(pathOf('../node_modules/next15'), `${dir}node_modules/next`);
}

/** Builds the application against the built packages, types and all, unless nothing has changed. */
export async function build(version: Version): Promise<void> {
  const { dir, command } = places[version];
  const stamp = `${dir}.next/hooklatch-fingerprint`;
  const wanted = await fingerprint();
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  await run(process.execPath, ['scripts/build.mjs', 'next', 'testing'], { cwd: repository });
  if (version === 'next15') await copyForNext15(dir);
  await run(process.execPath, [command, 'build'], { cwd: dir, env }).catch((error: { stdout?: string }) => {
    throw new Error(`next build failed:\n${error.stdout}`, { cause: error });
  });
  await writeFile(stamp, wanted);
}

/** Starts the application on a free port. */
export async function start(version: Version, mode: 'start' | 'dev' = 'start'): Promise<Running> {
  const { dir, command } = places[version];
  const args = [command, mode, '--hostname', '127.0.0.1', '--port', '0'];
  const child = spawn(process.execPath, args, {
    cwd: dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = once(child, 'close');
  const lines: string[] = [];
  const url = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        const [found] = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
  });
  // `next dev` has children of its own.
  const kill = (): boolean => process.kill(-Number(child.pid), 'SIGKILL');
  process.once('exit', kill);
  const close = async (): Promise<void> => {
    process.off('exit', kill);
    kill();
    await ended;
  };
  const failed = ended.then(() => Promise.reject(new Error(`next ${mode} ended:\n${lines.join('\n')}`)));
  failed.catch(() => process.off('exit', kill));
  return { url: await Promise.race([url, failed]), lines, close };
}
