import { fork } from 'node:child_process';
import { medianOf, quartilesOf } from './compare.mjs';
import { load } from './load.mjs';
import { told } from './wire.mjs';

const program = new URL('request-server.mjs', import.meta.url);

/** How many requests are in flight. */
export const connections = 32;

/**
 * Starts servers of `request-server.mjs`, one for each kind.
 *
 * @returns by kind: the process and its port
 */
export async function startServers(framework, provider, kinds, execArgv = []) {
  const env = { ...process.env, NODE_ENV: 'production' };
  const started = kinds.map(async (kind) => {
    const child = fork(program, [framework, kind, provider], { execArgv, env });
    const { port } = await told(child);
    return [kind, { child, port }];
  });
  return Object.fromEntries(await Promise.all(started));
}

/** Ends them. */
export function stopServers(servers) {
  for (const { child } of Object.values(servers)) child.kill();
}

/** Asks a server something. */
export function ask({ child }, question) {
  child.send(question);
  return told(child);
}

/**
 * Sends the same requests to each server in turns, in another order each round, and keeps with each server what was
 * measured: `rates`, `p99s` and `busy`, one of each a round.
 *
 * @param makeRequests - makes those of a round
 * @param expected - the status of every answer, by kind (200)
 */
export async function measureRounds(servers, makeRequests, { rounds, expected = {} }) {
  const order = Object.entries(servers);
  for (const [, server] of order) Object.assign(server, { rates: [], p99s: [], busy: [] });
  // The first rounds are for warming up.
  for (let round = -2; round < rounds; round += 1) {
    const requests = makeRequests();
    for (const [kind, server] of round % 2 === 0 ? order : order.toReversed()) {
      const { rate, p99, refused, busy } = await load(server.port, requests, {
        connections,
        status: expected[kind],
      });
      if (refused > 0) throw new Error(`${kind}: ${refused} of ${requests.length} had another answer.`);
      if (round < 0) continue;
      server.rates.push(rate);
      server.p99s.push(p99);
      server.busy.push(busy);
    }
  }
}

/** What a server measured against another, round by round, as part of a figure. */
export function toFigure(ours, floor, name, write) {
  const [value, floorValue] = [ours, floor].map((server) => write(medianOf(server[name])));
  const ratios = ours[name].map((one, round) => one / floor[name][round]);
  return { ...quartilesOf(ratios), value, floor: floorValue };
}

/** Requests a second, as text. */
export const toRate = (rate) => `${Math.round(rate).toLocaleString('en')} a second`;
