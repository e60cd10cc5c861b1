import { GiveUp } from '@hooklatch/inbox';
import { stripe } from '@hooklatch/providers/stripe';
import { setTimeout as sleep } from 'node:timers/promises';
import { database, inbox } from './database.ts';

await inbox.work(
  [
    {
      // No secret is needed: what is in the inbox was verified.
      provider: stripe(),
      on: {
        'invoice.paid': async (event, { attempt, signal, withTransaction }) => {
          const { id, data } = event.payload;
          const { id: invoice, customer, amount_paid: amount } = data.object;
          console.log(`began ${id}, attempt ${attempt}`);
          if (!customer) throw new GiveUp(`The invoice ${invoice} names no customer.`);
          // In place of a call to another service: time to kill the process in.
          await sleep(200, undefined, { signal });
          // The row and the mark that says "handled" are written together, or neither is.
          await withTransaction((tx) =>
            tx
              .prepare('INSERT INTO payments (event, invoice, amount) VALUES (?, ?, ?)')
              .run(id, invoice, amount),
          );
          console.log(`paid ${id}`);
        },
      },
    },
  ],
  {
    // What a worker had that was killed is handled by another after 5 seconds.
    leaseMs: 5000,
    onAttempt({ outcome, id, reason }) {
      if (outcome !== 'handled') console.log(`${outcome} ${id}: ${reason ?? ''}`);
    },
  },
);
console.log(`process ${process.pid}`);
console.log('working');

/** Takes no more messages, and lets the handlers end that are at work, for 10 seconds. */
async function close(): Promise<void> {
  await inbox.close({ graceMs: 10_000 });
  database.close();
  console.log('closed');
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void close());
