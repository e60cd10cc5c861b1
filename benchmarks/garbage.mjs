// How much garbage does a request leave behind, beyond a bare server's, counted in the body's bytes?
import { medianOf, quartilesOf } from './lib/compare.mjs';
import { load } from './lib/load.mjs';
import { report } from './lib/report.mjs';
import { toDeliveries } from './lib/request-deliveries.mjs';
import { ask, startServers, stopServers } from './lib/request-rounds.mjs';

const short = process.argv.includes('--short');
const rounds = short ? 3 : 9;
const bound = 2;
// No garbage is collected while it is counted: there is room for all of it.
const execArgv = [
  '--expose-gc',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
  '--no-incremental-marking',
  '--no-memory-reducer',
];
const sizes = [
  { name: '16 KiB', bytes: 16_384, count: 100 },
  { name: '256 KiB', bytes: 262_144, count: 8 },
  { name: '1 MiB', bytes: 2 ** 20, count: 3 },
];
const deliveries = [
  { label: 'wrong signature', key: 'whsec_another', status: 400, bound },
  { label: 'no signature', key: null, status: 400, bound },
  { label: 'genuine', status: 200 },
];
const frameworks = [
  { name: 'node:http', framework: 'node' },
  { name: 'Hono', framework: 'hono' },
];

/** Bytes that a server allocates for one request, inside and outside of the heap. */
async function countBytes(server, [first, ...requests], status) {
  // Why a signature does not fit is searched for once a second, here.
  await load(server.port, [first], { connections: 1, status });
  const before = await ask(server, 'clean');
  const { refused } = await load(server.port, requests, { connections: 2, status });
  const after = await ask(server, 'allocated');
  if (refused > 0) throw new Error(`${refused} of ${requests.length} had another answer.`);
  if (after.collections > 0) return undefined;
  return (after.allocated - before.allocated) / requests.length;
}

/** What the adapter allocates beyond the bare server, in each round in which nothing was collected. */
async function compareBytes({ bare, adapter }, { bytes, count, key, status }) {
  const found = [];
  for (let round = -2; round < rounds; round += 1) {
    const requests = toDeliveries('stripe', { bytes, count: count + 1, key });
    const floor = await countBytes(bare, requests, 200);
    const ours = await countBytes(adapter, requests, status);
    if (round >= 0 && floor !== undefined && ours !== undefined) found.push({ floor, ours });
  }
  if (found.length >= rounds / 2) return found;
  throw new Error('Garbage was collected while it was counted.');
}

const toKibibytes = (bytes) => `${(bytes / 1024).toFixed(1)} KiB`;
const figures = [];
for (const { name, framework } of frameworks) {
  const servers = await startServers(framework, 'stripe', ['bare', 'adapter'], execArgv);
  try {
    for (const { name: size, bytes, count } of sizes) {
      for (const { label, bound: most, ...sending } of deliveries) {
        const found = await compareBytes(servers, { bytes, count, ...sending });
        const ratios = quartilesOf(found.map(({ ours, floor }) => (ours - floor) / bytes));
        const [value, floor] = ['ours', 'floor'].map((which) =>
          toKibibytes(medianOf(found.map((one) => one[which]))),
        );
        const counted = { ...ratios, value, floor, bound: most, exact: true };
        figures.push({ group: `${name}, ${size}`, label, ...counted });
      }
    }
  } finally {
    stopServers(servers);
  }
}

report({
  question: "How much garbage does a request leave behind, beyond a bare server's?",
  unit: 'times the body',
  figures,
  notes: [
    'Heap and memory outside of it (`heapUsed` and `external`), between two looks with no collection in between.',
    'The search for what is wrong with a signature, at most once a second, is not counted.',
    'A genuine delivery is also decoded and parsed, as its handler wants it.',
  ],
});
