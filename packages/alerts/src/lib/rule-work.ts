import type { AlertEvent, AlertLinks, AlertSecret } from './alert-event.ts';
import type { AlertMessage } from './alert-message.ts';
import type { AlertOutbox, NewAlert, Recipient } from './outbox.ts';
import type { AlertRule } from './rule.ts';
import type { RuleState, RuleStep } from './rule-state.ts';
import { observeRule, tickRule } from './step-rule.ts';

/** What rules are asked with. */
export interface RuleWork {
  readonly rules: readonly AlertRule[];
  readonly recipients: readonly Recipient[];
  readonly outbox: AlertOutbox;
  readonly links: AlertLinks | undefined;
  readonly secrets: readonly AlertSecret[] | undefined;
  readonly now: () => number;
}

/** Rules at work. */
export interface RuleWorker {
  /** Lets every rule see events; resolves once what they say is kept. */
  see(events: () => readonly AlertEvent[]): Promise<void>;
  /** Lets every rule see that time has passed. */
  tick(): Promise<void>;
  /** Sees nothing more; resolves when everything is kept. */
  stop(): Promise<void>;
  /** Resolves when everything that was seen is kept. */
  settled(): Promise<void>;
}

/** In milliseconds: how often rules are looked at, due or not, and how soon again at the earliest. */
const [tickMs, leastMs] = [60_000, 50];
/** In milliseconds: how often what was settled long ago is forgotten. */
const pruneMs = 3_600_000;

/**
 * Lets rules see events and time, and keeps what they say.
 *
 * @param work - what they are asked with
 * @returns the rules at work
 */
export function startRuleWork(work: RuleWork): RuleWorker {
  const { rules, outbox, links, secrets, now } = work;
  /** As this process has seen them last: whether there is something to write is asked here first. */
  const states = new Map<string, RuleState>();
  const dues = new Map<string, number | undefined>();
  const keeping = new Set<Promise<unknown>>();
  let isStopped = false;
  let isDown = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let prunedAt = performance.now();
  const keep = async (
    rule: AlertRule,
    step: (state: RuleState) => RuleStep,
    known?: RuleState,
  ): Promise<void> => {
    if (known) {
      const { state, messages } = step(known);
      if (state === known && messages.length === 0) return;
    }
    let done: RuleStep | undefined;
    await outbox.change(
      rule.id,
      (state) => {
        done = step(state ?? {});
        return { state: done.state, alerts: done.messages.map((message) => toAlert(work, message, rule)) };
      },
      now(),
    );
    if (!done) return;
    states.set(rule.id, done.state);
    dues.set(rule.id, done.dueAt);
  };
  const schedule = (): void => {
    clearTimeout(timer);
    if (isStopped) return;
    const times = [...dues.values()].filter((time) => time !== undefined);
    const delay = Math.max(leastMs, Math.min(tickMs, ...times.map((time) => time - now())));
    timer = setTimeout(() => void run(tickAll).catch(() => {}), delay);
    // Whoever has nothing else to do may end.
    timer.unref?.();
  };
  const tickAll = async (): Promise<void> => {
    await all(
      rules.map((rule) => keep(rule, (state) => tickRule(rule, state, { now: now(), links, secrets }))),
    );
    if (performance.now() - prunedAt < pruneMs) return;
    prunedAt = performance.now();
    await outbox.prune(now());
  };
  const run = (act: () => Promise<void>): Promise<void> => {
    const done = act();
    const over = done
      .then(() => void (isDown = false))
      .catch((error: unknown) => {
        // Once an outage.
        if (!isDown) console.warn('[hooklatch] Alerts cannot be kept, and are lost until they can:', error);
        isDown = true;
      })
      .finally(() => {
        keeping.delete(over);
        schedule();
      });
    keeping.add(over);
    return done;
  };
  const settled = async (): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop
    while (keeping.size > 0) await Promise.all(keeping);
  };
  return {
    async see(events) {
      if (isStopped) return;
      await run(async () => {
        // What is answered goes first.
        await new Promise<void>((resolve) => setImmediate(resolve));
        const seen = (event: AlertEvent, rule: AlertRule): Promise<void> =>
          keep(rule, (state) => observeRule(rule, state, event, { now: now(), links }), states.get(rule.id));
        // All of one turn are put together, and each is kept though another is not.
        await all(events().flatMap((event) => rules.map((rule) => seen(event, rule))));
      });
    },
    tick: () => run(tickAll),
    settled,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await settled();
      clearTimeout(timer);
    },
  };
}

function toAlert({ recipients }: RuleWork, message: AlertMessage, { channels: names }: AlertRule): NewAlert {
  return { message, recipients: recipients.filter(({ channel }) => !names || names.includes(channel)) };
}

/** Resolves when all are over. @throws the first error */
async function all(promises: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(promises)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
