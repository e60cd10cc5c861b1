// How much longer does a search of the gateway's log take to answer its first page, where the log has ten times as many
// events?
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../packages/gateway/src/lib/database/open-database.ts';
import { closeReader } from '../packages/gateway/src/lib/log/open-reader.ts';
import { searchEvents } from '../packages/gateway/src/lib/log/search-events.ts';
import { compare } from './lib/compare.mjs';
import { fillLog, firstTime, pace } from './lib/gateway-log.mjs';
import { report } from './lib/report.mjs';
import { createDiskFolder } from './lib/wire.mjs';

const bound = 1.5;
const short = process.argv.includes('--short');
const sizes = short ? [3_000, 30_000] : [100_000, 1_000_000];
const rounds = short ? 5 : 31;
const page = 50;

/** A time in the middle of the smaller log: 1,000 events came in it. */
const middle = firstTime + (sizes[0] / 2) * pace;
const between = { from: middle, to: middle + 1000 * pace };

/**
 * What is looked for, and how many are on the first page.
 * @type {readonly (readonly [group: string, label: string, query: Record<string, string | number>, count: number])[]}
 */
const questions = [
  ['no filter', 'all', {}, page],
  ['endpoint', 'frequent', { endpoint: 'end_0' }, page],
  ['endpoint', '5 of all', { endpoint: 'end_rare' }, 5],
  ['endpoint', 'none', { endpoint: 'end_none' }, 0],
  ['provider', 'frequent', { provider: 'stripe' }, page],
  ['provider', '5 of all', { provider: 'rare' }, 5],
  ['provider', 'none', { provider: 'none' }, 0],
  ['type', 'frequent', { type: 'order.type_7' }, page],
  ['type', '5 of all', { type: 'rare.type' }, 5],
  ['type', 'none', { type: 'none' }, 0],
  ['type', 'order.*', { type: 'order.*' }, page],
  ['type', 'rare.*', { type: 'rare.*' }, 5],
  ['outcome', 'frequent', { outcome: 'verified' }, page],
  ['outcome', '5 of all', { outcome: 'handshake' }, 5],
  ['outcome', 'none', { outcome: 'none' }, 0],
  ['code', 'frequent', { code: 'signature_mismatch' }, page],
  ['code', '5 of all', { code: 'rare_code' }, 5],
  ['code', 'none', { code: 'none' }, 0],
  ['time', 'the latest', { from: middle }, page],
  ['time', '1,000 events', between, page],
  ['time', 'none', { from: firstTime - 2000, to: firstTime - 1000 }, 0],
  ['full text', 'in every event', { q: 'order' }, page],
  ['full text', 'in half of them', { q: 'even' }, page],
  ['full text', '5 of all', { q: 'needle' }, 5],
  ['full text', 'none', { q: 'absent' }, 0],
  ['full text, endpoint', 'both frequent', { q: 'even', endpoint: 'end_0' }, page],
  ['full text, endpoint', 'rare word', { q: 'needle', endpoint: 'end_rare' }, 5],
  ['full text, endpoint', 'rare endpoint', { q: 'order', endpoint: 'end_rare' }, 5],
  ['full text, endpoint', 'never together', { q: 'odd', endpoint: 'end_0' }, 0],
  ['filter language', 'in every second event', { filter: 'body.half=even' }, page],
  ['filter language', 'none', { filter: 'body.data.note=absent' }, 0],
];

const folder = createDiskFolder();
const logs = [];
try {
  const files = sizes.map((size) => join(folder, `${size}.db`));
  await fillLog(files[0], 0, sizes[0]);
  copyFileSync(files[0], files[1]);
  await fillLog(files[1], sizes[0], sizes[1]);
  for (const file of files) logs.push(await openDatabase({ file }));
  const figures = [];
  for (const [group, label, query, count] of questions) {
    for (const log of logs) {
      const { items } = await searchEvents(log, query);
      if (items.length !== count)
        throw new Error(`${group}, ${label}: ${items.length} events, not ${count}.`);
    }
    const [small, large] = logs.map((log) => () => searchEvents(log, query));
    const isLong = label === 'never together' || (query.filter !== undefined && count === 0);
    const { floor, ours, ratio, spread } = await compare(
      small,
      large,
      isLong ? { rounds: Math.ceil(rounds / 4), calls: 1 } : { rounds, calls: 10 },
    );
    const [value, against] = [ours, floor].map((time) => `${(time / 1000).toFixed(2)} ms`);
    // A search that goes on until its time is over is as long in both, where both are long enough for that.
    const isBound = !(short && isLong);
    figures.push({ group, label, ratio, spread, ...(isBound && { bound }), floor: against, value });
  }
  report({
    question:
      'How much longer does a search take that answers its first page, over ten times as many events?',
    unit: `times a log of ${sizes[0].toLocaleString('en-US')} events`,
    figures,
    notes: [
      `${sizes[1].toLocaleString('en-US')} events against ${sizes[0].toLocaleString('en-US')} in SQLite, a page of ${page}.`,
      'What has no index is looked for event by event until a page is full, or for 200 ms; the answer says how far it has come.',
    ],
  });
} finally {
  for (const log of logs) {
    await closeReader(log);
    await log.close();
  }
  rmSync(folder, { recursive: true, force: true });
}
