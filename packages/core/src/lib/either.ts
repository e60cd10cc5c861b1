import { WebhookError } from './error.ts';
import type { DeliveryHead } from './delivery.ts';
import type { Claim, OpenClaim, Scheme } from './scheme.ts';

interface PartKey {
  readonly part: Scheme;
  readonly key: unknown;
}

/** What each scheme has read of one delivery. */
const readings = new WeakMap<Claim, ReadonlyMap<Scheme, OpenClaim>>();

/**
 * Several schemes of which a delivery may follow more than one at once, such as a header for each secret while one is
 * rotated: any match will do. Where the presence of one header forbids the others, give a provider several schemes
 * instead.
 *
 * @param parts - the schemes; the first signs
 * @returns one scheme of them all
 * @example
 * ```ts
 * import { either, hmac } from '@hooklatch/core/provider';
 *
 * const named = (header: string) => hmac({ signature: { header } });
 * export const scheme = either(named('x-acme-signature'), named('x-acme-signature-2'));
 * ```
 */
export function either(...parts: readonly Scheme[]): Scheme<PartKey> {
  const [first] = parts as [Scheme];
  const readingOf = (claim: Claim, part: Scheme): OpenClaim | undefined => readings.get(claim)?.get(part);
  return {
    headers: [],
    covers: first.covers,
    keys(secret, secretIndex) {
      const keys: PartKey[] = [];
      for (const part of parts) {
        const own = part.keys(secret, secretIndex);
        if (typeof own === 'string') return own;
        keys.push(...own.map((key) => ({ part, key })));
      }
      return keys;
    },
    read(head) {
      const found = readAll(parts, head);
      const [claim] = found.values();
      const whole = { ...(claim as OpenClaim) };
      readings.set(whole, found);
      return whole;
    },
    begin(claim, { part, key }, head) {
      const own = readingOf(claim, part);
      return own && part.begin?.(own, key, head);
    },
    async verify(claim, { part, key }, body, head, clock) {
      const own = readingOf(claim, part);
      if (!own || !(await part.verify(own, key, body, head, clock))) return false;
      Object.assign(claim, own);
      // What the others claim is not proved, and no part of what is remembered.
      readings.set(claim, new Map([[part, own]]));
      return true;
    },
    content(claim, head) {
      const part = parts.find((one) => readingOf(claim, one)) ?? first;
      return part.content(readingOf(claim, part) ?? claim, head);
    },
    signedAs: first,
  };
}

/** @throws WebhookError the first scheme's, where none can be read */
function readAll(parts: readonly Scheme[], head: DeliveryHead): ReadonlyMap<Scheme, OpenClaim> {
  const found = new Map<Scheme, OpenClaim>();
  const errors: unknown[] = [];
  for (const part of parts) {
    try {
      found.set(part, part.read(head));
    } catch (error) {
      errors.push(error);
    }
  }
  const codeOf = (error: unknown): unknown => WebhookError.is(error) && error.code;
  const doubled = errors.find((error) => codeOf(error) === 'header_duplicate');
  if (found.size > 0 && !doubled) return found;
  // What is malformed says more than what is missing.
  throw doubled ?? errors.find((error) => codeOf(error) !== 'signature_missing') ?? errors[0];
}
