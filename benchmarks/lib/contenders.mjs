import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { stripe } from '@hooklatch/providers/stripe';

const url = 'https://example.com/webhooks';
const time = String(Math.floor(Date.now() / 1000));
const id = 'msg_2Xh7n0aF3vLzLk5TqkEWcS1dPz1';
const decoded = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
const text = 'whsec_test_secret_5257a869e7ece';
const encoded = `whsec_${decoded.toString('base64')}`;

/** How each service signs, and our provider for it. */
export const services = {
  Stripe: {
    secret: text,
    key: Buffer.from(text),
    before: `${time}.`,
    sign: (digest) => ({ 'stripe-signature': `t=${time},v1=${digest.toString('hex')}` }),
    provider: stripe({ secret: text }),
  },
  GitHub: {
    secret: text,
    key: Buffer.from(text),
    before: '',
    sign: (digest) => ({
      'x-github-event': 'push',
      'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      'x-hub-signature-256': `sha256=${digest.toString('hex')}`,
    }),
    provider: github({ secret: text }),
  },
  Clerk: {
    secret: encoded,
    key: decoded,
    before: `${id}.${time}.`,
    sign: (digest) => ({
      'svix-id': id,
      'svix-timestamp': time,
      'svix-signature': `v1,${digest.toString('base64')}`,
    }),
    provider: clerk({ secret: encoded }),
  },
};

/** Bytes of bodies, and how often one is verified in a row to be timed. */
export const sizes = [
  { size: 205, label: '0.2 KiB', calls: 800 },
  { size: 1024, label: '1 KiB', calls: 800 },
  { size: 16_384, label: '16 KiB', calls: 200 },
  { size: 262_144, label: '256 KiB', calls: 16 },
  { size: 1_048_576, label: '1 MiB', calls: 4 },
];

/** A JSON event of a size in bytes. */
export function toJson(size) {
  const start = `{"id":"evt_1","type":"invoice.paid","object":"event","data":"`;
  return Buffer.from(`${start}${'x'.repeat(size - start.length - 2)}"}`);
}

/** A place in memory counts from the beginning of a page. */
const pageBytes = 4096;

/**
 * A body that can be moved: where it lies decides how long it takes to copy it. About one place in a hundred is bad for the
 * place it is copied to, and 16 KiB then took 7 us in place of 0.4.
 */
function movable(body) {
  const room = Buffer.allocUnsafeSlow(pageBytes + body.length);
  let start = 0;
  const move = () => {
    start = (start + 67) % pageBytes;
    body.copy(room, start);
    return room.subarray(start, start + body.length);
  };
  return move;
}

/** What stands around the signature in a delivery of any service. */
const around = (size) => ({
  host: 'example.com',
  'user-agent': 'Sender/1.0',
  'content-length': String(size),
  accept: '*/*',
  'content-type': 'application/json',
});

/**
 * createHmac takes its key in several forms, and on Node 24 bytes cost 10 us more than a KeyObject: the floor has the
 * form that is fastest on this Node.
 */
function fastestKey(key) {
  const took = [key, createSecretKey(key)].map((form) => {
    const times = Array.from({ length: 2000 }, () => {
      const started = performance.now();
      createHmac('sha256', form).update('text').digest();
      return performance.now() - started;
    });
    return { form, median: times.toSorted((left, right) => left - right)[1000] };
  });
  return took.toSorted((left, right) => left.median - right.median)[0].form;
}

/**
 * One service at one size, as calls without arguments that give something true: the hash and the comparison alone, and
 * ours of a delivery and of a `Request`, and as a fetch handler; and what others are given.
 */
export function createContenders(name, size) {
  const { key, before, sign, provider, secret } = services[name];
  const moved = movable(toJson(size));
  let body = moved();
  const form = fastestKey(key);
  const digest = () => createHmac('sha256', form).update(before).update(body).digest();
  const expected = digest();
  const headers = { ...around(size), ...sign(expected) };
  const rawHeaders = Object.entries(headers).flat();
  const request = () => new Request(url, { method: 'POST', headers, body });
  const guard = createWebhook(provider);
  // Without a store, so that the same delivery is handled again and again.
  const webhook = createWebhook(provider, { on: { '*': () => {} }, store: false });
  return {
    /** Lays the body elsewhere: between two rounds. */
    move: () => (body = moved()),
    floor: async () => timingSafeEqual(digest(), expected),
    verify: () =>
      guard.verify({ method: 'POST', url: '/webhooks', headers: deliveryHeaders(rawHeaders), body }),
    verifyRequest: () => guard.verify(request()),
    fetch: async () => (await webhook.fetch(request())).status === 200,
    given: { body, headers, request, secret },
  };
}
