import type { Check, CheckGroup } from '../check.ts';
import { jsonText, signJson, withField } from '../bodies.ts';
import { withHeader, withHeaders, withoutHeader, type Probe } from '../probe.ts';
import { toRefusal, toRefusals, type Made, type RefusalRow } from '../row.ts';
import { otherText, proofOf, securityHeaders } from '../security-headers.ts';
import { anotherSecret } from '../another-secret.ts';
import type { Stage } from '../stage.ts';

const verify =
  'Compute the signature over the raw bytes of the body, compare it in constant time, and handle nothing before it is equal.';
const noHeader = 'The proof stands in the body or in the URL.';
const bodyUnsigned = "The provider's signature does not cover this.";

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Changes the header that holds the proof. */
const onProof =
  (change: (value: string) => string) =>
  async (stage: Stage, genuine: Probe): Promise<Made> => {
    const proof = await proofOf(stage, genuine);
    return proof ? withHeader(genuine, proof.name, change) : noHeader;
  };

/** Puts another body below a genuine signature. */
function addKey(_stage: Stage, genuine: Probe): Made {
  const text = jsonText(genuine);
  if (text === undefined) return 'The body is no JSON object.';
  return { ...genuine, body: Buffer.from(doubleKey(text)) };
}

const rows: readonly RefusalRow[] = [
  {
    name: 'wrong-secret',
    title: 'a delivery signed with another secret is refused',
    make: async (stage) => stage.genuine({ secret: await anotherSecret(stage) }),
    unless: 'No other key can be made up for this provider.',
    change: verify,
  },
  {
    name: 'tampered-body',
    title: 'a body with one byte changed is refused',
    make: (_stage, genuine) => ({ ...genuine, body: flipped(genuine.body) }),
    unless: bodyUnsigned,
    change: verify,
  },
  {
    name: 'appended-body',
    title: 'a body with a space added to its end is refused',
    make: (_stage, genuine) => ({ ...genuine, body: Buffer.concat([genuine.body, Buffer.from(' ')]) }),
    unless: bodyUnsigned,
    change:
      'Verify the bytes as they arrived: they are trimmed, or parsed and written again, before the signature is computed.',
  },
  {
    name: 'added-key',
    title: 'a body with a doubled key added is refused',
    make: addKey,
    unless: bodyUnsigned,
    change:
      'Verify the bytes as they arrived: of two keys with one name a parser keeps the last, so that what is written again looks genuine.',
  },
  {
    name: 'replaced-bytes',
    title: 'a body with a character replaced by a byte that is no UTF-8 is refused',
    make: async (stage, genuine) => {
      const signed = await signJson((text) => withField(text, '"hooklatch":"\uFFFD"'))(stage, genuine);
      if (typeof signed === 'string') return signed;
      const latin = Buffer.from(signed.body).toString('latin1');
      return { ...signed, body: Buffer.from(latin.replace('\u00EF\u00BF\u00BD', '\u00FF'), 'latin1') };
    },
    unless: bodyUnsigned,
    change:
      'Verify the bytes, not a text of them: decoding turns every broken byte into the same character, so that two bodies have one signature.',
  },
  {
    name: 'added-bom',
    title: 'a body with a byte order mark added is refused',
    make: (_stage, genuine) => ({ ...genuine, body: Buffer.concat([byteOrderMark, genuine.body]) }),
    unless: bodyUnsigned,
    change: 'Verify the bytes as they arrived: a text decoder has put the byte order mark aside.',
  },
  {
    name: 'tampered-signature',
    title: 'a changed signature is refused',
    make: onProof(otherText),
    unless: noHeader,
    change: verify,
  },
  {
    name: 'truncated-signature',
    title: 'a signature that is cut short is refused',
    make: onProof((value) => value.slice(0, -8)),
    unless: noHeader,
    change: 'Compare whole signatures: check that both have one length, and then compare in constant time.',
  },
  {
    name: 'no-headers',
    title: 'a delivery without any header of the provider is refused',
    make: (_stage, genuine) => ({
      ...withHeaders(genuine, (pairs) => pairs.filter(([name]) => name.toLowerCase() === 'content-type')),
      url: genuine.url,
    }),
    unless: noHeader,
    change: 'Refuse what has no signature: it is accepted as if signing were optional.',
  },
];

/** The first key once more, in front, where a parser forgets it. */
function doubleKey(text: string): string {
  const [first = 'type'] = Object.keys(JSON.parse(text) as object);
  return text.replace('{', () => `{${JSON.stringify(first)}:"hooklatch",`);
}

function flipped(body: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(body);
  // A letter or digit in the middle, so that JSON stays JSON.
  const at = copy.findIndex((byte, index) => index >= copy.length / 2 && isAlphanumeric(byte));
  const place = at < 0 ? copy.length - 1 : at;
  if (place >= 0) copy[place] = copy[place] === 0x31 ? 0x32 : 0x31;
  return copy;
}

function isAlphanumeric(byte: number): boolean {
  return /[a-z0-9]/.test(String.fromCharCode(byte));
}

const eachHeader: readonly Check[] = [
  toRefusals({
    name: 'missing-header',
    title: 'a delivery that lacks one of the security headers is refused',
    make: async (stage, genuine) =>
      (await securityHeaders(stage, genuine)).map((name) => [
        `without ${name}`,
        withoutHeader(genuine, name),
      ]),
    unless: noHeader,
    change: 'Refuse a delivery unless every header that belongs to its signature is there.',
  }),
  toRefusals({
    name: 'empty-header',
    title: 'a delivery with an empty security header is refused',
    make: async (stage, genuine) =>
      (await securityHeaders(stage, genuine)).map((name) => [
        `with an empty ${name}`,
        withHeader(genuine, name, () => ''),
      ]),
    unless: noHeader,
    change: 'Take an empty header for a missing one: an empty signature must not equal anything.',
  }),
];

/** What somebody without the secret would send. */
export const forgeries: CheckGroup = {
  name: 'forgeries',
  title: 'what somebody without the secret sends',
  checks: [...rows.map(toRefusal), ...eachHeader],
};
