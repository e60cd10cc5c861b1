import type { GatewayContext } from '../context.ts';
import { addCounts, type Count } from '../metrics/add-counts.ts';
import { latencyMetric, latencySum, rejectedMetric } from '../metrics/metric-names.ts';
import type { Follower, StoredEvent } from '../routing/router.ts';
import { addToLog, storedBytes } from './log-size.ts';

/**
 * Counts what came for each endpoint, how long the door took, and how large the log is.
 *
 * @param _context - of the gateway
 * @returns a follower
 */
export function followWithMinutes(_context: GatewayContext): Follower {
  return async (tx, events) => {
    await addCounts(tx, events.flatMap(toCounts));
    await addToLog(tx, events.length, sumOf(events));
  };
}

function sumOf(events: readonly StoredEvent[]): number {
  return events.reduce(
    (sum, { body, headers }) => sum + storedBytes(body.length, Buffer.byteLength(headers)),
    0,
  );
}

function toCounts(event: StoredEvent): readonly Count[] {
  const { endpoint_id: subject, outcome, code, milliseconds, received_at: at } = event;
  const of = (metric: string, count = 1): Count => ({ metric, subject, count, at });
  // What an application reports was not timed here.
  const timed =
    event.source === 'reported'
      ? []
      : [
          of(latencyMetric('ingest', milliseconds)),
          of(latencySum('ingest'), Math.round(milliseconds * 1000)),
        ];
  return [of('received'), of(outcome === 'rejected' ? rejectedMetric(code) : outcome), ...timed];
}
