// A worker in a process of its own: each message is one row in `effects`, written in a transaction. It says in lines what
// it does, and a handler of an event whose name begins with "slow" waits until the table `gates` has a row.
import type { PoolClient } from 'pg';
import { setTimeout as rest } from 'node:timers/promises';
import { openProcess, workWith } from './pg-boss-stage.ts';

const [url = '', queue = '', concurrency = '10'] = process.argv.slice(2);
const own = await openProcess(url);
const say = (...words: readonly unknown[]): void => void process.stdout.write(`${words.join(' ')}\n`);

await workWith(
  own.engine(queue),
  async ({ message, attempt, transaction, lost }) => {
    const { eventId } = message;
    say('start', eventId, attempt);
    while (eventId?.startsWith('slow')) {
      const { rows } = await own.pool.query('SELECT FROM gates');
      if (rows.length > 0) break;
      await rest(20);
    }
    if (eventId === 'slow-plain') {
      say('end', eventId, attempt, lost.aborted);
      return { state: 'done' };
    }
    try {
      await transaction?.((tx) => (tx as PoolClient).query('INSERT INTO effects VALUES ($1)', [eventId]));
      say('end', eventId, attempt);
    } catch (error) {
      say('refused', eventId, attempt, (error as { code?: string }).code);
    }
    return { state: 'settled' };
  },
  {
    concurrency: Number(concurrency),
    onUnsettled: ({ message, attempt }) => say('unsettled', message.eventId, attempt),
  },
);
say('ready');
