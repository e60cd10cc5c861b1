import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Another process that has a file's lock. */
export interface SqliteLock {
  /** Lets it go and ends the process. */
  release(): Promise<void>;
}

const script = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1], { timeout: 2000 });
  database.exec(process.argv[2]);
  database.prepare('SELECT count(*) FROM sqlite_master').get();
  console.log('locked');
  process.stdin.on('data', () => process.exit()).on('end', () => process.exit());
`;

/**
 * Begins a transaction in another process.
 *
 * @param path - the file
 * @param begin - `BEGIN IMMEDIATE` to write, `BEGIN` to read
 */
export async function lockSqlite(path: string, begin: string): Promise<SqliteLock> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '-e', script, path, begin],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const exit = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    exit.then(() => Promise.reject(new Error('The process with the lock has ended.'))),
  ]);
  return {
    async release() {
      child.stdin.end('end');
      await exit;
    },
  };
}
