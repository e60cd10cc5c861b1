import type { Scheme } from '@hooklatch/core/provider';

/** A key of a secret that goes with an id: the scheme for that id, and its own key. */
export interface PairedKey {
  readonly scheme: Scheme;
  readonly key: unknown;
}

/**
 * A scheme whose secret may go with an id, such as an API key: both in one text, with a space between them, so that
 * they rotate together, or the id as an option.
 *
 * @param make - makes the scheme for an id, and for secrets that go with none
 * @param given - the id that goes with secrets that have none in their text
 * @returns the scheme
 */
export function paired(make: (id: string | undefined) => Scheme, given?: string): Scheme<PairedKey> {
  const plain = make(given);
  return {
    ...plain,
    keys(secret, secretIndex) {
      const [id, own] = splitPair(secret);
      if (own.trim() === '') return 'is an id without its secret';
      const scheme = id === undefined ? plain : make(id);
      const keys = scheme.keys(own, secretIndex);
      return typeof keys === 'string' ? keys : keys.map((key) => ({ scheme, key }));
    },
    begin: (claim, { scheme, key }, head) => scheme.begin?.(claim, key, head),
    verify: (claim, { scheme, key }, body, head, clock) => scheme.verify(claim, key, body, head, clock),
    write(draft, secret) {
      const [id, own] = splitPair(secret);
      const scheme = id === undefined ? plain : make(id);
      if (!scheme.write) throw new TypeError('This scheme signs nothing.');
      return scheme.write(draft, own);
    },
  };
}

/** The id before the first space, and the secret after it. A JWK or PEM has no id before it. */
function splitPair(text: string): readonly [id: string | undefined, secret: string] {
  const at = /^[{-]/.test(text) ? -1 : text.indexOf(' ');
  return at < 1 ? [undefined, text] : [text.slice(0, at), text.slice(at + 1)];
}
