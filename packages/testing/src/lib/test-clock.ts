/** When a test's clock begins. */
export interface TestClockOptions {
  /** Unix milliseconds, a Date, or a text that `Date` reads. (now) */
  readonly now?: number | Date | string;
}

/** A clock that stands still until the test moves it. */
export interface TestClock {
  /** Unix milliseconds; goes where an option `now` is, as it is. */
  readonly now: () => number;
  /** Sets the time, also back. What waits in between stays until `advance`. */
  set(time: number | Date | string): void;
  /**
   * Moves the time on, from one thing that waits to the next, and lets each be done before it moves on; at once where
   * nothing waits.
   *
   * @param ms - milliseconds
   * @throws what something that was scheduled has thrown
   */
  advance(ms: number): Promise<void>;
  /**
   * Resolves when the clock has come so far: a slow handler, without waiting.
   *
   * @param ms - milliseconds
   */
  wait(ms: number): Promise<void>;
  /**
   * Runs something when the clock has come so far. `advance` moves on when what it gives has settled, or waits for the
   * clock itself.
   *
   * @param ms - milliseconds
   * @param run - what is run
   * @returns takes it back
   */
  schedule(ms: number, run: () => Promise<unknown> | void): () => void;
  /** Lets `advance` wait for something that runs already. */
  follow(work: Promise<unknown>): void;
}

interface Waiting {
  readonly at: number;
  readonly run: () => Promise<unknown> | void;
}

/** Kept, because a test may put fake timers in their place. */
const { setImmediate, setTimeout } = globalThis;

/** A turn of the event loop, in which what has been resolved goes on. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** So long nothing has come to its end although nobody is known to wait for anything but the clock. */
const quiet = (): Promise<true> => new Promise((resolve) => void setTimeout(resolve, 100, true));

/**
 * Makes a clock for webhooks, stores, inboxes and `fakeProvider`: days pass in milliseconds.
 *
 * @param options - when it begins
 * @returns the clock
 * @throws TypeError where a time is none
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { memoryStore } from '@hooklatch/core/store';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { testClock } from '@hooklatch/testing';
 *
 * const clock = testClock({ now: '2026-03-14T09:26:53Z' });
 * const store = memoryStore({ now: clock.now });
 * export const webhook = createWebhook(clerk(), { on: { '*': () => {} }, store, now: clock.now });
 * await clock.advance(600_000); // what was signed before is stale now
 * ```
 */
export function testClock({ now = Date.now() }: TestClockOptions = {}): TestClock {
  let time = toTime(now);
  const waiting = new Set<Waiting>();
  const busy = { running: 0, sleepers: 0 };
  let changed = (): void => {};
  /** Moves are made one after the other. */
  let moves: Promise<void> | undefined;

  const follow = (work: Promise<unknown>): void => {
    busy.running += 1;
    const end = (): void => {
      busy.running -= 1;
      changed();
    };
    work.then(end, end);
  };
  /** Resolves when whatever runs has come to its end, or to a wait for the clock. */
  const settle = async (): Promise<void> => {
    await turn();
    for (let isQuiet = false; busy.running > 0 && !isQuiet;) {
      const change = new Promise<false>((resolve) => (changed = () => resolve(false)));
      // What runs may itself wait for the clock, perhaps on the other side of a socket.
      isQuiet = await (busy.sleepers > 0 ? Promise.race([change, quiet()]) : change);
    }
  };
  const first = (until: number): Waiting | undefined => {
    const due = [...waiting].filter(({ at }) => at <= until);
    return due.toSorted((a, b) => a.at - b.at)[0];
  };
  const move = async (ms: number): Promise<void> => {
    await settle();
    const failures: unknown[] = [];
    const until = time + ms;
    for (let next = first(until); next; next = first(until)) {
      time = Math.max(time, next.at);
      waiting.delete(next);
      const work = next.run();
      if (work) {
        work.catch((error: unknown) => failures.push(error));
        follow(work);
      }
      await settle();
    }
    time = Math.max(time, until);
    if (failures.length > 0) throw failures[0];
  };
  const schedule: TestClock['schedule'] = (ms, run) => {
    const entry = { at: time + ms, run };
    waiting.add(entry);
    return () => void waiting.delete(entry);
  };
  return {
    now: () => time,
    set: (given) => void (time = toTime(given)),
    follow,
    schedule,
    async advance(ms) {
      if (!(ms >= 0))
        throw new TypeError('A clock is moved on by 0 milliseconds or more; `set` moves it back.');
      if (!moves && busy.running === 0 && !first(time + ms)) {
        time += ms;
        return;
      }
      const mine = (moves ?? Promise.resolve()).then(() => move(ms));
      moves = mine;
      await mine.finally(() => {
        if (moves === mine) moves = undefined;
      });
    },
    wait: (ms) =>
      new Promise<void>((resolve) => {
        busy.sleepers += 1;
        changed();
        schedule(ms, () => {
          busy.sleepers -= 1;
          resolve();
        });
      }),
  };
}

function toTime(given: number | Date | string): number {
  const time = typeof given === 'number' ? given : new Date(given).getTime();
  if (!Number.isFinite(time))
    throw new TypeError('A time is Unix milliseconds, a Date, or a text such as 2026-03-14T09:26:53Z.');
  return time;
}
