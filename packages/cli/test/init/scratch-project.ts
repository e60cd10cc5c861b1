import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FrameworkName } from '../../src/lib/init/frameworks.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** A directory outside the checkout, with what a framework's example depends on, linked. */
export interface ScratchProject {
  readonly dir: string;
  write(path: string, text: string): Promise<void>;
  read(path: string): Promise<string>;
  remove(): Promise<void>;
}

/** Vitest and Node read the sources of the workspace, so that no build is needed. */
export const vitestConfig = `const conditions = ['@hooklatch/source', 'module', 'node', 'development|production'];
export default {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['node'] } },
};
`;

async function link(from: string, to: string): Promise<void> {
  if (existsSync(to)) return;
  await mkdir(dirname(to), { recursive: true });
  await symlink(from, to, 'dir');
}

/** Links every package of a `node_modules`, scoped ones too. */
async function linkAll(from: string, to: string): Promise<void> {
  for (const name of (await readdir(from)).filter((one) => !one.startsWith('.'))) {
    const names = name.startsWith('@')
      ? (await readdir(join(from, name))).map((one) => `${name}/${one}`)
      : [name];
    for (const one of names) await link(join(from, one), join(to, one));
  }
}

/**
 * Makes an empty project.
 *
 * @param framework - whose packages are there
 * @param manifest - what stands in its package.json; without it there is none
 * @param parent - the directory in which it is made
 */
export async function createScratchProject(
  framework?: FrameworkName,
  manifest?: Readonly<Record<string, unknown>>,
  parent: string = tmpdir(),
): Promise<ScratchProject> {
  const dir = await mkdtemp(join(parent, 'hooklatch init '));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  };
  if (manifest) await write('package.json', JSON.stringify(manifest));
  if (framework) {
    await linkAll(join(root, 'examples', framework, 'node_modules'), join(dir, 'node_modules'));
    await link(join(root, 'packages/testing'), join(dir, 'node_modules/@hooklatch/testing'));
    for (const name of ['vitest', '@types/node']) {
      await link(join(root, 'node_modules', name), join(dir, 'node_modules', name));
    }
  }
  return {
    dir,
    write,
    read: (path) => readFile(join(dir, path), 'utf8'),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
