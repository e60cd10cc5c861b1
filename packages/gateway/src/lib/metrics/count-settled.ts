import type { Tx } from '../database/open-database.ts';
import type { Settled } from '../forwarding/settle-forward.ts';
import { addCounts } from './add-counts.ts';
import { latencyMetric, latencySum } from './metric-names.ts';

/** An attempt that has ended, as far as it is counted. */
export type CountedAttempt = Pick<Settled, 'endpointId' | 'destinationId' | 'result' | 'milliseconds' | 'at'>;

/**
 * Counts an attempt that has ended; in the transaction that settles it.
 *
 * @param tx - the transaction
 * @param settled - what came of it
 */
export async function countSettled(tx: Tx, settled: CountedAttempt): Promise<void> {
  const { endpointId, destinationId, result, milliseconds, at } = settled;
  const of = (metric: string, subject: string, count = 1) => ({ metric, subject, count, at });
  await addCounts(tx, [
    of(result, endpointId),
    of(`${result}_to`, destinationId),
    of(latencyMetric('forward', milliseconds), endpointId),
    of(latencySum('forward'), endpointId, Math.round(milliseconds * 1000)),
  ]);
}
