import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { packageFolder } from '../package-folder.ts';

/** A file of the dashboard. */
export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Whether its name changes with what is in it. */
  readonly isHashed: boolean;
}

/** Every file by its path; `/index.html` is the page. */
export type Dashboard = ReadonlyMap<string, Asset>;

/** As it is published, and as it is built in the repository. */
const folders = ['dist/dashboard', 'dashboard/dist'];

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * Reads the dashboard into memory, so that no request names a file of the disk.
 *
 * @param root - the directory of the package
 * @returns `undefined` where it was not built
 */
export async function readDashboard(root: string = packageFolder): Promise<Dashboard | undefined> {
  for (const folder of folders) {
    // oxlint-disable-next-line no-await-in-loop
    const files = await readFolder(join(root, folder));
    if (files.has('/index.html')) return files;
  }
  return undefined;
}

async function readFolder(folder: string): Promise<Dashboard> {
  let entries;
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true });
  } catch {
    return new Map();
  }
  const files = entries.filter((entry) => entry.isFile() && types[extname(entry.name)] !== undefined);
  const read = files.map(async ({ parentPath, name }): Promise<[string, Asset]> => {
    const file = join(parentPath, name);
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    const bytes = new Uint8Array(await readFile(file));
    return [path, { type: types[extname(name)] ?? '', bytes, isHashed: path.startsWith('/assets/') }];
  });
  return new Map(await Promise.all(read));
}
