import type { Inbox, WebhookStore } from '@hooklatch/core/store';
import { createInbox } from './create-inbox.ts';
import { createBodies, type BodyBucket, type HostedBodies } from './hosted-bodies.ts';
import { createDoor } from './hosted-door.ts';
import { createSender, type QueueService, type Sender } from './hosted-send.ts';
import type { InboxEngine, Kept } from './engine.ts';

/** Options that every inbox over a queue service has. */
export interface HostedOptions {
  /** Recognises duplicates, at the door and where the queue hands out a message twice. */
  readonly store: WebhookStore;
  /** Keeps the bodies that are too big for the queue. Each goes with its message. (none: big messages are refused) */
  readonly bodies?: BodyBucket | undefined;
  /** How long an event is known as a duplicate from when it was kept, in milliseconds. (7 days) */
  readonly retentionMs?: number | undefined;
}

/** What every engine over a queue service is made of. */
export interface HostedParts extends Pick<InboxEngine, 'put' | 'store' | 'claimsInStore'> {
  readonly store: WebhookStore;
  readonly sender: Sender;
  readonly bodies: HostedBodies;
}

const weekMs = 7 * 86_400_000;

/**
 * Makes what every engine over a queue service has in common.
 *
 * @throws TypeError where an option cannot be used
 */
export function createHosted(
  service: QueueService,
  { store, bodies: bucket, retentionMs = weekMs }: HostedOptions,
): HostedParts {
  if (typeof store?.claim !== 'function')
    throw new TypeError(`${service.name} recognises no duplicates: give the inbox a store.`);
  if (!(retentionMs > 0)) throw new TypeError(`retentionMs cannot be ${retentionMs}.`);
  const bodies = createBodies({ service, bucket, store, retentionMs });
  const sender = createSender(service, bodies);
  return { put: createDoor({ store, sender, retentionMs }), store, claimsInStore: true, sender, bodies };
}

/**
 * Makes an inbox of an engine that may run in a Worker: there a request must not wait for what another one has begun, so
 * that messages are not put together.
 */
export function createHostedInbox(engine: InboxEngine): Inbox {
  const inbox = createInbox(engine);
  const { navigator } = globalThis as { navigator?: { readonly userAgent?: string } };
  if (navigator?.userAgent !== 'Cloudflare-Workers') return inbox;
  return {
    ...inbox,
    async put(message) {
      const [kept] = await engine.put([message]);
      if (typeof kept === 'object') throw kept.error;
      return kept as Exclude<Kept, object>;
    },
  };
}

/** Services count in whole seconds; what is to wait waits no shorter. */
export function toSeconds(milliseconds: number): number {
  return Math.max(0, Math.ceil(milliseconds / 1000));
}
