import type { DeliveryHead } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import { VerifiedEvent } from './event.ts';
import { refuseInsecure, toPublicHead } from './public-url.ts';
import { selectScheme, type Claim, type Scheme } from './scheme.ts';
import type { KeyRing, RingKey } from './secret.ts';

/** A delivery whose head is in order: its scheme, and what it claims. */
export interface Admitted {
  readonly head: DeliveryHead;
  readonly scheme: Scheme;
  readonly claim: Claim;
}

/** @throws WebhookError `method_not_allowed` or `insecure_transport` */
export function refuseHead(endpoint: Endpoint, head: DeliveryHead): void {
  if (!endpoint.methods.includes(head.method)) {
    throw new WebhookError(
      'method_not_allowed',
      `${endpoint.definition.name} sends ${endpoint.methods.join(', ')}.`,
    );
  }
  refuseInsecure(head, endpoint.side);
}

/** Reads the scheme's headers. @throws WebhookError where one is missing, doubled or malformed */
export function admit(endpoint: Endpoint, received: DeliveryHead): Admitted {
  const head = toPublicHead(received, endpoint.side);
  if (head.method !== 'POST') throw new WebhookError('method_not_allowed', 'An event comes with POST.');
  const scheme = selectScheme(endpoint.definition.schemes, head);
  const claim = scheme.read(head);
  // An unsigned header that names the event must not arrive twice either.
  for (const name of endpoint.namingHeaders) head.headers.get(name);
  return { head, scheme, claim };
}

/**
 * Proves a delivery: signature first, then freshness, so that "authentic but stale" is an outcome of its own.
 * Synchronous wherever the scheme is.
 *
 * @throws WebhookError `signature_mismatch`, `timestamp_stale` or `timestamp_future`
 */
export function authenticate(
  endpoint: Endpoint,
  admitted: Admitted,
  body: Uint8Array,
  ring: KeyRing,
): VerifiedEvent | Promise<VerifiedEvent> {
  const found = findKey(ring.keys, 0, admitted, body);
  if (found instanceof Promise) return found.then((key) => toEvent(endpoint, admitted, body, key));
  return toEvent(endpoint, admitted, body, found);
}

/** The first key of the ring that the delivery was signed with. */
function findKey(
  keys: readonly RingKey[],
  start: number,
  admitted: Admitted,
  body: Uint8Array,
): RingKey | undefined | Promise<RingKey | undefined> {
  const { head, scheme, claim } = admitted;
  for (let index = start; index < keys.length; index += 1) {
    const tried = keys[index] as RingKey;
    if (tried.scheme !== scheme) continue;
    const matches = scheme.verify(claim, tried.key, body, head);
    if (typeof matches !== 'boolean') {
      return matches.then((matched) => (matched ? tried : findKey(keys, index + 1, admitted, body)));
    }
    if (matches) return tried;
  }
  return undefined;
}

function toEvent(
  endpoint: Endpoint,
  { head, scheme, claim }: Admitted,
  body: Uint8Array,
  key: RingKey | undefined,
): VerifiedEvent {
  if (key === undefined) throw mismatch(endpoint);
  refuseStale(endpoint, claim);
  const { definition } = endpoint;
  return new VerifiedEvent({
    definition,
    scheme,
    claim,
    headers: head.headers,
    body,
    secretIndex: key.secretIndex,
  });
}

function mismatch({ definition }: Endpoint): WebhookError {
  return new WebhookError(
    'signature_mismatch',
    `No secret of ${definition.name} fits: it is another endpoint's, or the body was changed on its way.`,
  );
}

function refuseStale({ toleranceMs, now }: Endpoint, { time, timestamp }: Claim): void {
  if (time === undefined) return;
  const current = now();
  // A timestamp in seconds says nothing of the milliseconds within.
  const difference =
    (timestamp?.length ?? 0) <= 12 ? Math.floor(current / 1000) * 1000 - time : current - time;
  if (Math.abs(difference) <= toleranceMs) return;
  const seconds = Math.round(Math.abs(difference) / 1000);
  if (difference < 0) {
    throw new WebhookError(
      'timestamp_future',
      `Genuine, but signed ${seconds} s ahead of this clock; check the clock.`,
    );
  }
  throw new WebhookError(
    'timestamp_stale',
    `Genuine, but signed ${seconds} s ago: a replay, or a clock that is ahead.`,
  );
}
