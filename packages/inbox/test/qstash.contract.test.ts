import { memoryStore } from '@hooklatch/core/store';
import { describeEngine } from '@hooklatch/testing/contract';
import { Client } from '@upstash/qstash';
import { describe, test } from 'vitest';
import { qstashInbox } from '../src/qstash.ts';
import { createBucket } from './lib/hosted-bucket.ts';
import { hostedLeftOut } from './lib/hosted-left-out.ts';
import { startQstashApp } from './lib/qstash-app.ts';
import { startFakeQstash } from './lib/qstash-fake.ts';

/** The first through the real client, the other without one. */
async function open() {
  const fake = await startFakeQstash();
  const app = await startQstashApp();
  const common = {
    url: app.url,
    signingKeys: fake.signingKeys,
    store: memoryStore(),
    bodies: createBucket(),
    flowControl: { key: 'inbox', parallelism: 100 },
  };
  const client = new Client({ token: fake.token, baseUrl: fake.url, enableTelemetry: false });
  return {
    inbox: app.mount(qstashInbox({ ...common, client })),
    other: app.mount(qstashInbox({ ...common, token: fake.token, baseUrl: fake.url })),
    async close() {
      await Promise.all([fake.close(), app.close()]);
    },
  };
}

describeEngine({ describe, test: test.concurrent }, open, {
  name: 'QStash, a local fake',
  leftOut: {
    stats: 'QStash tells how many its flow control holds back, and no more',
    concurrency: 'flowControl says how many QStash delivers at once',
    'a worker that is closed lets its handlers end, and takes nothing more':
      'flowControl says how many QStash delivers at once',
    fencing: 'QStash has no leases: while a delivery is not answered there is no other',
    ...hostedLeftOut('QStash'),
  },
});
