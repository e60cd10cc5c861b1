import type { Search } from './diagnose-mismatch.ts';
import { toBytes, toText } from './encoding.ts';
import type { HmacOptions, HmacScheme } from './hmac.ts';
import type { Scheme } from './scheme.ts';

/** Other readings of a secret's text, and what each means for who gave it. */
const readings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'its text as it is, prefix and all': (text) => toBytes(text),
  'its text without the prefix': (text) => toBytes(withoutPrefix(text)),
  'base64 of its whole text': (text) => fromBase64(text),
  'base64 of its text without the prefix': (text) => fromBase64(withoutPrefix(text)),
  'its text behind `whsec_`: paste the secret whole': (text) => toBytes(`whsec_${text}`),
  'its text without blanks and quotes around it: take them out of the variable': (text) =>
    toBytes(text.replace(/^[\s'"]+|[\s'"]+$/g, '')),
  'base64 without blanks and quotes around it: take them out of the variable': (text) =>
    fromBase64(withoutPrefix(text.replace(/^[\s'"]+|[\s'"]+$/g, ''))),
  'its text with a line break at its end: the sender has one in it': (text) => toBytes(`${text}\n`),
  'base64 decoded once: it has been encoded twice': (text) => twice(text),
  'base64 of base64: it was decoded before it was given here': (text) => toBytes(btoa(text)),
};

/** Throws where it is none; strict decoding is not loaded for this. */
function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function withoutPrefix(text: string): string {
  return text.replace(/^(v1,)?[a-z]+_/i, '');
}

function twice(text: string): Uint8Array {
  return fromBase64(withoutPrefix(toText(fromBase64(withoutPrefix(text)))));
}

/** What else may be signed under the same headers. */
const contents = [
  '{body}',
  '{timestamp}.{body}',
  '{timestamp}:{body}',
  '{timestamp}{body}',
  '{body}{timestamp}',
  'v0:{timestamp}:{body}',
  '{id}.{timestamp}.{body}',
];

/**
 * Whether the secret fits when it is read in another way, or belongs to another scheme of the provider. The sentence
 * says how, and holds no part of it.
 */
export async function findSecretMistake({ admitted, ring, fits }: Search): Promise<string | undefined> {
  const { scheme, definition } = admitted;
  const texts = ring.texts();
  const bound = texts.flatMap((text, at) =>
    texts.flatMap((_, index) => (index === at ? [] : keysOf(scheme, text, index))),
  );
  if (await fits({ keys: bound }))
    return `The secrets of ${definition.name} are in the wrong order: swap them.`;
  if (!isHmac(scheme)) return undefined;
  const { options: own, remake } = scheme;
  for (const [index, text] of texts.entries()) {
    for (const [how, read] of Object.entries(readings)) {
      const bytes = safely(() => read(text));
      if (!bytes?.length) continue;
      const tried = remake({ ...own, secret: () => [bytes] });
      if (await fits({ scheme: tried, keys: keysOf(tried, text, 0) }))
        return `Secret ${index} fits if the key is ${how}.`;
    }
  }
  for (const content of contents.filter((one) => one !== own.content && isReadable(one, own))) {
    const tried = remake({ ...own, content });
    if (await fits({ scheme: tried, keys: texts.flatMap((text) => keysOf(tried, text, 0)) }))
      return `The secret fits, but what was signed is \`${content}\`: the sender follows another provider's scheme.`;
  }
  return undefined;
}

function isHmac(scheme: Scheme): scheme is HmacScheme {
  return 'remake' in scheme;
}

function isReadable(content: string, { timestamp, id }: HmacOptions): boolean {
  return (
    (timestamp !== undefined || !content.includes('{timestamp}')) &&
    (id !== undefined || !content.includes('{id}'))
  );
}

function keysOf(scheme: Scheme, text: string, index: number): readonly unknown[] {
  const keys = safely(() => scheme.keys(text, index));
  return typeof keys === 'object' ? keys : [];
}

function safely<Result>(act: () => Result): Result | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
