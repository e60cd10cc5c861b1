import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file in a directory of its own. */
export interface SqliteFile {
  readonly dir: string;
  readonly path: string;
  remove(): void;
}

/** Names a file that is not there yet, in a directory that is. */
export function createSqliteFile(): SqliteFile {
  const dir = mkdtempSync(join(tmpdir(), 'hooklatch-sqlite-'));
  return { dir, path: join(dir, 'app.db'), remove: () => rmSync(dir, { recursive: true, force: true }) };
}
