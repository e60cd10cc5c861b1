import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  childrenOf,
  derSequence,
  fromDerSignature,
  fromHex,
  readDer,
  readPublicKeys,
  spkiOfCertificate,
  toHex,
} from '../src/provider.ts';
import { toDerSignature } from '../src/lib/der.ts';

const hex = (text: string): Uint8Array => fromHex(text.replaceAll(' ', '')) as Uint8Array;
const filler = (length: number): string => 'ab'.repeat(length);

const elements: readonly [string, string, readonly string[] | undefined][] = [
  ['nothing', '', []],
  ['an element', '02 01 05', ['020105']],
  ['an empty element', '05 00', ['0500']],
  ['two elements', '02 01 05 05 00', ['020105', '0500']],
  ['127 bytes in the short form', `04 7f ${filler(127)}`, [`047f${filler(127)}`]],
  ['128 bytes in the long form', `04 81 80 ${filler(128)}`, [`048180${filler(128)}`]],
  ['256 bytes in two bytes', `04 82 01 00 ${filler(256)}`, [`04820100${filler(256)}`]],
  ['a tag alone', '02', undefined],
  ['a length over the end', '02 02 05', undefined],
  ['a rest of one byte', '02 01 05 00', undefined],
  ['an indefinite length', '30 80 02 01 05 00 00', undefined],
  ['127 bytes in the long form', `04 81 7f ${filler(127)}`, undefined],
  ['255 bytes in two bytes', `04 82 00 ff ${filler(255)}`, undefined],
  ['a length of five bytes', '04 85 00 00 00 00 01 05', undefined],
  ['half a length', '04 82 01', undefined],
  ['a length of 4 GiB', '04 84 ff ff ff ff 05', undefined],
  ['a tag of several bytes', '1f 81 01 01 05', undefined],
];

describe('reading DER', () => {
  test.each(elements)('%s', (_name, bytes, expected) => {
    expect(readDer(hex(bytes))?.map(({ whole }) => toHex(whole))).toEqual(expected);
  });
  test('gives the children of a tag, and of no other', () => {
    const [sequence] = readDer(hex('30 05 02 01 05 05 00')) ?? [];
    expect(childrenOf(sequence, derSequence)?.map(({ tag, content }) => [tag, toHex(content)])).toEqual([
      [2, '05'],
      [5, ''],
    ]);
    expect(childrenOf(sequence, 0x31)).toBeUndefined();
    expect(childrenOf(undefined, derSequence)).toBeUndefined();
  });
});

const small = `${'00'.repeat(31)}05${'00'.repeat(31)}06`;
const high = `80${'00'.repeat(31)}`;
const signatures: readonly [string, string, string | undefined][] = [
  ['small numbers', '30 06 02 01 05 02 01 06', small],
  ['zero', '30 06 02 01 00 02 01 06', `${'00'.repeat(63)}06`],
  ['numbers kept positive', `30 46 02 21 00 ${high} 02 21 00 ${high}`, high + high],
  ['a zero before a number that is positive', '30 07 02 02 00 05 02 01 06', undefined],
  ['two zeros', '30 07 02 02 00 00 02 01 06', undefined],
  ['a negative number', '30 06 02 01 85 02 01 06', undefined],
  ['a number of no bytes', '30 05 02 00 02 01 06', undefined],
  ['a number of 33 bytes', `30 26 02 21 01 ${'00'.repeat(32)} 02 01 06`, undefined],
  ['one number', '30 03 02 01 05', undefined],
  ['three numbers', '30 09 02 01 05 02 01 06 02 01 07', undefined],
  ['something else than a number', '30 06 02 01 05 04 01 06', undefined],
  ['a set', '31 06 02 01 05 02 01 06', undefined],
  ['a rest behind it', '30 06 02 01 05 02 01 06 05 00', undefined],
  ['a rest within it', '30 07 02 01 05 02 01 06 00', undefined],
  ['a long length', '30 81 06 02 01 05 02 01 06', undefined],
  ['an indefinite length', '30 80 02 01 05 02 01 06 00 00', undefined],
  ['r and s side by side', small, undefined],
  ['nothing', '', undefined],
];

describe('an ECDSA signature', () => {
  test.each(signatures)('%s', (_name, der, joined) => {
    const found = fromDerSignature(hex(der), 32);
    expect(found && toHex(found)).toBe(joined);
    if (joined !== undefined) expect(toHex(toDerSignature(hex(joined)))).toBe(der.replaceAll(' ', ''));
  });
  test.each([32, 48, 66])('of %i bytes a number is read as it was written', (size) => {
    const numbers = fc.uint8Array({ minLength: 2 * size, maxLength: 2 * size });
    fc.assert(
      fc.property(numbers, fc.nat({ max: size }), (joined, zeros) => {
        const padded = joined.fill(0, 0, zeros);
        expect(fromDerSignature(toDerSignature(padded), size)).toEqual(padded);
      }),
    );
  });
});

describe('whatever the bytes are', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    // Likely tags and lengths, so that more is read than the first byte.
    fc
      .array(fc.constantFrom(0x30, 0x02, 0x03, 0x80, 0x81, 0x82, 0xa0, 0, 1, 2, 3, 4, 6, 8), {
        maxLength: 60,
      })
      .map((list) => Uint8Array.from(list)),
  );
  test('nothing throws, and what is read is the bytes again', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const read = readDer(given);
        if (read) expect(read.map(({ whole }) => toHex(whole)).join('')).toBe(toHex(given));
        const signature = fromDerSignature(given, 32);
        if (signature) expect(toDerSignature(signature)).toEqual(given);
        expect(spkiOfCertificate(given) ?? given).toBeInstanceOf(Uint8Array);
      }),
      { numRuns: 2000 },
    );
  });
  test('a text is keys or a sentence', () => {
    const pem = (text: string) => `-----BEGIN CERTIFICATE-----${text}-----END CERTIFICATE-----`;
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      bytes.map((given) => Buffer.from(given).toString('base64')),
      bytes.map((given) => pem(Buffer.from(given).toString('base64'))),
    );
    fc.assert(
      fc.property(text, (given) => {
        const keys = readPublicKeys(given);
        if (typeof keys === 'string') expect(keys).toMatch(/^is (no public|a private) key/);
        else expect(keys.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
