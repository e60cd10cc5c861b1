import { rmSync } from 'node:fs';
import { createServerDir } from '../servers/server-dir.ts';

/** A directory that is removed when it is disposed of, or this process ends. */
export interface ScratchDir {
  readonly path: string;
  dispose(): void;
}

const dirs = new Set<string>();
const remove = (path: string): void => {
  rmSync(path, { recursive: true, force: true });
  dirs.delete(path);
};
process.once('exit', () => {
  for (const path of dirs) remove(path);
});

/** Makes a directory for a while. */
export function createScratchDir(): ScratchDir {
  const path = createServerDir();
  dirs.add(path);
  return { path, dispose: () => remove(path) };
}
