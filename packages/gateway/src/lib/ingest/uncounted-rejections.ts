import type { GatewayContext } from '../context.ts';
import { addCounts, type Count } from '../metrics/add-counts.ts';
import { rejectedMetric } from '../metrics/metric-names.ts';

/** Counts rejected deliveries that are not kept. */
export interface UncountedRejections {
  count(endpointId: string, code: string): void;
  /** Writes what is not written yet. */
  stop(): Promise<void>;
}

const gatherMs = 5000;
const minuteMs = 60_000;

/**
 * Adds rejected deliveries that are not kept to the statistics, every few seconds.
 *
 * @param context - of the gateway
 */
export function createUncountedRejections(
  context: Pick<GatewayContext, 'transaction' | 'now' | 'log'>,
): UncountedRejections {
  // Added up at once: a flood is what this is for.
  let tally = new Map<string, Count>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const counts = [...tally.values()];
    tally = new Map();
    if (counts.length === 0) return;
    try {
      await context.transaction((tx) => addCounts(tx, counts));
    } catch (error) {
      context.log.warn({ err: error }, 'rejected deliveries could not be counted');
    }
  };
  return {
    count(subject, code) {
      const at = context.now();
      for (const metric of ['received', rejectedMetric(code)]) {
        const key = `${Math.floor(at / minuteMs)} ${subject} ${metric}`;
        tally.set(key, { metric, subject, at, count: (tally.get(key)?.count ?? 0) + 1 });
      }
      if (timer) return;
      timer = setTimeout(() => void flush(), gatherMs);
      timer.unref();
    },
    stop: flush,
  };
}
