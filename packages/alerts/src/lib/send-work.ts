import { pullWork } from '@hooklatch/inbox/engine';
import type { Channel, SendResult } from './channel.ts';
import { nextSend, sendPolicy } from './next-send.ts';
import type { AlertOutbox, HeldSend, OutboxVerdict } from './outbox.ts';
import { createRateBucket, type RateBucket, type RateOptions } from './rate-bucket.ts';

/** One record a try, for the operator. */
export interface SendReport extends SendResult {
  /** The channel's name. */
  readonly channel: string;
  /** The target, where the channel has several. */
  readonly target: string | undefined;
  /** Of the alert. */
  readonly id: string;
  readonly title: string;
  /** From 1. */
  readonly attempt: number;
  readonly state: 'sent' | 'retry' | 'dead';
  readonly milliseconds: number;
}

/** What sends are made with. */
export interface SendWork {
  readonly outbox: AlertOutbox;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly rates: Readonly<Record<string, RateOptions | undefined>>;
  readonly leaseMs: number;
  readonly pollMs: number;
  readonly now: () => number;
  /** Told of every try, before it is settled. */
  readonly onSend: (report: SendReport) => Promise<void>;
}

/** In milliseconds: how long a channel rests after it has failed, and has failed again. */
const rests = { first: 1000, longest: 60_000, broken: 300_000 };
const vanished = 'The last try never ended: the process that made it went away.';

/**
 * Sends what an outbox keeps: one at a time, so that at most one is sent again when the process is killed. A channel that
 * fails rests, and the others go on.
 *
 * @param work - what it works with
 * @returns what stops it
 */
export function startSendWork(work: SendWork): { stop(graceMs: number): Promise<void> } {
  const { outbox, channels, now, leaseMs, pollMs } = work;
  const buckets = new Map<string, RateBucket>();
  for (const name of channels.keys()) buckets.set(name, createRateBucket(work.rates[name]));
  const failures = new Map<string, number>();
  const ending = new AbortController();
  const rest = (name: string, result: SendResult): void => {
    const count = result.ok || result.isPermanent ? 0 : (failures.get(name) ?? 0) + 1;
    failures.set(name, count);
    const backoff = count === 0 ? 0 : Math.min(rests.longest, rests.first * 2 ** (count - 1));
    const wanted = Math.max(result.retryAfterMs ?? 0, result.isChannelBroken ? rests.broken : backoff);
    if (wanted > 0) buckets.get(name)?.pause(performance.now() + wanted);
  };
  const run = async (send: HeldSend): Promise<OutboxVerdict> => {
    const { channel: name, target, message, attempt } = send;
    const started = performance.now();
    const result =
      attempt > sendPolicy.attempts
        ? failed(vanished)
        : await sendTo(channels.get(name), send, ending.signal);
    rest(name, result);
    const verdict = nextSend(result, attempt);
    await work.onSend({
      ...result,
      channel: name,
      target: target === '' ? undefined : target,
      id: message.id,
      title: message.title,
      attempt,
      state: verdict.state,
      milliseconds: performance.now() - started,
    });
    return verdict;
  };
  const worker = pullWork<HeldSend, OutboxVerdict>(
    {
      async claim(limit) {
        const time = performance.now();
        const ready = [...buckets].filter(([, bucket]) => bucket.wait(time) === 0).map(([name]) => name);
        if (ready.length === 0) return [];
        const sends = await outbox.claim({ limit, leaseMs, channels: ready, now: now() });
        for (const { channel } of sends) buckets.get(channel)?.take(performance.now());
        return sends;
      },
      extend: (send) => outbox.extend(send, leaseMs, now()),
      settle: (send, verdict) => outbox.settle(send, verdict, now()),
      // A send cannot be taken back: who has lost its lease will find that it is not its own any more.
      lose: () => {},
      pollMs,
      onWake: (wake) => outbox.onWake(wake),
    },
    {
      run,
      concurrency: 1,
      leaseMs,
      onUnsettled({ channel, message }, error) {
        console.warn(
          `[hooklatch] An alert to ${channel} (${message.id}) could not be settled and may come twice:`,
          error,
        );
      },
    },
  );
  return {
    async stop(graceMs) {
      const timer = setTimeout(
        () => ending.abort(new Error('The alerts are closed.')),
        Math.min(graceMs, 2 ** 31 - 1),
      );
      await worker.stop().finally(() => clearTimeout(timer));
    },
  };
}

async function sendTo(
  channel: Channel | undefined,
  { message, target }: HeldSend,
  signal: AbortSignal,
): Promise<SendResult> {
  if (!channel) return failed('There is no such channel.');
  if (target !== '' && !channel.targets.includes(target))
    return failed('The channel has no such target any more.');
  try {
    return await channel.send(message, { signal, ...(target !== '' && { target }) });
  } catch {
    // A channel of the application's own; what it throws may hold a secret.
    return { ...failed('The channel has thrown.'), isPermanent: false };
  }
}

function failed(error: string): SendResult {
  return { ok: false, status: undefined, isPermanent: true, isChannelBroken: false, error };
}
