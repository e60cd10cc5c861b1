import { memoryStore } from '@hooklatch/core/store';
import { describeEngine } from '@hooklatch/testing/contract';
import { describe, test } from 'vitest';
import { sqsInbox } from '../src/sqs.ts';
import { hostedLeftOut } from './lib/hosted-left-out.ts';
import { createBucket } from './lib/hosted-bucket.ts';
import { startFakeSqs } from './lib/sqs-fake.ts';
import { createSqs } from './lib/sqs-sdk.ts';

async function open() {
  const fake = await startFakeSqs();
  let later = 0;
  const store = memoryStore({ now: () => Date.now() + later });
  const bodies = createBucket();
  const clients = [await createSqs(fake.url), await createSqs(fake.url)];
  const [inbox, other] = clients.map((client) =>
    sqsInbox({
      client,
      queueUrl: fake.queueUrl('events'),
      deadLetterQueueUrl: fake.queueUrl('events-dead'),
      store,
      bodies,
    }),
  );
  if (!inbox || !other) throw new Error('There are two.');
  return {
    inbox,
    other,
    endLeases() {
      // Of whoever has stood still both leases have ended, that of the store too.
      later += 3_600_000;
      fake.queue('events').showAll();
    },
    async close() {
      for (const client of clients) client.destroy();
      await fake.close();
    },
  };
}

describeEngine({ describe, test }, open, {
  name: 'SQS, a local fake',
  leftOut: {
    stats: 'SQS tells about how many, and not which wait and which are handled',
    ...hostedLeftOut('SQS'),
  },
});
