import type { DeliveryReport } from '@hooklatch/core';
import type { AttemptReport } from '@hooklatch/core/store';
import { memoryOutbox } from '../memory.ts';
import type { AlertLinks, AlertSecret } from './alert-event.ts';
import { announceChannels } from './announce-channels.ts';
import { checkOptions } from './check-options.ts';
import type { Channel } from './channel.ts';
import type { AlertOutbox, Recipient } from './outbox.ts';
import type { RateOptions } from './rate-bucket.ts';
import type { AlertRule } from './rule.ts';
import type { RuleInput } from './rule-input.ts';
import { startRuleWork } from './rule-work.ts';
import { startSendWork, type SendReport } from './send-work.ts';
import { startTestSends, type TestResult } from './test-sends.ts';
import { toAlertEvents, toFailedEvents } from './to-alert-events.ts';

/** Options of {@link alerts}. */
export interface AlertsOptions {
  /** Who is told what, and when; each is read by `toRule`. */
  readonly rules: readonly (RuleInput | AlertRule)[];
  /** By name; rules name them. */
  readonly channels: Readonly<Record<string, Channel>>;
  /** Keeps alerts until they are sent. (in memory: what is not sent when the process ends is lost) */
  readonly outbox?: AlertOutbox | undefined;
  /** Where more is to be seen. (no links) */
  readonly links?: AlertLinks | undefined;
  /** Secrets that have an end, for rules about rotation; asked every hour. (none) */
  readonly secrets?: readonly AlertSecret[] | undefined;
  /** How fast each channel may be used. (5 at once, then 1 a second) */
  readonly rates?: Readonly<Record<string, RateOptions | undefined>> | undefined;
  /** Gets one record a try. Without it what is given up is one line on the console; `false` is silence. */
  readonly onSend?: ((report: SendReport) => unknown) | false | undefined;
  /** How long a send stays with a process that has vanished, in milliseconds; renewed while it is tried. (30,000) */
  readonly leaseMs?: number | undefined;
  /** How often the outbox is looked at for what has become due, in milliseconds. (200) */
  readonly pollMs?: number | undefined;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: (() => number) | undefined;
}

/** An observer of deliveries that alerts: give it to `createWebhook` as `onDelivery`. */
export interface Alerts {
  /**
   * Sees a delivery. Nothing of a delivery waits for it.
   *
   * @param report - of `onDelivery`
   * @returns resolves when what there is to say is in the outbox, for those who want to know
   * @throws what the outbox throws; it was told on the console too
   */
  (report: DeliveryReport): Promise<void>;
  /** Sees what became of an attempt in an inbox: give it to `inbox.work` as `onAttempt`. */
  readonly onAttempt: (report: AttemptReport) => Promise<void>;
  /**
   * Sends a marked sample by the path of all alerts.
   *
   * @param channel - its name
   * @returns what came of the first try
   * @throws TypeError where there is no such channel
   */
  test(channel: string): Promise<TestResult>;
  /** Says what has become due, and resolves when everything that can be sent now was tried. */
  flush(): Promise<void>;
  /**
   * Sees and sends nothing more. Waits for the send that is on its way, and ends it after `graceMs`.
   *
   * @param options - `graceMs` in milliseconds (10,000)
   */
  close(options?: { readonly graceMs?: number | undefined }): Promise<void>;
}

/**
 * Tells people what happens to deliveries.
 *
 * Rules are asked behind the answer, in the event loop's next turn. What they say goes to the outbox, in one transaction
 * with what they remember, and from there to channels, with five tries within an hour.
 *
 * @param options - rules and channels, and where alerts are kept
 * @returns an observer for `onDelivery`; close it when the application ends
 * @throws TypeError where a rule or an option cannot be used
 * @example
 * ```ts
 * import { alerts } from '@hooklatch/alerts';
 * import { slack } from '@hooklatch/alerts/slack';
 * import { sqliteOutbox } from '@hooklatch/alerts/sqlite';
 * import { createWebhook } from '@hooklatch/core';
 * import { stripe } from '@hooklatch/providers/stripe';
 *
 * const onDelivery = alerts({
 *   channels: { ops: slack({ url: process.env['SLACK_WEBHOOK_URL'] ?? '' }) },
 *   outbox: sqliteOutbox({ file: 'alerts.db' }),
 *   rules: [
 *     { id: 'disputes', match: { on: 'event', types: ['charge.dispute.*'] } },
 *     { id: 'failures', match: { on: 'failure' } },
 *   ],
 * });
 * export const webhook = createWebhook(stripe(), { onDelivery, on: { '*': (event) => console.log(event.type) } });
 * ```
 */
export function alerts(options: AlertsOptions): Alerts {
  const { links, secrets, rates = {}, leaseMs = 30_000, pollMs = 200, now = Date.now } = options;
  const { rules, channels } = checkOptions(options);
  const outbox = options.outbox ?? warnOfMemory();
  const ruleWork = startRuleWork({ rules, recipients: toRecipients(channels), outbox, links, secrets, now });
  const tests = startTestSends(outbox, channels, now);
  const announce = announceChannels({ outbox, channels, now });
  const sendWork = startSendWork({
    outbox,
    channels,
    rates,
    leaseMs,
    pollMs,
    now,
    async onSend(report) {
      const isTest = tests.see(report);
      tell(options.onSend, report);
      await announce(report, isTest).catch(() => {});
    },
  });
  // What has become due while nobody was there.
  void ruleWork.tick().catch(() => {});
  let closed: Promise<void> | undefined;
  const isClosed = (): boolean => closed !== undefined;
  const close = async (graceMs: number): Promise<void> => {
    await Promise.all([within(graceMs, ruleWork.stop()), sendWork.stop(graceMs)]);
    tests.close();
    await outbox.close();
    for (const channel of channels.values()) await channel.close?.();
  };
  const observe = (report: DeliveryReport): Promise<void> => ruleWork.see(() => toAlertEvents(report, now()));
  return Object.assign(observe, {
    onAttempt: (report: AttemptReport) => ruleWork.see(() => toFailedEvents(report, now())),
    test: tests.send,
    async flush() {
      await ruleWork.settled();
      await ruleWork.tick();
      while (!isClosed() && (await outbox.countDue([...channels.keys()], now())) > 0)
        await new Promise((resolve) => setTimeout(resolve, Math.min(20, pollMs)));
    },
    close: ({ graceMs = 10_000 }: { readonly graceMs?: number | undefined } = {}): Promise<void> =>
      (closed ??= close(graceMs)),
  });
}

/** Resolves when it is over, or the time. */
async function within(milliseconds: number, promise: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>(
    (resolve) => (timer = setTimeout(resolve, Math.min(milliseconds, 2 ** 31 - 1))),
  );
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function toRecipients(channels: ReadonlyMap<string, Channel>): readonly Recipient[] {
  return [...channels].flatMap(([channel, { targets }]) =>
    (targets.length > 0 ? targets : ['']).map((target) => ({ channel, target })),
  );
}

function warnOfMemory(): AlertOutbox {
  console.warn(
    '[hooklatch] Alerts are kept in memory: what is not sent when the process ends is lost. Give alerts an `outbox`.',
  );
  return memoryOutbox();
}

function tell(onSend: AlertsOptions['onSend'], report: SendReport): void {
  const { channel, id, attempt, state, error } = report;
  if (onSend === undefined && state === 'dead')
    console.warn(`[hooklatch] An alert to ${channel} (${id}) is given up at try ${attempt}: ${error}`);
  if (!onSend) return;
  // Not waited for, and an observer's failure changes nothing.
  void (async () => onSend(report))().catch(() => {});
}
