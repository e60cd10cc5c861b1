import type { Admitted } from './authenticate.ts';
import type { DeliveryHead } from './delivery.ts';
import { findBodyChange } from './diagnose-body.ts';
import { findSecretMistake } from './diagnose-secret.ts';
import { findCircumstance } from './diagnose-circumstance.ts';
import { findUrlChange } from './diagnose-url.ts';
import type { Endpoint } from './endpoint.ts';
import type { Scheme } from './scheme.ts';
import type { KeyRing } from './secret.ts';

/** What a delivery was refused over. */
export interface Refused {
  readonly admitted: Admitted;
  readonly ring: KeyRing;
  readonly body: Uint8Array;
}

/** A search for why a signature does not fit: what was refused, and a way to try again with something changed. */
export interface Search extends Refused {
  /** Whether the signature fits with another body, head, scheme or key. */
  fits(changed: Changed): Promise<boolean>;
}

/** What is tried in the place of what was there. */
export interface Changed {
  readonly body?: Uint8Array;
  readonly head?: DeliveryHead;
  /** With its own keys, which are then all tried. */
  readonly scheme?: Scheme;
  readonly keys?: readonly unknown[];
}

const largestBody = 262_144;
const mostTries = 400;
const silenceMs = 1000;
const searched = new WeakMap<Endpoint, number>();

/**
 * Looks for why a signature does not fit: at most once a second for an endpoint, over bodies up to 256 KiB, with a
 * bounded number of tries, and never where the answer goes.
 *
 * @returns a sentence for the operator with the cause and the remedy, or undefined where nothing fits
 */
export async function findCause(endpoint: Endpoint, refused: Refused): Promise<string | undefined> {
  const { body } = refused;
  if (endpoint.onDelivery === false || body.length > largestBody) return undefined;
  if (performance.now() - (searched.get(endpoint) ?? -Infinity) < silenceMs) return undefined;
  searched.set(endpoint, performance.now());
  const search: Search = { ...refused, fits: toFits(endpoint, refused) };
  for (const find of [findBodyChange, findSecretMistake, findUrlChange, findCircumstance]) {
    // Never in the way of the refusal, whatever the delivery brings.
    const found = await find(search).catch(() => undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toFits(endpoint: Endpoint, { admitted, ring, body }: Refused): Search['fits'] {
  const own = ring.keys.filter(({ scheme }) => scheme === admitted.scheme).map(({ key }) => key);
  let tries = 0;
  return async (changed) => {
    const { scheme = admitted.scheme, head = admitted.head, keys = own } = changed;
    for (const key of keys) {
      tries += 1;
      if (tries > mostTries) return false;
      try {
        // Read anew: verifying may complete a claim, and `either` knows its claims by themselves.
        if (await scheme.verify(scheme.read(head), key, changed.body ?? body, head, endpoint)) return true;
      } catch {
        // What cannot be read so does not fit.
      }
    }
    return false;
  };
}
