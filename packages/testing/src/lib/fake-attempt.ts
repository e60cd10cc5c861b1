import type { Delivery } from '@hooklatch/core';
import type { ProviderFacts } from '@hooklatch/core/provider';
import { giveTo, isAddress, type Outcome, type Target } from './target.ts';
import type { Timeline } from './timeline.ts';

/** One delivery of an event by a fake provider, and what came of it. */
export interface Attempt {
  /** The event's. */
  readonly id: string;
  readonly type: string;
  /** From 1: which delivery of its copy of the event it is. */
  readonly number: number;
  /** When it was signed and sent, in Unix milliseconds. */
  readonly time: number;
  /** What was sent. */
  readonly delivery: Delivery;
  /**
   * What the provider saw: an answer that it takes for received, another one, none within its deadline, none because
   * the answer was to be lost, or nobody at the address.
   */
  readonly outcome: 'accepted' | 'refused' | 'timeout' | 'lost' | 'unreachable';
  /** The status of the answer that the provider saw. */
  readonly status?: number;
  /** What the endpoint refused it with, where the answer says so. */
  readonly code?: string;
}

/** Where attempts go, and what they are judged by. */
export interface AttemptContext {
  readonly target: Target;
  readonly timeline: Timeline;
  readonly deadlineMs: number;
  readonly facts: ProviderFacts;
  /** Aborted when the fake provider is closed. */
  readonly closed: AbortSignal;
}

type Seen = Pick<Attempt, 'outcome' | 'status' | 'code'>;

/**
 * Sends a delivery and waits for the answer as long as the provider does.
 *
 * @param context - where it goes
 * @param delivery - what is sent
 * @param isLost - whether the answer is to be lost
 * @returns what the provider saw
 */
export async function attempt(context: AttemptContext, delivery: Delivery, isLost: boolean): Promise<Seen> {
  const { target, timeline, deadlineMs, facts, closed } = context;
  const ended = new AbortController();
  const end = (): void => ended.abort();
  closed.addEventListener('abort', end);
  const cancel = timeline.limit(deadlineMs, end);
  const overdue = new Promise<Seen>((resolve) => {
    ended.signal.addEventListener('abort', () => resolve({ outcome: 'timeout' }));
    if (closed.aborted) end();
  });
  const answered = giveTo(target, delivery, ended.signal).then(
    (outcome) => judge(outcome, facts),
    (): Seen => (isAddress(target) ? { outcome: 'unreachable' } : { outcome: 'refused', status: 500 }),
  );
  try {
    const seen = await Promise.race([overdue, answered]);
    return isLost && seen.outcome !== 'timeout' ? { outcome: 'lost' } : seen;
  } finally {
    cancel();
    closed.removeEventListener('abort', end);
  }
}

/** Whether the provider takes an answer for received. */
function judge({ isAccepted, status, code }: Outcome, { successStatuses }: ProviderFacts): Seen {
  const isReceived = status === undefined ? isAccepted : (successStatuses?.includes(status) ?? isAccepted);
  return {
    outcome: isReceived ? 'accepted' : 'refused',
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  };
}
