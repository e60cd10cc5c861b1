import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/**
 * Reads all files of the page, so that no request reads any.
 *
 * @returns by path: `/` is `index.html`
 */
export async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const folder = join(packageFolder(), 'assets', 'inspector');
  const names = (await readdir(folder)).filter((name) => types[extname(name)] !== undefined);
  const entries = names.map(async (name): Promise<[string, Asset]> => [
    name === 'index.html' ? '/' : `/${name}`,
    { type: types[extname(name)] ?? '', bytes: await readFile(join(folder, name)) },
  ]);
  return new Map(await Promise.all(entries));
}

/** `src` and `dist` are at different depths below it. */
function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!isPackage(folder)) {
    const above = dirname(folder);
    if (above === folder)
      throw new Error('The files of the inspector are missing; install @hooklatch/cli again.');
    folder = above;
  }
  return folder;
}

function isPackage(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  return (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === '@hooklatch/cli';
}
