// How many deliveries a second does the whole gateway take on SQLite at 100 connections, against a server that only
// verifies, and against itself with one commit per request? And does a dead destination or a hanging alert channel make
// any of them wait?
import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { medianOf, quartilesOf } from './lib/compare.mjs';
import { load } from './lib/load.mjs';
import { pacedLoad } from './lib/paced-load.mjs';
import { report } from './lib/report.mjs';
import { createDiskFolder, stripeHeaders, toBody, told, toPost } from './lib/wire.mjs';

const short = process.argv.includes('--short');
/** Of a hundred deliveries the slowest one says nothing. */
const bounds = { verify: 0.2, single: 3, troubled: short ? undefined : 1.25 };
const connections = 100;
const rounds = short ? 2 : 11;
const requests = short
  ? { verify: 800, gateway: 500, single: 100 }
  : { verify: 6000, gateway: 3000, single: 500 };
/** Of deliveries a second: far less than the gateway can take, so that nothing but what it does else is in the way. */
const pace = 100;
const paced = { rounds: short ? 2 : 15, requests: short ? 100 : 300 };
/** How often rounds are repeated that are past the bound, all in all: a disturbed minute is not the middle. */
const mostTurns = 2;
const secret = 'whsec_test_secret_5257a869e7ece';

const folder = createDiskFolder();
const program = new URL('lib/gateway-server.mjs', import.meta.url);
const children = [];

async function start(kind) {
  const child = fork(program, [kind, secret, join(folder, `${kind}.db`)]);
  children.push(child);
  const { url } = await told(child);
  const { port, pathname } = new URL(url);
  return {
    kind,
    child,
    port: Number(port),
    path: pathname,
    sent: 0,
    rates: [],
    routed: [],
    p99s: [],
  };
}

/** Signed deliveries that the server has not had yet. */
function signNext(server, count) {
  server.sent += count;
  // A signature is good for five minutes only.
  const time = Math.floor(Date.now() / 1000);
  return Array.from({ length: count }, (_, at) => {
    const body = toBody(`evt_${String(server.sent - count + at).padStart(8, '0')}`);
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return toPost(server.path, [...stripeHeaders, `Stripe-Signature: t=${time},v1=${signature}`], body);
  });
}

function ask({ child, sent }, question) {
  child.send({ question, events: sent });
  return told(child);
}

/** Waits until everything is stored, and done that stands behind the commit, and sees that all of it is there. */
async function rest(server) {
  const { events, indexed } = await ask(server, 'rest');
  const { kind, sent } = server;
  if (kind === 'verify' || (events === sent && indexed >= events)) return;
  throw new Error(`${kind} kept ${events} of ${sent}, and ${indexed} are found.`);
}

async function runFull(server, isCounted) {
  const before = server.sent;
  const some = signNext(server, requests[server.kind]);
  const started = performance.now();
  const { rate, refused } = await load(server.port, some, { connections });
  // With a commit for each it may take longer than a webhook waits: what is stored then is answered 503, and counts.
  if (refused > 0 && server.kind !== 'single') throw new Error(`${refused} were refused by ${server.kind}.`);
  const seconds = (performance.now() - started) / 1000;
  const { events } = await ask(server, 'count');
  await rest(server);
  if (!isCounted) return;
  server.rates.push(server.kind === 'single' ? (events - before) / seconds : rate);
  server.routed.push((1000 * some.length) / (performance.now() - started));
}

async function runPaced(server, isCounted) {
  const some = signNext(server, paced.requests);
  const { p99, refused } = await pacedLoad(server.port, some, { connections, rate: pace });
  if (refused > 0) throw new Error(`${refused} of ${some.length} were refused by ${server.kind}.`);
  await rest(server);
  if (isCounted) server.p99s.push(p99);
}

/** In turns, so that whatever disturbs the machine disturbs all; the first round is for warming up. */
async function runRounds(servers, count, run, isPast = () => false) {
  for (let round = -1; round < count || (round < mostTurns * count && isPast()); round += 1) {
    for (const server of round % 2 === 0 ? servers : servers.toReversed()) await run(server, round >= 0);
  }
}

const ratiosOf = (ours, floor) => ours.map((value, at) => value / floor[at]);
const perSecond = (rates) => `${Math.round(medianOf(rates)).toLocaleString('en-US')} a second`;
const slowest = ({ p99s }) => `${medianOf(p99s).toFixed(1)} ms`;

try {
  const [verify, gateway, single] = [await start('verify'), await start('gateway'), await start('single')];
  await runRounds([verify, gateway, single], rounds, runFull);
  for (const { child } of [verify, single]) child.kill();
  const [lively, troubled] = [await start('lively'), await start('troubled')];
  const isPast = () => !short && medianOf(troubled.p99s) > bounds.troubled * medianOf(lively.p99s);
  await runRounds([gateway, lively, troubled], paced.rounds, runPaced, isPast);

  const against = (floor, group) => ({
    group,
    label: 'deliveries a second',
    ...quartilesOf(ratiosOf(gateway.rates, floor.rates)),
    bound: bounds[floor.kind],
    atLeast: true,
    floor: perSecond(floor.rates),
    value: perSecond(gateway.rates),
  });
  // Of two rounds one may be disturbed and the other not: it is the middle rounds that are compared.
  const waits = (ours, floor, group, label, bound) => ({
    group,
    label,
    ratio: medianOf(ours.p99s) / medianOf(floor.p99s),
    spread: quartilesOf(ratiosOf(ours.p99s, floor.p99s)).spread,
    ...(bound !== undefined && { bound }),
    floor: slowest(floor),
    value: slowest(ours),
  });
  report({
    question: 'How many deliveries a second does the gateway take on SQLite, and what makes them wait?',
    unit: 'times the rate, or times as long',
    scale: 'group',
    figures: [
      against(verify, 'verifying alone'),
      against(single, 'one commit for each request'),
      {
        group: 'verifying alone, until all is routed',
        label: 'deliveries a second',
        ...quartilesOf(ratiosOf(gateway.routed, verify.rates)),
        floor: perSecond(verify.rates),
        value: perSecond(gateway.routed),
      },
      waits(
        troubled,
        lively,
        'a destination and an alert channel that answer',
        'p99 with a dead and a hanging one',
        bounds.troubled,
      ),
      waits(lively, gateway, 'nothing behind the log', 'p99 with a forward and an alert for each'),
    ],
    notes: [
      `1 KiB a delivery at ${connections} connections, the whole gateway in one process; routed is what is forwarded, alerted of, searchable and counted.`,
      `What the slowest hundredth of deliveries waits is measured at ${pace} a second.`,
    ],
  });
} finally {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
