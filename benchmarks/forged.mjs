// How many forged requests a second are refused, against what a bare server reads of the same requests?
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

const short = process.argv.includes('--short');
const rounds = short ? 3 : 15;
const large = 2 * 2 ** 20;
const few = short ? 20 : 60;
const many = short ? 300 : 2000;
const frameworks = [
  { name: 'node:http', framework: 'node', inShort: true },
  { name: 'Express 5', framework: 'express' },
  { name: 'Fastify 5', framework: 'fastify' },
  { name: 'Hono', framework: 'hono', inShort: true },
  { name: 'Koa 3', framework: 'koa' },
  { name: 'NestJS 12 on Express', framework: 'nestjs' },
];
const attacks = [
  {
    label: 'wrong signature, 1 KiB',
    code: 'signature_mismatch',
    status: 400,
    requests: { bytes: 1024, count: many, key: 'whsec_another' },
  },
  {
    label: 'wrong signature, 16 KiB',
    code: 'signature_mismatch',
    status: 400,
    requests: { bytes: 16_384, count: many, key: 'whsec_another' },
  },
  {
    label: 'no signature, 1 KiB',
    code: 'signature_missing',
    status: 400,
    requests: { bytes: 1024, count: many, key: null },
  },
  {
    label: 'no signature, 16 KiB',
    code: 'signature_missing',
    status: 400,
    requests: { bytes: 16_384, count: many, key: null },
  },
  {
    label: 'too large, as declared, 2 MiB',
    code: 'payload_too_large',
    status: 413,
    requests: { bytes: large, count: few },
  },
  {
    label: 'too large, in chunks, 2 MiB',
    code: 'payload_too_large',
    status: 413,
    requests: { bytes: large, count: few, chunkBytes: 65_536 },
  },
];

/** Every one was refused for what is wrong with it, and nothing was handled. */
async function requireRefused({ adapter }, code, sent) {
  const { handled, refused } = await ask(adapter, 'count');
  if (handled === 0 && refused[code] === sent) return;
  throw new Error(
    `What is measured is wrong: of ${sent} ${code}, ${JSON.stringify(refused)}, ${handled} handled.`,
  );
}

const figures = [];
const sent = {};
for (const { name, framework } of short ? frameworks.filter(({ inShort }) => inShort) : frameworks) {
  const servers = await startServers(framework, 'stripe', ['bare', 'adapter']);
  for (const { code } of attacks) sent[code] = 0;
  try {
    for (const { label, code, status, requests } of attacks) {
      const made = toDeliveries('stripe', requests);
      const make = () => {
        sent[code] += made.length;
        return made;
      };
      await measureRounds(servers, make, { rounds, expected: { adapter: status } });
      await requireRefused(servers, code, sent[code]);
      figures.push({ group: name, label, ...toFigure(servers.adapter, servers.bare, 'rates', toRate) });
    }
  } finally {
    stopServers(servers);
  }
}

report({
  question:
    'How many forged requests a second are refused, against what a bare server reads of the same requests?',
  unit: 'of the bare server',
  figures,
  notes: [
    `${connections} connections with keep-alive. The bare server reads every body whole, and answers 200.`,
    'A sender that was refused before its body was read has sent all of it anyway: what is left is read and thrown away, so that it gets to see the answer.',
  ],
});
