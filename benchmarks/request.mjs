// What does an adapter cost, against a server of the same framework that verifies by hand, and a bare one?
import { medianOf } from './lib/compare.mjs';
import { report } from './lib/report.mjs';
import { toDeliveries } from './lib/request-deliveries.mjs';
import {
  ask,
  connections,
  measureRounds,
  startServers,
  stopServers,
  toFigure,
  toRate,
} from './lib/request-rounds.mjs';
import { load } from './lib/load.mjs';

const short = process.argv.includes('--short');
const rounds = short ? 3 : 15;
/** Of what verifies by hand; docs/decisions/request-cost.md says why not of a bare server. */
const bounds = { rate: 0.35, guard: 0.45, p99: 12 };
/** Until then a server gets faster with every request. */
const warming = short ? 3000 : 20_000;
const sizes = [
  { name: '1 KiB', bytes: 1024, count: short ? 300 : 2000 },
  { name: '16 KiB', bytes: 16_384, count: short ? 200 : 1500 },
];
const frameworks = [
  { name: 'node:http', framework: 'node', provider: 'stripe', kinds: ['guard'] },
  { name: 'node:http', framework: 'node', provider: 'github', kinds: [] },
  { name: 'Express 5', framework: 'express', provider: 'stripe', kinds: [] },
  { name: 'Fastify 5', framework: 'fastify', provider: 'stripe', kinds: [] },
  { name: 'Hono', framework: 'hono', provider: 'stripe', kinds: [] },
  { name: 'Koa 3', framework: 'koa', provider: 'stripe', kinds: [] },
  { name: 'NestJS 12 on Express', framework: 'nestjs', provider: 'stripe', kinds: [] },
];
const titles = { stripe: 'Stripe', github: 'GitHub' };

const figures = [];
const busy = [];

/** Forged deliveries are refused, and one that comes three times is handled once. */
async function requireVerification({ adapter }, provider) {
  const forged = toDeliveries(provider, { bytes: 1024, count: 20, key: 'whsec_another' });
  const [genuine] = toDeliveries(provider, { bytes: 1024, count: 1 });
  const refusal = await load(adapter.port, forged, { connections: 4, status: 400 });
  const repeated = await load(adapter.port, [genuine, genuine, genuine], { connections: 1 });
  const { handled, refused } = await ask(adapter, 'count');
  const right = handled === 1 && refused.signature_mismatch === 20 && refused.duplicate === 2;
  if (right && refusal.refused + repeated.refused === 0) return;
  throw new Error(`The adapter does not verify: ${handled} handled, ${JSON.stringify(refused)}.`);
}

/** Every delivery that was sent has been handled, and the adapter has refused nothing but what it was to refuse. */
async function requireHandled(servers, sent) {
  for (const [kind, server] of Object.entries(servers)) {
    const { handled, refused } = await ask(server, 'count');
    const expected = kind === 'adapter' ? sent + 1 : sent;
    const others = Object.keys(refused).filter((code) => !['signature_mismatch', 'duplicate'].includes(code));
    if (handled === expected && others.length === 0) continue;
    throw new Error(`What is measured is wrong: ${kind} has handled ${handled} of ${expected}.`);
  }
}

function addFigures(group, { bare, hand, adapter, guard }) {
  const rate = (label, server, bound) => {
    const found = toFigure(server, hand, 'rates', toRate);
    figures.push({ group, label, ...found, ...(bound !== undefined && { bound, atLeast: true }) });
  };
  rate('rate', adapter, bounds.rate);
  if (guard) rate('rate, as a guard without a store', guard, bounds.guard);
  if (bare) rate('rate of a bare server', bare);
  const p99 = toFigure(adapter, hand, 'p99s', (time) => `${time.toFixed(1)} ms`);
  // The slowest hundredth of a short run is a handful.
  figures.push({ group, label: 'p99', ...p99, ...(!short && { bound: bounds.p99 }) });
}

for (const { name, framework, provider, kinds } of frameworks) {
  const all = ['hand', 'adapter', ...(short ? [] : ['bare', ...kinds])];
  const servers = await startServers(framework, provider, all);
  try {
    await requireVerification(servers, provider);
    let sent = warming;
    await measureRounds(servers, () => toDeliveries(provider, { bytes: 1024, count: warming / 2 }), {
      rounds: 0,
    });
    for (const { name: size, bytes, count } of sizes) {
      const make = () => {
        sent += count;
        return toDeliveries(provider, { bytes, count });
      };
      await measureRounds(servers, make, { rounds });
      addFigures(`${name}, ${titles[provider]}, ${size}`, servers);
      busy.push(...Object.values(servers).map((server) => medianOf(server.busy)));
    }
    await requireHandled(servers, sent);
  } finally {
    stopServers(servers);
  }
}

report({
  question: 'What does an adapter cost, against a server that verifies by hand?',
  unit: 'of the server that verifies by hand',
  figures,
  notes: [
    `${connections} connections with keep-alive, the server and the sender in processes of their own; every delivery is signed before its round and is an event of its own.`,
    '"By hand" is the raw body, `createHmac`, `timingSafeEqual` and `JSON.parse` and no more: what any application that verifies pays at least. The adapter also looks for doubled headers, stale timestamps and limits, remembers the event in a `memoryStore()`, calls a handler and reports.',
    'The bare server reads the raw body and verifies nothing.',
    `The sender was busy for at most ${Math.round(100 * Math.max(...busy))} % of the time, so that it does not bound a rate.`,
    'A Next.js server is measured from a production build only, and Workers run in a runtime of their own: both are left out.',
  ],
});
