// What a second process does with the queue of a test: `node bullmq-program.ts <role> <port> <queue>`.
// What it has to say it writes at once and line by line, so that nothing of it is lost when it is killed.
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { bullmqInbox } from '../../src/bullmq.ts';

const [role = '', port = '', queue = ''] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);
const leaseMs = 600;

/** What its handler does, by role. */
const handlers: Readonly<Record<string, () => unknown>> = {
  end() {},
  exit: () => process.exit(7),
  hang: () => new Promise(() => {}),
  // A little longer than its lease.
  outlive: () => sleep(1.2 * leaseMs),
};

const inbox = bullmqInbox({
  connection: { host: '127.0.0.1', port: Number(port) },
  queue,
  onWarning: () => {},
});
const provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });
const handle = (
  event: { readonly id?: string | undefined },
  { attempt }: { readonly attempt: number },
): unknown => {
  say(`start ${event.id} ${attempt}`);
  return handlers[role]?.();
};
await inbox.work([{ provider, name: 'test', on: { '*': handle } }], {
  leaseMs,
  timeoutMs: 5 * leaseMs,
  retry: { attempts: 3, baseMs: 0 },
  onAttempt: ({ outcome, eventId, attempt }) => say(`${outcome} ${eventId} ${attempt}`),
});
say('working');
process.stdin.on('end', () => void inbox.close({ graceMs: 0 }).then(() => say('closed'))).resume();
