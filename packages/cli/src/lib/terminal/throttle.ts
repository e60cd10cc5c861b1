/** Work that many ask for, and that is done seldom. */
export interface Throttle {
  /** Does it at once, or when the time since the last time is over; calls in between are one. */
  call(): void;
  stop(): void;
}

/** @param milliseconds - between two times, at least */
export function createThrottle(milliseconds: number, work: () => void): Throttle {
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const run = (): void => {
    timer = undefined;
    last = performance.now();
    work();
  };
  return {
    call() {
      if (isStopped || timer !== undefined) return;
      const wait = last + milliseconds - performance.now();
      if (wait <= 0) run();
      else timer = setTimeout(run, wait);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
