import { hash } from '#crypto';
import type { Admitted } from './authenticate.ts';
import type { Endpoint } from './endpoint.ts';
import type { WebhookEvent } from './event.ts';
import { contentKey, idempotencyKey } from './idempotency.ts';
import type { InboxMessage } from './inbox.ts';

/**
 * The id of the message that an inbox keeps an event in: the first 128 bits of the key's SHA-256, written as a UUID of
 * version 8 (RFC 9562).
 *
 * @param key - the endpoint's name, a colon, and the event's id where it is signed: `stripe:evt_1`
 * @returns the UUID
 * @example
 * ```ts
 * import { messageId } from '@hooklatch/core/store';
 *
 * console.log(await messageId('stripe:evt_1'));
 * ```
 */
export async function messageId(key: string): Promise<string> {
  const hex = await hash('sha256', key, new Uint8Array(), '');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A text that every database takes as it is; one that some do not is named by its hash. */
async function toPlain(text: string, maxChars: number): Promise<string> {
  // Control characters, and halves of surrogate pairs.
  const isPlain = text.length <= maxChars && !/[\p{Cc}\p{Cs}]/u.test(text);
  return isPlain ? text : `sha256:${await hash('sha256', text, new Uint8Array(), '')}`;
}

/** A verified event as an inbox keeps it. One that nothing names gets an id of its own. */
export async function writeMessage(
  endpoint: Endpoint,
  event: WebhookEvent,
  admitted: Admitted,
): Promise<InboxMessage> {
  const { name, definition, now } = endpoint;
  const { head, scheme, claim } = admitted;
  const isBatch = event.events.length !== 1 || event.events[0] !== event;
  const content =
    isBatch && !endpoint.idempotencyKey ? await contentKey(event, admitted, 'batch') : undefined;
  const named = isBatch
    ? content && `${name}:${content}`
    : await idempotencyKey(endpoint, event, admitted, 0);
  const key = named === undefined ? `${name}:unnamed:${crypto.randomUUID()}` : await toPlain(named, 500);
  return {
    id: await messageId(key),
    key,
    endpoint: name,
    provider: definition.name,
    eventId: event.id === undefined ? undefined : await toPlain(event.id, 200),
    type: await toPlain(event.type, 200),
    receivedAt: now(),
    method: head.method,
    url: head.url,
    ...(head.receivedUrl !== undefined && { receivedUrl: head.receivedUrl }),
    headers: head.headers.entries(),
    body: event.body,
    proof: {
      scheme: definition.schemes.indexOf(scheme),
      secretIndex: event.secretIndex,
      id: claim.id,
      time: claim.time,
    },
  };
}
