// How much of what a bare proxy of node:http forwards does `hooklatch listen` forward, which also keeps every delivery?
import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { medianOf, quartilesOf } from './lib/compare.mjs';
import { load } from './lib/load.mjs';
import { report } from './lib/report.mjs';
import { createDiskFolder, toBody, told, toRequest } from './lib/wire.mjs';

const short = process.argv.includes('--short');
const rounds = short ? 5 : 15;
const requests = short ? 1500 : 4000;
const connections = 50;

const folder = createDiskFolder();
const program = new URL('lib/listen-server.mjs', import.meta.url);
const children = [];

/** Starts a server of `lib/listen-server.mjs`. */
async function start(...args) {
  const child = fork(program, args, {
    execArgv: ['--conditions=@hooklatch/source', '--disable-warning=ExperimentalWarning'],
  });
  children.push(child);
  const { port } = await told(child);
  return { child, port, rates: [], sent: 0 };
}

try {
  const application = `http://127.0.0.1:${(await start('application')).port}`;
  const servers = {
    proxy: await start('proxy', application),
    listen: await start('listen', application, join(folder, 'captures.db')),
  };
  const some = Array.from({ length: requests }, () =>
    toRequest(toBody('evt_1'), 1_795_355_746, '0'.repeat(64)),
  );
  for (let round = -1; round < rounds; round += 1) {
    const order = Object.values(servers);
    for (const server of round % 2 === 0 ? order : order.toReversed()) {
      const { rate, refused } = await load(server.port, some, { connections });
      if (refused > 0) throw new Error(`${refused} of ${requests} were refused.`);
      server.sent += requests;
      // The first round is for warming up.
      if (round >= 0) server.rates.push(rate);
    }
  }
  const { listen, proxy } = servers;
  listen.child.send('count');
  const { answered, kept, attempts } = await told(listen.child);
  // 10,000 stay, and a hundredth more until the next look.
  const expected = Math.min(listen.sent, 10_000);
  if (answered !== listen.sent || kept < expected || kept > expected + 100 || attempts !== 1) {
    throw new Error(`What is measured is wrong: ${listen.sent} sent, ${answered} answered, ${kept} kept.`);
  }
  const perSecond = ({ rates }) => `${Math.round(medianOf(rates)).toLocaleString('en-US')} a second`;
  report({
    question: 'How much of what a bare proxy forwards does `hooklatch listen` forward, which also keeps it?',
    unit: 'times the rate',
    figures: [
      {
        group: 'a proxy of node:http',
        label: 'hooklatch listen',
        ...quartilesOf(listen.rates.map((rate, round) => rate / proxy.rates[round])),
        bound: 0.5,
        atLeast: true,
        floor: perSecond(proxy),
        value: perSecond(listen),
      },
    ],
    notes: [`1 KiB a request at ${connections} connections.`],
  });
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
