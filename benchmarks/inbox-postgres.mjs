// What do 100 puts at once into an inbox on pg-boss cost, measured against `insert` of the same jobs alone?
import { createHmac } from 'node:crypto';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { pgBossInbox } from '@hooklatch/inbox/pg-boss';
import { stripe } from '@hooklatch/providers/stripe';
import { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { hasPostgres, startPostgres } from '../test/servers/postgres.ts';
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

/** Ids and keys of 100 events. */
function toNames() {
  return Array.from({ length: count }, () => {
    const id = crypto.randomUUID();
    return { id, key: `stripe:${id}` };
  });
}

async function measure(connectionString) {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false });
  boss.on('error', console.error);
  const pool = new Pool({ connectionString });
  try {
    await boss.start();
    const inbox = pgBossInbox({ boss, pool, queue: 'ours' });
    await inbox.migrate();
    await boss.createQueue('floor', { partition: true });
    const message = await toMessage();
    const putAll = () => Promise.all(toNames().map((names) => inbox.put({ ...message, ...names })));
    const kept = await putAll();
    const [{ data }] = await boss.findJobs('ours', { queued: true });
    const insertAll = () =>
      boss.insert(
        'floor',
        toNames().map((names) => ({ id: names.id, data: { ...data, ...names } })),
      );
    await insertAll();
    const jobs = await Promise.all(['ours', 'floor'].map((queue) => boss.findJobs(queue, { queued: true })));
    if (kept.some((one) => one !== 'stored') || jobs.some(({ length }) => length !== count)) {
      throw new Error(
        `What is measured is wrong: ${jobs.map(({ length }) => length).join(' and ')} of ${count} jobs.`,
      );
    }
    return await compare(insertAll, putAll, short ? { rounds: 21, calls: 4 } : { rounds: 101, calls: 6 });
  } finally {
    await boss.stop({ graceful: false });
    await pool.end();
  }
}

if (hasPostgres) {
  const server = await startPostgres();
  try {
    const fsync = await server.psql('SHOW fsync');
    const { floor, ours, ratio, spread } = await measure(server.url);
    const figures = [ours, floor].map((time) => `${(time / 1000).toFixed(1)} ms`).join(' against ');
    const quartiles = spread.map((value) => value.toFixed(2)).join(' to ');
    console.log(
      `inbox, pg-boss, ${count} puts at once of 1 KiB, fsync ${fsync}, Node ${process.versions.node}: ${figures}`,
    );
    console.log(`ratio ${ratio.toFixed(2)} (${quartiles}), bound ${bound}`);
    if (ratio > (short ? 2 * bound : bound)) process.exitCode = 1;
  } finally {
    await server.stop();
  }
} else {
  console.log('inbox, pg-boss: PostgreSQL is not installed, nothing was measured.');
}
