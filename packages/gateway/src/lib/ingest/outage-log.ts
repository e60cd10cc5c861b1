import type { Logger } from 'pino';

/** Says that deliveries cannot be taken. */
export interface OutageLog {
  tell(error: unknown): void;
}

const pauseMs = 1000;

/** One line a second at most: an outage concerns every delivery. */
export function createOutageLog(log: Logger): OutageLog {
  let count = 0;
  let last = -Infinity;
  return {
    tell(error) {
      count += 1;
      const time = performance.now();
      if (time - last < pauseMs) return;
      log.error({ err: error, count }, 'deliveries could not be stored, and are asked for again');
      count = 0;
      last = time;
    },
  };
}
