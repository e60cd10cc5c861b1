import type { HostedBodies } from './hosted-bodies.ts';
import { readEnvelope, type Death, type Envelope } from './hosted-envelope.ts';
import type { Sender } from './hosted-send.ts';
import type { EngineWork, Lease, Verdict } from './engine.ts';

/** What a queue service has handed out. */
export interface HandedOut {
  readonly text: unknown;
  /** The service's own id of what was sent. */
  readonly id: string;
  /** How often it was handed out, this time included. */
  readonly received: number;
}

/** A message that a queue service has handed out. */
export interface HostedLease extends Lease {
  /** As it was sent: what is sent on has its body where it was. */
  readonly envelope: Envelope;
  readonly id: string;
  /** Aborts `lost`. */
  lose(): void;
}

/** How a service ends what it has handed out. */
export interface Settling {
  /** It is not handed out again. */
  ack(): Promise<unknown> | void;
  /** Whether the service itself can hand it out once more, after so many milliseconds. */
  canRetry(delayMs: number): boolean;
  retry(delayMs: number): Promise<unknown> | void;
  /** Gives it back so that this time does not count, where the service can; otherwise it is sent anew. */
  release?(delayMs: number): Promise<unknown> | void;
  /** It goes to the dead letters, and is not handed out again. */
  bury(dead: Envelope & { readonly death: Death }): Promise<unknown> | void;
}

/** What settling needs beside the service. */
export interface SettleParts {
  readonly sender: Sender;
  readonly bodies: HostedBodies;
}

/**
 * Reads what was handed out.
 *
 * @returns the lease, without its body where that is kept outside
 * @throws TypeError where it is none of ours
 */
export function readLease({ text, id, received }: HandedOut): HostedLease {
  const envelope = readEnvelope(text);
  const { message, spent, replay } = envelope;
  const losing = new AbortController();
  return {
    message,
    attempt: spent + received,
    replay,
    envelope,
    id,
    lost: losing.signal,
    lose: () => losing.abort(new Error('Another worker has the message.')),
  };
}

/** When what could not be handled or settled comes again, in milliseconds. */
export const againMs = 5000;

/**
 * Gets a message's body. Never rejects: where nobody can say what became of the body, the attempt does not count.
 *
 * @param lease - without it
 * @param bodies - where it is
 * @param onUnsettled - told where it could not be asked for
 * @returns the lease with it; or what becomes of the message, where the body is gone because the message was finished, or
 * because somebody has removed it, or where it cannot be reached
 */
export async function withBody<Held extends HostedLease>(
  lease: Held,
  bodies: HostedBodies,
  onUnsettled: EngineWork['onUnsettled'],
): Promise<Held | Exclude<Verdict, { state: 'settled' }>> {
  try {
    const whole = await bodies.unpack(lease.envelope);
    if (whole) return { ...lease, message: whole.message };
    if (await bodies.isFinished(lease.envelope)) return { state: 'done' };
  } catch (error) {
    onUnsettled(lease, error);
    return { state: 'released', delayMs: againMs };
  }
  return { state: 'dead', reason: 'The body that was kept outside of the queue is gone.' };
}

/** Ends an attempt by the service's own means, and by sending the message anew where it has none. */
export async function settleLease(
  { sender, bodies }: SettleParts,
  lease: HostedLease,
  verdict: Exclude<Verdict, { state: 'settled' }>,
  settling: Settling,
): Promise<void> {
  const { envelope, attempt, id } = lease;
  /** First sent, then removed: in between there are two, of which the store lets one be handled. */
  const sendAnew = async (spent: number, delayMs: number): Promise<void> => {
    const dedupeId = `${envelope.message.id}-${id}-${attempt}`;
    await sender.send({ envelope: { ...envelope, spent }, delayMs, dedupeId });
    await settling.ack();
  };
  switch (verdict.state) {
    case 'done':
      await bodies.remove(envelope);
      await settling.ack();
      return;
    case 'retry':
      if (settling.canRetry(verdict.delayMs)) await settling.retry(verdict.delayMs);
      else await sendAnew(attempt, verdict.delayMs);
      return;
    case 'released':
      if (settling.release) await settling.release(verdict.delayMs);
      else await sendAnew(attempt - 1, verdict.delayMs);
      return;
    case 'dead': {
      const death = { reason: verdict.reason, diedAt: Date.now(), attempts: attempt };
      await settling.bury({ ...envelope, spent: 0, death });
    }
  }
}
