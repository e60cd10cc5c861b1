import { WebhookError } from '@hooklatch/core';
import type { InboxMessage, StoreClaim, WebhookStore } from '@hooklatch/core/store';
import type { Kept } from './engine.ts';
import type { Sender, Sent } from './hosted-send.ts';

/** What the door of a queue service is made of. */
export interface DoorParts {
  readonly store: WebhookStore;
  readonly sender: Sender;
  /** How long an event is known as a duplicate, in milliseconds. */
  readonly retentionMs: number;
}

/** In milliseconds: sending takes less, and a crash keeps the provider's next delivery out no longer. */
const leaseMs = 10_000;
/** How long a message waits for another delivery of its event that is being sent, in milliseconds. */
const patienceMs = 1000;
const pauseMs = 25;

interface Claimed {
  readonly message: InboxMessage;
  readonly token: string;
}

/**
 * Makes what lets messages into a queue that recognises no duplicates itself: claims the event, sends it, and completes
 * the claim. Where a process ends in between, the claim's lease ends by itself and the provider's next delivery is sent:
 * there is never a mark without a message.
 */
export function createDoor({
  store,
  sender,
  retentionMs,
}: DoorParts): (messages: readonly InboxMessage[]) => Promise<readonly Kept[]> {
  const admit = async (message: InboxMessage): Promise<Claimed | Kept> => {
    const claim = await claimPatiently(store, message.key);
    if (claim.state === 'done') return 'duplicate';
    if (claim.state === 'busy') return { error: new WebhookError('in_progress', '', claim.retryAfterMs) };
    return { message, token: claim.token };
  };
  /** What is in the queue is kept, also where the store does not follow: workers recognise a second one. */
  const settle = async ({ message, token }: Claimed, failed: Sent): Promise<Kept> => {
    try {
      if (failed) await store.release(message.key, token);
      else await store.complete(message.key, token, retentionMs);
    } catch {
      // The lease ends by itself.
    }
    return failed ?? 'stored';
  };
  return async (messages) => {
    const admitted = await Promise.all(
      messages.map((message) => admit(message).catch((error: unknown): Kept => ({ error }))),
    );
    const claims = admitted.filter(isClaimed);
    const sent = await sender.sendAll(
      claims.map(({ message }) => ({ envelope: { message, spent: 0, replay: 0 }, dedupeId: message.id })),
    );
    const kept = await Promise.all(claims.map((claim, at) => settle(claim, sent[at])));
    let at = 0;
    return admitted.map((one) => (isClaimed(one) ? (kept[at++] as Kept) : one));
  };
}

function isClaimed(value: Claimed | Kept): value is Claimed {
  return typeof value === 'object' && 'token' in value;
}

/** Another delivery of the same event is in the door for moments only, unless its process has ended there. */
async function claimPatiently(store: WebhookStore, key: string): Promise<StoreClaim> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const claim = await store.claim(key, leaseMs);
    if (claim.state !== 'busy' || performance.now() > until) return claim;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
