import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning } from './is-running.ts';

/** Every user can reach it, which a directory of the superuser's own is not. */
export const temporaryRoot = '/tmp';

const pattern = /^hooklatch-server-(\d+)-/;

/** Removes what test processes left that ended together with their guards. */
function removeStale(): void {
  for (const name of readdirSync(temporaryRoot)) {
    const owner = pattern.exec(name)?.[1];
    if (owner === undefined || isRunning(Number(owner))) continue;
    rmSync(join(temporaryRoot, name), { recursive: true, force: true });
  }
}

/**
 * Makes a directory for a server's data. It bears the number of this process, so that a later one knows when it is
 * left over.
 *
 * @param uid - who owns it; this process's user where absent
 * @returns its path
 */
export function createServerDir(uid?: number): string {
  try {
    removeStale();
  } catch {
    // Another process is removing the same directory.
  }
  const dir = mkdtempSync(join(temporaryRoot, `hooklatch-server-${process.pid}-`));
  if (uid !== undefined) chownSync(dir, uid, -1);
  return dir;
}
