import { watchPort } from './watch-port.ts';

/** What became of a try. */
export type Tried = 'taken' | 'refused' | 'down';

/** How deliveries are tried again. */
export interface RetryQueueOptions {
  /** The application's URL. */
  readonly to: string;
  /** After each failure, in milliseconds. */
  readonly delays: readonly number[];
  /** (1000) */
  readonly limit?: number;
  tryAgain(id: string): Promise<Tried>;
  /** Called when something has changed. */
  onChange(): void;
  /** Called with a delivery that is not tried again, and why. */
  onGiveUp(id: string, reason: 'tried' | 'full'): void;
}

/** Deliveries that wait for the application, in the order in which they came. */
export interface RetryQueue {
  /** @param tried - what became of the first try: a delivery that nobody took waits for the port as well */
  add(id: string, tried: 'refused' | 'down'): void;
  size(): number;
  /** When the next one is tried by the schedule, in Unix milliseconds. */
  nextAt(): number | undefined;
  close(): Promise<void>;
}

interface Waiting {
  readonly id: string;
  failures: number;
  dueAt: number;
  isForPort: boolean;
}

/** Makes a queue: one try at a time, and all at once, in order, when the application's port accepts again. */
export function createRetryQueue(options: RetryQueueOptions): RetryQueue {
  const { to, delays, limit = 1000, tryAgain, onChange, onGiveUp } = options;
  // In order of arrival: a Map keeps it.
  const waiting = new Map<string, Waiting>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isClosed = false;
  const port = watchPort(to, () => {
    for (const one of waiting.values()) if (one.isForPort) one.dueAt = 0;
    schedule();
  });
  const schedule = (): void => {
    clearTimeout(timer);
    if (isClosed || running || waiting.size === 0) return;
    if ([...waiting.values()].some(({ isForPort }) => isForPort)) port.start();
    const next = Math.min(...[...waiting.values()].map(({ dueAt }) => dueAt));
    if (next === Number.POSITIVE_INFINITY) return;
    // A timer of more than 24 days would fire at once.
    timer = setTimeout(run, Math.min(Math.max(0, next - Date.now()), 2 ** 31 - 1));
  };
  const run = (): void => {
    running ??= runDue().finally(() => {
      running = undefined;
      onChange();
      schedule();
    });
  };
  const runDue = async (): Promise<void> => {
    for (const one of waiting.values()) {
      if (isClosed) return;
      if (one.dueAt > Date.now()) continue;
      const tried = await tryAgain(one.id);
      if (tried === 'taken') waiting.delete(one.id);
      else postpone(one, tried);
      onChange();
      // The others would only meet the same closed port; they wait for it.
      if (tried === 'down') return;
    }
  };
  const postpone = (one: Waiting, tried: 'refused' | 'down'): void => {
    const delay = delays[one.failures];
    one.failures += 1;
    one.isForPort = tried === 'down';
    // Nobody was there: the port is waited for even after the provider would have given up.
    one.dueAt = delay === undefined ? Number.POSITIVE_INFINITY : Date.now() + delay;
    if (delay !== undefined || one.isForPort) return;
    waiting.delete(one.id);
    onGiveUp(one.id, 'tried');
  };
  return {
    add(id, tried) {
      if (isClosed) return;
      const one: Waiting = { id, failures: 0, dueAt: 0, isForPort: false };
      if (waiting.size >= limit) return onGiveUp(id, 'full');
      waiting.set(id, one);
      postpone(one, tried);
      onChange();
      schedule();
    },
    size: () => waiting.size,
    nextAt() {
      const next = Math.min(...[...waiting.values()].map(({ dueAt }) => dueAt));
      return Number.isFinite(next) ? next : undefined;
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      port.stop();
      waiting.clear();
      await running;
    },
  };
}
