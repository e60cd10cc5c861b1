import type { GatewayContext, Part } from '../context.ts';
import { createRuleCache } from './rule-cache.ts';
import { settleIssues } from './settle-issues.ts';
import { startOutbox, type OutboxOptions } from './start-outbox.ts';
import { sweep } from './sweep.ts';
import { tickRules } from './tick-rules.ts';
import { watchSecrets } from './watch-secrets.ts';

/** How alerting works. */
export interface AlertingOptions extends OutboxOptions {
  /** How often it looks what time has made due, in milliseconds. (1,000) */
  readonly tickMs?: number | undefined;
}

const minuteMs = 60_000;

/**
 * Starts what works behind alerts: the outbox, digests, and what watches for silence, secrets and issues that are over.
 *
 * @param context - of the gateway
 * @param options - how often, and how long
 */
export function startAlerting(context: GatewayContext, options: AlertingOptions = {}): Part {
  const { tickMs = 1000 } = options;
  const outbox = startOutbox(context, options);
  const cache = createRuleCache(context);
  const stopping = new AbortController();
  let isDown = false;
  let wake = (): void => {};
  /** By the gateway's clock: when the slow watches have looked last. */
  let watchedAt = -Infinity;
  const tick = async (): Promise<void> => {
    const rules = await cache.read(context.db);
    let isWritten = await tickRules(context, rules);
    const now = context.now();
    if (now - watchedAt >= minuteMs) {
      watchedAt = now;
      isWritten = (await watchSecrets(context, rules)) || isWritten;
      await sweep(context);
    }
    isWritten = (await settleIssues(context, rules)) || isWritten;
    if (isWritten) context.bus.tell({ kind: 'send_due' });
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        // oxlint-disable-next-line no-await-in-loop
        await tick();
        isDown = false;
      } catch (error) {
        if (!isDown) context.log.error({ err: error }, 'alerts that are due cannot be written yet');
        isDown = true;
      }
      // oxlint-disable-next-line no-await-in-loop
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, tickMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (stopping.signal.aborted) wake();
      });
    }
  };
  const ended = loop();
  return {
    async stop(graceMs) {
      stopping.abort();
      wake();
      await Promise.all([ended, outbox.stop(graceMs)]);
    },
  };
}
