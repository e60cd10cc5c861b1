import { createHmac } from 'node:crypto';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { stripe } from '@hooklatch/providers/stripe';
import { report } from './report.mjs';

/** How many messages are put at once. */
const count = 100;

const bound = 1.15;
const secret = 'whsec_test_secret_5257a869e7ece';

/** A message of 1 KiB, as a webhook hands it to its inbox. */
export async function toMessage() {
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
export function toNames() {
  return Array.from({ length: count }, () => {
    const id = crypto.randomUUID();
    return { id, key: `stripe:${id}` };
  });
}

/**
 * @throws Error where a put was not kept, or a queue has not as many jobs as were put
 */
export function requireAll(kept, counts) {
  if (kept.every((one) => one === 'stored') && counts.every((one) => one === count)) return;
  throw new Error(`What is measured is wrong: ${counts.join(' and ')} of ${count} jobs.`);
}

/**
 * Reports what `compare` has found.
 * @param {string} what the call of the engine that is the floor
 */
export function reportPuts(engine, what, durability, { floor, ours, ratio, spread }) {
  const [value, against] = [ours, floor].map((time) => `${(time / 1000).toFixed(1)} ms`);
  report({
    question: `What do ${count} puts at once into an inbox on ${engine} cost, against \`${what}\` alone?`,
    unit: `times \`${what}\` of the same jobs`,
    figures: [
      {
        group: `1 KiB, ${durability}`,
        label: '@hooklatch/inbox',
        ratio,
        spread,
        bound,
        floor: against,
        value,
      },
    ],
  });
}
