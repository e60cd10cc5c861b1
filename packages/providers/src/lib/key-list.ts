import { readPublicKeys, type PublicKey, type Scheme } from '@hooklatch/core/provider';

/** How a provider's API names what it lists. */
export interface KeyListNames {
  /** The member that holds the list, where it stands in an object. */
  readonly list?: string;
  readonly id: string;
  readonly key: string;
}

/**
 * Reads a list of keys as a provider's API answers it, so that each keeps its id.
 *
 * @param text - JSON: a list, or an object that holds one
 * @param names - what stands where
 * @returns the keys; undefined where it is no such list, and a text where a key in it is none
 */
export function readKeyList(text: string, names: KeyListNames): readonly PublicKey[] | string | undefined {
  const items = listIn(text, names.list);
  if (!items) return undefined;
  const keys: PublicKey[] = [];
  for (const item of items) {
    const { [names.id]: id, [names.key]: key } = Object(item) as Record<string, unknown>;
    const read = typeof id === 'string' && typeof key === 'string' ? readPublicKeys(key) : 'holds no key';
    if (typeof read === 'string') return read;
    keys.push(...read.map((one) => ({ ...one, id: id as string })));
  }
  return keys.length > 0 ? keys : 'holds no key';
}

function listIn(text: string, member: string | undefined): readonly unknown[] | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    const list = member === undefined ? parsed : (Object(parsed) as Record<string, unknown>)[member];
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A scheme whose public keys may also be given as such a list, so that each is used for its own id alone.
 *
 * @param scheme - of public keys
 * @param names - what stands where in the list
 * @returns the scheme
 */
export function withKeyList<Key>(scheme: Scheme<Key>, names: KeyListNames): Scheme {
  return {
    ...scheme,
    keys: (secret, secretIndex) => readKeyList(secret, names) ?? scheme.keys(secret, secretIndex),
  };
}
