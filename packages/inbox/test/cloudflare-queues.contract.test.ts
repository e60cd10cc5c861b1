import { memoryStore } from '@hooklatch/core/store';
import { describeEngine } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { cloudflareQueuesInbox } from '../src/cloudflare-queues.ts';
import { startMiniflare, type LocalCloudflare } from './lib/cloudflare-miniflare.ts';
import { hostedLeftOut } from './lib/hosted-left-out.ts';

let cloudflare: LocalCloudflare;
beforeAll(async () => {
  cloudflare = await startMiniflare();
});
afterAll(() => cloudflare?.close());

async function open() {
  const { database, bucket } = cloudflare;
  const { queue, mount } = cloudflare.anew();
  // Asked from outside of workerd a store in D1 is too slow for many at once; inside it is tested elsewhere.
  const options = { queue, store: memoryStore(), bodies: bucket, deadLetters: database };
  const inbox = cloudflareQueuesInbox(options);
  await inbox.migrate();
  await database.exec('DELETE FROM hooklatch_dead_letters');
  return { inbox: mount(inbox), other: mount(cloudflareQueuesInbox(options)), close() {} };
}

const oneBatch = 'miniflare hands out one batch at a time';

describeEngine({ describe, test }, open, {
  name: 'Cloudflare Queues, D1 and R2 in miniflare',
  leftOut: {
    stats: 'a binding does not tell how many wait',
    pause: 'Cloudflare pauses a queue by its API, and not by a binding',
    concurrency: 'the platform says how many batches are handled at once',
    fencing: 'Cloudflare Queues has no leases: a batch belongs to one invocation',
    'events of one thing are handled one at a time, at both inboxes, and those of others meanwhile': oneBatch,
    'an event that is given back because it is not its turn has spent no attempt': oneBatch,
    ...hostedLeftOut('Cloudflare Queues'),
  },
});
