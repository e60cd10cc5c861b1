import type { Admitted } from './authenticate.ts';
import type { KeyRing } from './secret.ts';

/** A hash that is computed while a body arrives: what the `begin` of a scheme gives. */
export interface HashAhead {
  /** The next bytes of the body, in order. */
  update(chunk: Uint8Array): void;
  /** Says that the chunks were this body, which is about to be verified. */
  offer(body: Uint8Array): void;
  /** Forgets what verifying has not used. */
  drop(body: Uint8Array): void;
}

/**
 * Begins the hashes of every key that a delivery may have been signed with, so that little is left to do once its last
 * byte is there.
 *
 * @returns all of them as one
 */
export function beginHashes({ scheme, claim, head }: Admitted, { keys }: KeyRing): HashAhead {
  const begun = keys.flatMap((one) =>
    one.scheme === scheme ? (scheme.begin?.(claim, one.key, head) ?? []) : [],
  );
  const each = (call: keyof HashAhead) => (bytes: Uint8Array) => {
    for (const one of begun) one[call](bytes);
  };
  return { update: each('update'), offer: each('offer'), drop: each('drop') };
}
