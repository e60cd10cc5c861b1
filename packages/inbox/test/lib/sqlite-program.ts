// What a second process does with the database of a test: `node sqlite-program.ts <role> <file> [argument]`.
// What it has to say it writes at once and line by line, so that nothing of it is lost when it is killed.
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { sqliteInbox } from '../../src/sqlite.ts';
import { toMessage } from './inbox-messages.ts';

const [role = '', file = '', argument = ''] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });

/** Puts without an end, 20 at once, and says which were acknowledged. */
async function put(): Promise<void> {
  const inbox = sqliteInbox({ file });
  let count = 0;
  const one = async (): Promise<never> => {
    for (;;) {
      const id = `${argument}-${(count += 1)}`;
      // oxlint-disable-next-line no-await-in-loop
      const kept = await inbox.put(toMessage(id, 1000)).catch(() => 'rejected');
      say(kept === 'rejected' ? kept : id);
    }
  };
  await Promise.all(Array.from({ length: 20 }, one));
}

/** Handles, and says what; `argument` is a type whose handler takes the process with it. */
async function work(): Promise<void> {
  const inbox = sqliteInbox({ file, pollMs: 10 });
  const handle = (event: { readonly id?: string | undefined; readonly type: string }): void => {
    say(event.id ?? '');
    if (event.type === argument) process.exit(7);
  };
  await inbox.work([{ provider, name: 'test', on: { '*': handle } }], {
    ...(argument && { leaseMs: 200 }),
    retry: { attempts: 3, baseMs: 0 },
    onAttempt: ({ outcome }) => void (outcome === 'dead' && say('dead')),
  });
  say('working');
}

/** Has the lock for so many milliseconds. */
function lock(): void {
  const database = new DatabaseSync(file);
  database.exec('BEGIN IMMEDIATE');
  say('locked');
  setTimeout(() => {
    database.exec('COMMIT');
    database.close();
    say('free');
  }, Number(argument));
}

/** Reads until its input ends. */
function read(): void {
  const database = new DatabaseSync(file);
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM hooklatch_inbox').all();
  say('reading');
  process.stdin.on('end', () => process.exit()).resume();
}

const roles: Readonly<Record<string, () => unknown>> = {
  put,
  work,
  lock,
  read,
  async migrate() {
    const inbox = sqliteInbox({ file });
    await inbox.migrate();
    say(await inbox.put(toMessage(argument)));
    await inbox.close();
  },
  async open() {
    // As somebody who has fewer rights.
    process.setuid?.(Number(argument));
    try {
      await sqliteInbox({ file }).put(toMessage('1'));
      say('kept');
    } catch (error) {
      say((error as Error).message);
    }
  },
};
await roles[role]?.();
