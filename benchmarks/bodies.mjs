// How long is it from the last byte of a body to the verdict, and how much memory does a body take?
import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { request as send } from 'node:http';
import { quartilesOf } from './lib/compare.mjs';
import { report } from './lib/report.mjs';
import { secret } from './lib/request-deliveries.mjs';
import { told } from './lib/wire.mjs';

const short = process.argv.includes('--short');
const rounds = short ? 5 : 21;
const mebibyte = 2 ** 20;
const sizes = [
  { size: 1024, label: '1 KiB' },
  { size: 65_536, label: '64 KiB' },
  { size: mebibyte, label: '1 MiB' },
  { size: 8 * mebibyte, label: '8 MiB' },
  { size: 25 * mebibyte, label: '25 MiB' },
];
/** As a network hands a body over. */
const chunkBytes = 16_384;
const program = new URL('lib/bodies-server.mjs', import.meta.url);
const children = [];

async function start(kind) {
  const child = fork(program, [kind], { execArgv: ['--expose-gc'] });
  children.push(child);
  return { child, port: (await told(child)).port, times: new Map(), peaks: new Map() };
}

/** The milliseconds from the last byte to the verdict, as the server has measured them. */
function post(port, body, signature) {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-github-event': 'push',
      'x-github-delivery': crypto.randomUUID(),
      'x-hub-signature-256': `sha256=${signature}`,
    };
    const outgoing = send({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/webhooks',
      headers,
      agent: false,
    });
    const take = async (response) => {
      const text = Buffer.concat(await response.toArray()).toString();
      if (response.statusCode !== 200)
        throw new Error(`What is measured is wrong: ${response.statusCode} ${text}`);
      return Number(text);
    };
    outgoing.on('error', reject).on('response', (response) => void take(response).then(resolve, reject));
    let at = 0;
    const more = () => {
      while (at < body.length) {
        const chunk = body.subarray(at, (at += chunkBytes));
        if (!outgoing.write(chunk)) return void outgoing.once('drain', more);
      }
      outgoing.end();
    };
    more();
  });
}

/** What was seen since the last time; from now on it is looked at, or not. */
function look({ child }, looking) {
  child.send(looking);
  return told(child);
}

/** MiB beyond the body, at the highest. */
async function measureMemory(server, body, signature) {
  const { now } = await look(server, true);
  await post(server.port, body, signature);
  const { peak } = await look(server, false);
  return (peak - now - body.length) / mebibyte;
}

try {
  const servers = { bare: await start('bare'), after: await start('after'), adapter: await start('adapter') };
  for (const { size, label } of sizes) {
    const body = Buffer.from(`{"filler":"${'x'.repeat(size - 13)}"}`);
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    for (let round = -2; round < rounds; round += 1) {
      const order = Object.values(servers);
      for (const server of round % 2 === 0 ? order : order.toReversed()) {
        const took = await post(server.port, body, signature);
        if (round >= 0) server.times.set(label, [...(server.times.get(label) ?? []), took]);
      }
    }
    for (const server of [servers.bare, servers.adapter]) {
      const peaks = [];
      for (let round = 0; round < 3; round += 1) peaks.push(await measureMemory(server, body, signature));
      server.peaks.set(label, peaks);
    }
  }
  const text = (milliseconds) => `${milliseconds.toFixed(2)} ms`;
  const timeOf = ({ times }, label) => quartilesOf(times.get(label));
  const smallest = timeOf(servers.adapter, '1 KiB').ratio;
  report({
    question:
      'How long is it from the last byte of a body to the verdict, and how much memory does a body take?',
    unit: 'milliseconds, or MiB beyond the body',
    scale: 'group',
    figures: sizes.flatMap(({ label }) => [
      {
        group: `${label}, last byte to verdict`,
        label: '@hooklatch/node',
        ...timeOf(servers.adapter, label),
        // It does not grow with the body: what 1 KiB takes, and a millisecond.
        bound: smallest + 1,
        value: text(timeOf(servers.adapter, label).ratio),
      },
      {
        group: `${label}, last byte to verdict`,
        label: 'hashed when it is whole',
        ...timeOf(servers.after, label),
      },
      { group: `${label}, last byte to verdict`, label: 'not hashed at all', ...timeOf(servers.bare, label) },
      {
        group: `${label}, memory at most`,
        label: '@hooklatch/node',
        ...quartilesOf(servers.adapter.peaks.get(label)),
        bound: 1,
      },
      {
        group: `${label}, memory at most`,
        label: 'chunks that are joined',
        ...quartilesOf(servers.bare.peaks.get(label)),
      },
    ]),
    notes: [
      'GitHub, on node:http. The last byte is there when the parser hands over the last chunk; the verdict when the route behind the guard runs.',
      'An HMAC is computed while a body arrives on Node, Bun and Deno. Web Crypto has no incremental HMAC: on Workers and the edge it is computed when the body is whole.',
      'Memory is that of array buffers, at its highest while a body arrives, looked at after a collection for every 512 KiB, less what was there before and less the body.',
    ],
  });
} finally {
  for (const child of children) child.kill();
}
