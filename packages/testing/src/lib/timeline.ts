import type { TestClock } from './test-clock.ts';

/** How time passes for a fake provider. */
export interface Timeline {
  readonly now: () => number;
  /** Whether it stands still until `reach` moves it on. */
  readonly isDriven: boolean;
  /** Runs something later; gives when, and how it is taken back. */
  schedule(ms: number, run: () => Promise<unknown>): { readonly at: number; cancel(): void };
  /** Lets time pass until then. */
  reach(at: number): Promise<void>;
  /** Lets something that runs be done before time passes. */
  follow(work: Promise<unknown>): void;
  /** Calls back when an answer is overdue; gives how it is taken back. */
  limit(ms: number, expire: () => void): () => void;
}

/** What a timer of the platform can wait at most. */
const longestMs = 2 ** 31 - 1;

/**
 * Time that passes by itself, perhaps faster.
 *
 * @param speed - how many milliseconds pass in one; deadlines are not shortened
 * @returns the timeline
 */
export function realTimeline(speed: number): Timeline {
  return {
    now: Date.now,
    isDriven: false,
    schedule(ms, run) {
      const at = Date.now() + ms / speed;
      let timer: NodeJS.Timeout;
      const arm = (): void => {
        const left = at - Date.now();
        timer = left > longestMs ? setTimeout(arm, longestMs) : setTimeout(() => void run(), left);
      };
      arm();
      return { at, cancel: () => clearTimeout(timer) };
    },
    reach: (at) =>
      new Promise((resolve) => void setTimeout(resolve, Math.min(at - Date.now() + 1, longestMs))),
    follow: () => {},
    limit: (ms, expire) => startTimer(ms, expire),
  };
}

/**
 * Time that a test's clock has.
 *
 * @param clock - the test's
 * @param patienceMs - how long an answer is really waited for, in milliseconds
 * @returns the timeline
 */
export function clockTimeline(clock: TestClock, patienceMs: number): Timeline {
  return {
    now: clock.now,
    isDriven: true,
    schedule: (ms, run) => ({ at: clock.now() + ms, cancel: clock.schedule(ms, run) }),
    reach: (at) => clock.advance(Math.max(0, at - clock.now())),
    follow: clock.follow,
    limit(ms, expire) {
      const cancel = [clock.schedule(ms, expire), startTimer(Math.min(ms, patienceMs), expire)];
      return () => cancel.forEach((one) => one());
    },
  };
}

function startTimer(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
