import type { Channel, SendResult } from './channel.ts';
import type { AlertOutbox } from './outbox.ts';
import type { SendReport } from './send-work.ts';
import { toTestMessage } from './to-message.ts';

/** What came of a test. */
export interface TestResult extends SendResult {
  readonly milliseconds: number;
}

/** Sends samples, and waits for what comes of them. */
interface TestSends {
  send(channel: string): Promise<TestResult>;
  /** Sees every try; whether it is that of a sample. */
  see(report: SendReport): boolean;
  close(): void;
}

/** No rule may have it, because it is blank to `toRule`. */
const ruleId = ' ';
/** In milliseconds: another process may have sent it, and knows. */
const longestMs = 60_000;
const unknown: TestResult = {
  ok: false,
  status: undefined,
  isPermanent: false,
  isChannelBroken: false,
  error: 'Nobody knows yet: it waits its turn, or another process has sent it.',
  milliseconds: longestMs,
};

/**
 * Sends samples through an outbox.
 *
 * @param outbox - of all alerts
 * @param channels - by name
 * @param now - Unix milliseconds
 * @returns what sends one, and what is told of tries
 */
export function startTestSends(
  outbox: AlertOutbox,
  channels: ReadonlyMap<string, Channel>,
  now: () => number,
): TestSends {
  const waiting = new Map<string, (result: TestResult) => void>();
  let last = 0;
  const nameOf = (id: string, target: string | undefined): string => `${id}:${target ?? ''}`;
  return {
    async send(name) {
      const channel = channels.get(name);
      if (!channel) throw new TypeError(`There is no channel ${name}.`);
      const time = (last = Math.max(now(), last + 1));
      const message = toTestMessage(time);
      const targets = channel.targets.length > 0 ? channel.targets : [''];
      const results = targets.map((target) => {
        const key = nameOf(message.id, target);
        return new Promise<TestResult>((resolve) => {
          const timer = setTimeout(() => resolve(unknown), longestMs);
          timer.unref?.();
          waiting.set(key, (result) => {
            clearTimeout(timer);
            waiting.delete(key);
            resolve(result);
          });
        });
      });
      const recipients = targets.map((target) => ({ channel: name, target }));
      await outbox.change(ruleId, (state) => ({ state, alerts: [{ message, recipients }] }), time);
      const all = await Promise.all(results);
      return all.find(({ ok }) => !ok) ?? (all[0] as TestResult);
    },
    see({ id, target, ok, status, retryAfterMs, isPermanent, isChannelBroken, error, milliseconds }) {
      const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
      const resolve = waiting.get(nameOf(id, target));
      resolve?.({
        ok,
        status,
        ...asked,
        isPermanent,
        isChannelBroken,
        error,
        milliseconds,
      });
      return resolve !== undefined;
    },
    close() {
      for (const resolve of waiting.values()) resolve({ ...unknown, error: 'The alerts are closed.' });
    },
  };
}
