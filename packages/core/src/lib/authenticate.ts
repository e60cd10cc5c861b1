import type { DeliveryHead } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import { VerifiedEvent } from './event.ts';
import { methodsOf, type ProviderDefinition } from './provider-definition.ts';
import { selectScheme, type Clock, type OpenClaim, type Scheme } from './scheme.ts';
import type { KeyRing, RingKey } from './secret.ts';

/** A delivery whose head is in order: its scheme, and what it claims. */
export interface Admitted {
  readonly definition: ProviderDefinition;
  readonly head: DeliveryHead;
  readonly scheme: Scheme;
  readonly claim: OpenClaim;
  /** Once proved: of the key that matched. */
  derivation?: number;
}

/**
 * Reads the scheme's headers.
 *
 * @throws WebhookError `method_not_allowed`, or where a header is missing, doubled or malformed
 */
export function admit({ definition, namingHeaders }: Endpoint, head: DeliveryHead): Admitted {
  const { method, headers } = head;
  if (!methodsOf(definition).includes(method)) throw new WebhookError('method_not_allowed');
  const scheme = selectScheme(definition.schemes, head);
  const claim = scheme.read(head);
  // An unsigned header that names the event must not arrive twice either.
  for (const name of namingHeaders) headers.get(name);
  return { definition, head, scheme, claim };
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
  const { keys } = ring;
  followKeys(admitted, keys);
  const proved = (key: RingKey | undefined): VerifiedEvent => {
    // What it was refused over is looked into, and taken off the error, before anybody sees it.
    if (!key) throw new WebhookError('signature_mismatch', '', { admitted, body, ring });
    refuseStale(endpoint, admitted.claim);
    admitted.derivation = key.derivation;
    return new VerifiedEvent(admitted, body, key.secretIndex);
  };
  const found = findKey(keys, 0, admitted, body, endpoint);
  return found instanceof Promise ? found.then(proved) : proved(found);
}

/**
 * What the secrets say about the scheme counts more than what the delivery says: where it follows one that no secret is
 * for, it is read as the one that they are for.
 */
function followKeys(admitted: Admitted, keys: readonly RingKey[]): void {
  if (keys.some(({ scheme }) => scheme === admitted.scheme)) return;
  // A ring is never empty.
  const { scheme } = keys[0] as RingKey;
  Object.assign(admitted, { scheme, claim: scheme.read(admitted.head) });
}

/** The first key of the ring that the delivery was signed with. */
function findKey(
  keys: readonly RingKey[],
  start: number,
  admitted: Admitted,
  body: Uint8Array,
  clock: Clock,
): RingKey | undefined | Promise<RingKey | undefined> {
  const { head, scheme, claim } = admitted;
  for (let index = start; index < keys.length; index += 1) {
    const tried = keys[index] as RingKey;
    if (tried.scheme !== scheme) continue;
    const matches = scheme.verify(claim, tried.key, body, head, clock);
    // Not `instanceof Promise`: one of another realm is none, and would be taken for a match.
    if (typeof matches !== 'boolean') {
      return (async () => ((await matches) ? tried : findKey(keys, index + 1, admitted, body, clock)))();
    }
    if (matches) return tried;
  }
  return undefined;
}

function refuseStale({ toleranceInSeconds, now }: Endpoint, { time, timestamp = '' }: OpenClaim): void {
  const current = now();
  // A timestamp in seconds says nothing of the milliseconds within.
  const age = (current - (timestamp.length > 12 ? 0 : current % 1000) - (time ?? current)) / 1000;
  if (Math.abs(age) <= toleranceInSeconds || time === undefined) return;
  throw new WebhookError(age < 0 ? 'timestamp_future' : 'timestamp_stale', `${Math.round(age)}`);
}
