import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startCommand } from './start-command.ts';
import { scratch } from './stage.ts';

test('nobody is answered before the delivery is in the file', async () => {
  const file = join(scratch(), 'captures.db');
  const listener = await startCommand(['--port', '0', '--json', '--captures', file]);
  expect((await fetch(listener.url, { method: 'POST', body: 'first' })).status).toBe(200);
  // Another process that writes: nothing else can get into the file.
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  const answered = fetch(listener.url, { method: 'POST', body: 'second' }).then(({ status }) => status);
  const early = await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 700, 'waits'))]);
  expect(early).toBe('waits');
  other.exec('COMMIT');
  expect(await answered).toBe(200);
  expect(other.prepare('SELECT count(*) AS count FROM captures').get()).toEqual({ count: 2 });
});
