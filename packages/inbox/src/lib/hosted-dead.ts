import type { DeadLetters, DeadMessage, WebhookStore } from '@hooklatch/core/store';
import type { HostedBodies } from './hosted-bodies.ts';
import type { Death, Envelope } from './hosted-envelope.ts';
import type { Sender } from './hosted-send.ts';

/** A dead letter where it lies. */
export interface Found {
  readonly envelope: Envelope;
  /** Tells it from another of the same message. */
  readonly place: string;
  remove(): Promise<unknown>;
}

/** Where a service keeps dead letters. */
export interface DeadBox {
  list(limit: number, offset: number): Promise<readonly DeadMessage[]>;
  /** @param id - the message's */
  find(id: string): Promise<Found | undefined>;
}

/** What dead letters are made of. */
export interface DeadParts {
  readonly box: DeadBox;
  readonly store: WebhookStore;
  readonly sender: Sender;
  readonly bodies: HostedBodies;
}

/** How long one operator has a dead letter, in milliseconds. */
const holdMs = 30_000;

/** Dead letters of a queue service. Of two operators who want the same one at once, one gets it. */
export function createDeadLetters({ box, store, sender, bodies }: DeadParts): {
  readonly dead: DeadLetters;
  /** Of those that are dead: what was handled is not in the queue any more. */
  replay(id: string): Promise<boolean>;
} {
  const alone = async (id: string, act: (found: Found) => Promise<void>): Promise<boolean> => {
    const key = `hooklatch:dead:${id}`;
    const hold = await store.claim(key, holdMs);
    if (hold.state !== 'claimed') return false;
    try {
      const found = await box.find(id);
      if (found) await act(found);
      return found !== undefined;
    } finally {
      await store.release(key, hold.token).catch(() => false);
    }
  };
  const sendAnew = (id: string, more: number): Promise<boolean> =>
    alone(id, async ({ envelope, place, remove }) => {
      const { death: _, ...alive } = envelope;
      const anew = { ...alive, spent: 0, replay: envelope.replay + more };
      // First sent, then removed: it is never in neither place.
      await sender.send({ envelope: anew, dedupeId: `${id}-${place}` });
      await remove();
    });
  return {
    dead: {
      list: ({ limit = 100, offset = 0 } = {}) => box.list(limit, offset),
      retry: (id) => sendAnew(id, 0),
      discard: (id) =>
        alone(id, async ({ envelope, remove }) => {
          await bodies.discard(envelope);
          await remove();
        }),
    },
    replay: (id) => sendAnew(id, 1),
  };
}

/** What an operator is told of a dead message. */
export function toDeadMessage(
  { id, endpoint, provider, type, eventId, receivedAt }: Envelope['message'],
  { reason, diedAt, attempts }: Death,
): DeadMessage {
  return { id, endpoint, provider, type, eventId, receivedAt, diedAt, attempts, reason };
}
