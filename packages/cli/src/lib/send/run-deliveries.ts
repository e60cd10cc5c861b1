import type { Delivery } from '@hooklatch/core';
import { exchange } from '../certify/exchange.ts';
import type { Exchange, Probe } from '../certify/probe.ts';
import type { Io } from '../io.ts';
import { startProgress } from '../progress.ts';

/** How often, and where to. */
export interface RunOptions {
  readonly to: string;
  /** The URL that was signed: a query that the signature stands in is taken over. */
  readonly signedUrl: string;
  readonly times: number;
  readonly concurrency: number;
  /** How often the same bytes are sent. */
  readonly copies: number;
  readonly timeoutMs: number;
}

/**
 * Sends deliveries, several at once, each with its copies one after the other.
 *
 * @param make - makes the next one
 * @param options - how often, and where to
 * @param io - the world
 * @returns what came of each, in the order in which they were made
 * @throws CliError `unreachable` where nobody listens
 */
export async function runDeliveries(
  make: () => Promise<Delivery>,
  options: RunOptions,
  io: Io,
): Promise<readonly Exchange[]> {
  const { times, concurrency, copies, timeoutMs } = options;
  const signal = times * copies > 1 ? io.signal : new AbortController().signal;
  const progress = startProgress(io, 'waiting for the answer');
  const done: Exchange[][] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < times) {
      const at = next++;
      const probe = toProbe(await make(), options);
      const own: Exchange[] = [];
      done[at] = own;
      for (let copy = 0; copy < copies; copy += 1) own.push(await exchange(probe, { timeoutMs, signal }));
      progress.update(`${done.flat().length} of ${times * copies}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, times) }, work));
    return done.flat();
  } finally {
    progress.end();
  }
}

function toProbe({ method, url, headers, body }: Delivery, { to, signedUrl }: RunOptions): Probe {
  const target = url === signedUrl ? to : new URL(new URL(url).search, to).href;
  const bare = method === 'GET' && body.length === 0 ? ['content-type'] : [];
  return { method, url: target, headers: headers.entries().filter(([name]) => !bare.includes(name)), body };
}
