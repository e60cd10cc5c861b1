// What do 100 puts at once into an inbox on BullMQ cost, measured against `addBulk` of the same jobs alone?
import { createHmac } from 'node:crypto';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { bullmqInbox } from '@hooklatch/inbox/bullmq';
import { stripe } from '@hooklatch/providers/stripe';
import { Queue } from 'bullmq';
import { hasRedis, startRedis } from '../test/servers/redis.ts';
import { compare } from './lib/compare.mjs';

const bound = 1.15;
const short = process.argv.includes('--short');
const count = 100;
const secret = 'whsec_test_secret_5257a869e7ece';

/** A message of 1 KiB, as a webhook hands it to its inbox. */
async function toMessage() {
  const body = Buffer.from('{"id":"evt_1","type":"invoice.paid","data":"'.padEnd(1022, 'x') + '"}');
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
  const headers = deliveryHeaders([
    'Host',
    'example.com',
    'User-Agent',
    'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    'Content-Length',
    '1024',
    'Accept',
    '*/*; q=0.5, application/xml',
    'Cache-Control',
    'no-cache',
    'Content-Type',
    'application/json; charset=utf-8',
    'Stripe-Signature',
    `t=${time},v1=${signature}`,
  ]);
  let message;
  const inbox = { put: async (given) => ((message = given), 'stored'), replay: async () => false };
  await createWebhook(stripe({ secret }), { inbox }).handle({
    method: 'POST',
    url: '/webhooks/stripe',
    headers,
    body,
  });
  return message;
}

async function measure(port) {
  const connection = { host: '127.0.0.1', port, enableOfflineQueue: false, maxRetriesPerRequest: 0 };
  const inbox = bullmqInbox({ connection, queue: 'ours' });
  const queues = { ours: new Queue('ours', { connection }), floor: new Queue('floor', { connection }) };
  const message = await toMessage();
  const putAll = () =>
    Promise.all(
      Array.from({ length: count }, () => {
        const id = crypto.randomUUID();
        return inbox.put({ ...message, id, key: `stripe:${id}` });
      }),
    );
  try {
    await Promise.all(Object.values(queues).map((queue) => queue.waitUntilReady()));
    const kept = await putAll();
    const [job] = await queues.ours.getJobs(['waiting'], 0, 0);
    const addAll = () =>
      queues.floor.addBulk(
        Array.from({ length: count }, () => {
          const id = crypto.randomUUID();
          return {
            name: job.name,
            data: { ...job.data, id, key: `stripe:${id}` },
            opts: { ...job.opts, jobId: id },
          };
        }),
      );
    await addAll();
    const counts = await Promise.all(Object.values(queues).map((queue) => queue.getWaitingCount()));
    if (kept.some((one) => one !== 'stored') || counts.some((one) => one !== count)) {
      throw new Error(`What is measured is wrong: ${counts.join(' and ')} of ${count} jobs.`);
    }
    return await compare(addAll, putAll, short ? { rounds: 21, calls: 2 } : { rounds: 101, calls: 4 });
  } finally {
    await inbox.close();
    await Promise.all(Object.values(queues).map((queue) => queue.close()));
  }
}

if (hasRedis) {
  const server = await startRedis({ appendfsync: 'always' });
  try {
    const { floor, ours, ratio, spread } = await measure(server.port);
    const figures = [ours, floor].map((time) => `${(time / 1000).toFixed(1)} ms`).join(' against ');
    const quartiles = spread.map((value) => value.toFixed(2)).join(' to ');
    console.log(
      `inbox, BullMQ, ${count} puts at once of 1 KiB, appendfsync always, Node ${process.versions.node}: ${figures}`,
    );
    console.log(`ratio ${ratio.toFixed(2)} (${quartiles}), bound ${bound}`);
    if (ratio > (short ? 2 * bound : bound)) process.exitCode = 1;
  } finally {
    await server.stop();
  }
} else {
  console.log('inbox, BullMQ: Redis is not installed, nothing was measured.');
}
