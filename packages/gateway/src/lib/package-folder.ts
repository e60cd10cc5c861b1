import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The directory of this package: `src` and `dist` are at different depths below it. */
export const packageFolder: string = findFolder(dirname(fileURLToPath(import.meta.url)));

/** The version of this package. */
export const version: string = readManifest(packageFolder)?.version ?? '0.0.0';

function findFolder(folder: string): string {
  if (readManifest(folder)?.name === '@hooklatch/gateway') return folder;
  const above = dirname(folder);
  if (above === folder)
    throw new Error('The files of the gateway are missing; install @hooklatch/gateway again.');
  return findFolder(above);
}

function readManifest(folder: string): { readonly name?: string; readonly version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      name?: string;
      version?: string;
    };
  } catch {
    return undefined;
  }
}
