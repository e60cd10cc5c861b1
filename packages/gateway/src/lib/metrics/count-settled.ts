import type { Tx } from '../database/open-database.ts';
import { addCounts } from './add-counts.ts';
import { latencyMetric, latencySum } from './metric-names.ts';

/** An attempt to deliver that has ended, as far as it is counted. */
export interface SettledAttempt {
  readonly endpointId: string;
  readonly destinationId: string;
  /** `failed` is tried again, `dead` is not. */
  readonly result: 'delivered' | 'failed' | 'dead';
  /** How long the destination took; nothing where it was not asked. */
  readonly milliseconds?: number | undefined;
  /** When it ended, in Unix milliseconds. */
  readonly at: number;
}

/**
 * Counts an attempt that has ended; in the transaction that settles it.
 *
 * @param tx - the transaction
 * @param settled - what came of it
 */
export async function countSettled(tx: Tx, settled: SettledAttempt): Promise<void> {
  const { endpointId, destinationId, result, milliseconds, at } = settled;
  const of = (metric: string, subject: string, count = 1) => ({ metric, subject, count, at });
  const timed =
    milliseconds === undefined
      ? []
      : [
          of(latencyMetric('forward', milliseconds), endpointId),
          of(latencySum('forward'), endpointId, Math.round(milliseconds * 1000)),
        ];
  await addCounts(tx, [of(result, endpointId), of(`${result}_to`, destinationId), ...timed]);
}
