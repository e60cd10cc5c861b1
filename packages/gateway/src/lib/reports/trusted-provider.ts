import type { Provider } from '@hooklatch/core';
import type { OpenClaim, Scheme } from '@hooklatch/core/provider';

/** More than any clock is wrong, in seconds. */
export const anyAge = 1e12;

/** Stands where a ring must have a secret. Nothing is proved with it. */
const placeholder = 'proved by the application that hands it on';

/**
 * A provider whose deliveries somebody who is trusted has verified already: whatever has its headers is taken, however
 * old it is, and named as one that was verified here.
 *
 * Some schemes keep the event's id, or its time, in what is signed, and read it while they verify. So a secret that the
 * endpoint has is used for that, and what it says of the signature is not asked.
 *
 * @param provider - of the endpoint, with the secrets that it has
 */
export function toTrustedProvider(provider: Provider): Provider {
  const { definition } = provider;
  const given = provider.secret();
  // A key that is fetched would have somebody else's server asked for each delivery.
  const isAtHand = definition.key !== 'fetched' && given !== undefined && typeof given !== 'function';
  const secrets = isAtHand ? [given].flat() : [];
  const { handshake: _handshake, notSecrets: _notSecrets, ...rest } = definition;
  const schemes = definition.schemes.map((scheme) => toTrusting(scheme, secrets));
  return { ...provider, definition: { ...rest, schemes }, secret: () => placeholder };
}

function toTrusting(scheme: Scheme, secrets: readonly string[]): Scheme {
  const keys = secrets.flatMap((secret, index) => {
    const own = scheme.keys(secret, index);
    return typeof own === 'string' ? [] : own;
  });
  const { headers, covers } = scheme;
  return {
    headers,
    covers,
    keys: () => [undefined],
    read: (head) => scheme.read(head),
    content: (claim, head) => scheme.content(claim, head),
    async verify(claim: OpenClaim, _key, body, head, clock) {
      const calm = { ...clock, toleranceInSeconds: anyAge };
      for (const key of keys) {
        try {
          // oxlint-disable-next-line no-await-in-loop
          if (await scheme.verify(claim, key, body, head, calm)) break;
        } catch {
          // It was verified elsewhere.
        }
      }
      return true;
    },
  };
}
