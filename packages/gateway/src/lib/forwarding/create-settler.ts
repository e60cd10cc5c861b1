import type { Tx } from '../database/open-database.ts';
import {
  settleForward,
  settleIn,
  tellSettled,
  type SettleOptions,
  type Settlement,
} from './settle-forward.ts';

/** Writes attempts down; resolves to whether the lease was still held. */
export type Settler = (settlement: Settlement) => Promise<boolean>;

/** A transaction keeps others waiting. */
const mostAtOnce = 32;

interface Waiting {
  readonly settlement: Settlement;
  resolve(isSettled: boolean): void;
  reject(error: unknown): void;
}

/**
 * Makes what writes attempts down.
 *
 * SQLite writes one transaction after the other, each as slow as its disk: what ends meanwhile goes into the next one
 * together. PostgreSQL writes several at once by itself.
 */
export function createSettler(options: SettleOptions): Settler {
  if (options.context.kind === 'postgres') return (settlement) => settleForward(options, settlement);
  const waiting: Waiting[] = [];
  let isWriting = false;
  const write = async (): Promise<void> => {
    isWriting = true;
    while (waiting.length > 0) {
      // What else ends in this turn of the event loop goes along.
      // oxlint-disable-next-line no-await-in-loop
      await new Promise<void>((resolve) => setImmediate(resolve));
      // oxlint-disable-next-line no-await-in-loop
      await settleTogether(options, waiting.splice(0, mostAtOnce));
    }
    isWriting = false;
  };
  return (settlement) =>
    new Promise((resolve, reject) => {
      waiting.push({ settlement, resolve, reject });
      if (!isWriting) void write();
    });
}

/** Never rejects. */
async function settleTogether(options: SettleOptions, batch: readonly Waiting[]): Promise<void> {
  let settled: readonly boolean[];
  try {
    settled = await options.context.transaction((tx) => settleEach(tx, options, batch));
  } catch {
    // One that cannot be written down keeps no other from it.
    for (const { settlement, resolve, reject } of batch) {
      // oxlint-disable-next-line no-await-in-loop
      await settleForward(options, settlement).then(resolve, reject);
    }
    return;
  }
  for (const [at, { settlement, resolve }] of batch.entries()) {
    const isSettled = settled[at] === true;
    resolve(isSettled);
    if (isSettled) tellSettled(options, settlement);
  }
}

async function settleEach(
  tx: Tx,
  options: SettleOptions,
  batch: readonly Waiting[],
): Promise<readonly boolean[]> {
  const settled: boolean[] = [];
  // oxlint-disable-next-line no-await-in-loop
  for (const { settlement } of batch) settled.push(await settleIn(tx, options, settlement));
  return settled;
}
