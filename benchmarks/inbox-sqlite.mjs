// What does an inbox in SQLite cost a server at 100 connections, against one transaction per request, and against a
// server that only verifies? And how fast is it emptied?
import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { medianOf, quartilesOf } from './lib/compare.mjs';
import { load } from './lib/load.mjs';
import { report } from './lib/report.mjs';
import { createDiskFolder, toBody, told, toRequest } from './lib/wire.mjs';

const bounds = { single: 4, verify: 1 / 3, drain: 3000 };
const short = process.argv.includes('--short');
const rounds = short ? 5 : 11;
const requests = short
  ? { verify: 3000, group: 2000, single: 300 }
  : { verify: 8000, group: 6000, single: 1200 };
const secret = 'whsec_test_secret_5257a869e7ece';
const time = Math.floor(Date.now() / 1000);

/** A signed delivery. */
function signRequest(number) {
  const body = toBody(`evt_${String(number).padStart(8, '0')}`);
  return toRequest(body, time, createHmac('sha256', secret).update(`${time}.${body}`).digest('hex'));
}

const folder = createDiskFolder();
const program = new URL('lib/inbox-server.mjs', import.meta.url);
const servers = {};

try {
  for (const kind of Object.keys(requests)) {
    const child = fork(program, [kind, secret, join(folder, `${kind}.db`)]);
    servers[kind] = { child, rates: [], sent: 0 };
    servers[kind].port = (await told(child)).port;
  }
  const pool = Array.from({ length: (rounds + 1) * requests.group }, (_, number) => signRequest(number));
  const run = async (kind) => {
    const server = servers[kind];
    const from = kind === 'verify' ? 0 : server.sent;
    const some = pool.slice(from, from + requests[kind]);
    const { rate, refused } = await load(server.port, some, { connections: 100 });
    // On a busy machine a commit for each may take longer than a webhook waits.
    if (refused > some.length / 2) throw new Error(`${refused} of ${some.length} were refused by ${kind}.`);
    server.sent += some.length;
    return rate;
  };
  const ask = ({ child }, question) => {
    child.send(question);
    return told(child);
  };

  for (let round = -1; round < rounds; round += 1) {
    const kinds = Object.keys(requests);
    for (const kind of round % 2 === 0 ? kinds : kinds.toReversed()) {
      const rate = await run(kind);
      // The first round is for warming up.
      if (round >= 0) servers[kind].rates.push(rate);
    }
  }
  for (const kind of ['group', 'single']) {
    const { waiting } = await ask(servers[kind], 'count');
    if (waiting !== servers[kind].sent) throw new Error(`${kind} kept ${waiting} of ${servers[kind].sent}.`);
  }
  const { rate: drain } = await ask(servers.group, 'drain');

  const { group } = servers;
  const perSecond = (rate) => `${Math.round(rate).toLocaleString('en-US')} a second`;
  const against = (kind, what) => {
    const ratios = group.rates.map((rate, round) => rate / servers[kind].rates[round]);
    return {
      group: what,
      label: 'requests a second',
      ...quartilesOf(ratios),
      bound: bounds[kind],
      atLeast: true,
      floor: perSecond(medianOf(servers[kind].rates)),
      value: perSecond(medianOf(group.rates)),
    };
  };
  report({
    question: 'What does an inbox in SQLite cost a server, and how fast is it emptied?',
    unit: 'times the rate',
    scale: 'group',
    figures: [
      against('single', 'one transaction for each request'),
      against('verify', 'verifying alone'),
      {
        group: `${bounds.drain.toLocaleString('en-US')} messages a second`,
        label: 'handled by one worker',
        ratio: drain / bounds.drain,
        bound: 1,
        atLeast: true,
        value: perSecond(drain),
      },
    ],
    notes: ['1 KiB a request at 100 connections.'],
  });
} finally {
  for (const { child } of Object.values(servers)) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
