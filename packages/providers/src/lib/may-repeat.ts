import type { Scheme } from '@hooklatch/core/provider';

/**
 * A scheme whose deliveries may be the same bytes and yet other events, because the provider tells no more than that
 * something has changed: what is signed does not stand for an id then.
 *
 * @param scheme - the scheme
 * @returns the same scheme, whose content names no event
 */
export function mayRepeat(scheme: Scheme): Scheme {
  return { ...scheme, content: () => undefined, signedAs: scheme };
}
