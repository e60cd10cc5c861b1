import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExitCode } from '../exit-code.ts';
import type { Io } from '../io.ts';

/** The gateway's package: it is no dependency of the command, whose users mostly want no server. */
export const gatewayPackage = '@hooklatch/gateway';

/** What the gateway's `./cli` exports. */
export interface GatewayCli {
  runGateway?(args: readonly string[], io: Io): Promise<ExitCode>;
}

/**
 * The manifest of the gateway that is installed: where the command is called, else beside the command.
 *
 * @param cwd - where it is called
 * @returns the file's path; undefined where none is installed
 */
export function findGateway(cwd: string): string | undefined {
  for (const from of [pathToFileURL(join(cwd, 'package.json')).href, import.meta.url]) {
    try {
      const found = findPackageJSON(gatewayPackage, from);
      if (found !== undefined) return found;
    } catch {
      // It is not installed there.
    }
  }
  return undefined;
}

/**
 * Loads the commands of a gateway.
 *
 * @param manifest - the path of its `package.json`
 * @returns nothing in it where that one has no commands
 */
export async function loadGateway(manifest: string): Promise<GatewayCli> {
  const { exports: entries } = JSON.parse(await readFile(manifest, 'utf8')) as {
    exports?: Readonly<Record<string, unknown>>;
  };
  const file = toFile(entries?.['./cli']);
  return file === undefined
    ? {}
    : ((await import(pathToFileURL(join(dirname(manifest), file)).href)) as GatewayCli);
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
