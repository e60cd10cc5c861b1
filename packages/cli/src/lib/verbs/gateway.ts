import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CliError } from '../cli-error.ts';
import { exitCode, type ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';
import type { DefineVerb } from '../verb.ts';

/** What the gateway's `./cli` exports. */
interface GatewayCli {
  runGateway?(args: readonly string[], io: Io): Promise<ExitCode>;
}

const packageName = '@hooklatch/gateway';

export const define: DefineVerb = (command, io, run) => {
  command
    .argument('[args...]', 'what the gateway is told: start, apply, backup, restore')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action((args: readonly string[]) =>
      run(async () => {
        const { runGateway } = await loadGateway(io.cwd);
        if (!runGateway) {
          throw new CliError('gateway_too_old', `The installed ${packageName} has no commands.`, {
            hint: `npm install ${packageName}@latest`,
            exitCode: exitCode.failed,
          });
        }
        return runGateway(args, io);
      }),
    );
};

/** The gateway that the project has installed. */
async function loadGateway(cwd: string): Promise<GatewayCli> {
  const manifest = findManifest(cwd);
  if (manifest === undefined) {
    throw new CliError('gateway_missing', `${packageName} is not installed here.`, {
      hint: `It is a server of its own: npm install ${packageName}, or npx -p @hooklatch/cli -p ${packageName} hooklatch gateway`,
      exitCode: exitCode.failed,
    });
  }
  const { exports: entries } = JSON.parse(await readFile(manifest, 'utf8')) as {
    exports?: Readonly<Record<string, unknown>>;
  };
  const file = toFile(entries?.['./cli']);
  return file === undefined
    ? {}
    : ((await import(pathToFileURL(join(dirname(manifest), file)).href)) as GatewayCli);
}

/** Where the command is called, else beside the command: `npx` puts both into a directory of its own. */
function findManifest(cwd: string): string | undefined {
  for (const from of [pathToFileURL(join(cwd, 'package.json')).href, import.meta.url]) {
    try {
      const found = findPackageJSON(packageName, from);
      if (found !== undefined) return found;
    } catch {
      // It is not installed there.
    }
  }
  return undefined;
}

/** The file that `import` would take of an entry of `exports`. */
function toFile(entry: unknown): string | undefined {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return undefined;
  const found = Object.entries(entry).find(([condition]) =>
    ['import', 'node', 'default'].includes(condition),
  );
  return toFile(found?.[1]);
}
