// A server of one kind for request.mjs and forged.mjs: `bare` reads the body, `hand` also does by hand what has to be
// done, `adapter` verifies, remembers and handles, `guard` verifies.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { GCProfiler } from 'node:v8';
import { createWebhook } from '@hooklatch/core';
import { memoryStore } from '@hooklatch/core/store';
import { github } from '@hooklatch/providers/github';
import { stripe } from '@hooklatch/providers/stripe';
import { apps } from './request-apps.mjs';
import { secret } from './request-deliveries.mjs';

const [framework, kind, name] = process.argv.slice(2);
const provider = { stripe, github }[name]({ secret });
let handled = 0;
const refused = {};
const handle = (event) => void (handled += event.type === '' ? 0 : 1);

/** The least that a handler needs: the hash, the comparison and the payload. */
const hands = {
  stripe(body, headers) {
    const [time, signature] = headers['stripe-signature']
      .split(',')
      .map((part) => part.slice(part.indexOf('=') + 1));
    return [createHmac('sha256', secret).update(`${time}.`).update(body).digest(), signature];
  },
  github(body, headers) {
    return [createHmac('sha256', secret).update(body).digest(), headers['x-hub-signature-256'].slice(7)];
  },
};

function byHand(body, headers) {
  const [expected, signature] = hands[name](body, headers);
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex')))
    throw new Error('The signature does not match.');
  handle(JSON.parse(body));
}

function start() {
  const { bare, mount } = apps[framework];
  if (kind === 'bare') return bare(() => void (handled += 1));
  if (kind === 'hand') return bare(byHand);
  const onDelivery = ({ code, outcome }) => {
    if (code !== undefined) refused[code] = (refused[code] ?? 0) + 1;
    else if (!['handled', 'passed'].includes(outcome)) refused[outcome] = (refused[outcome] ?? 0) + 1;
  };
  // Nest's handlers are methods behind a guard.
  const own = framework === 'nestjs' || kind === 'guard' ? {} : { on: { '*': handle } };
  const store = kind === 'guard' ? {} : { store: memoryStore() };
  return mount(createWebhook(provider, { ...own, ...store, onDelivery }), handle);
}

let profiler;

/** What is allocated now, inside and outside of the heap. */
function allocated() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const answers = {
  count: () => ({ handled, refused }),
  /** Makes room, and looks from now on whether garbage is collected. */
  clean() {
    globalThis.gc();
    // What the first one has found is swept away at the second one at the latest.
    globalThis.gc();
    profiler = new GCProfiler();
    profiler.start();
    return { allocated: allocated() };
  },
  allocated() {
    const now = allocated();
    return { allocated: now, collections: profiler.stop().statistics.length };
  },
};
process.on('message', (question) => process.send(answers[question]()));
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit(0));
process.send({ port: await start() });
