import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { createBus } from '../../../src/lib/bus.ts';
import { openDatabase } from '../../../src/lib/database/open-database.ts';
import { startDoor } from '../../../src/lib/ingest/door.ts';
import { defaultSettings } from '../../../src/lib/settings.ts';
import { createVault } from '../../../src/lib/vault.ts';

// A door in a process of its own, to be killed: `node serve-door.ts <origin as JSON>`. It prints where it is, and how
// many commits of the log there were whenever it is asked. It ends with who has started it.
let commits = 0;
const { exec } = DatabaseSync.prototype;
DatabaseSync.prototype.exec = function count(this: DatabaseSync, text: string) {
  if (text === 'COMMIT') commits += 1;
  exec.call(this, text);
};
const database = await openDatabase(JSON.parse(process.argv[2] ?? '{}'));
const door = await startDoor({
  ...database,
  vault: createVault('a key for tests that is long enough'),
  bus: createBus(),
  log: pino({ level: 'silent' }),
  settings: { ...defaultSettings, ingestPort: 0 },
  now: Date.now,
});
process.stdout.write(`${door.url}\n`);
process.stdin.on('data', () => process.stdout.write(`${commits}\n`));
process.stdin.on('end', () => process.exit(0));
