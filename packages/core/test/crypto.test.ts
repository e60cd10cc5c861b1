import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as node from '../src/lib/crypto-node.ts';
import * as web from '../src/lib/crypto-web.ts';
import { isEqual } from '../src/lib/equal.ts';
import type { HashName } from '../src/lib/hash.ts';

const algorithms: readonly HashName[] = ['sha1', 'sha256', 'sha384', 'sha512'];
const bytes = (length: number): Buffer =>
  Buffer.from(Array.from({ length }, (_, index) => (7 * index + length) % 256));

describe.each(algorithms)('%s', (algorithm) => {
  test.each([1, 20, 63, 64, 65, 127, 128, 129, 200])(
    'a key of %i bytes gives the reference HMAC',
    async (length) => {
      const secret = bytes(length);
      const body = bytes(100);
      const expected = createHmac(algorithm, secret).update('idé.').update(body).update('~').digest();
      for (const encoding of ['hex', 'base64'] as const) {
        expect(node.hmac(node.hmacKey(algorithm, secret), 'idé.', body, '~', encoding)).toBe(
          expected.toString(encoding),
        );
        expect(await web.hmac(web.hmacKey(algorithm, secret), 'idé.', body, '~', encoding)).toBe(
          expected.toString(encoding),
        );
      }
    },
  );

  test('bodies of every length from 0 to 4,096 at odd offsets give the reference HMAC', () => {
    const secret = bytes(32);
    const key = node.hmacKey(algorithm, secret);
    const large = bytes(4200);
    const wrong: number[] = [];
    for (let length = 0; length <= 4096; length += 1) {
      const body = large.subarray(length % 7, (length % 7) + length);
      const expected = createHmac(algorithm, secret).update('1767225600.').update(body).digest('hex');
      if (node.hmac(key, '1767225600.', body, '', 'hex') !== expected) wrong.push(length);
    }
    expect(wrong).toEqual([]);
  });

  test('both implementations give the reference hash', async () => {
    const expected = createHash(algorithm).update('é').update(bytes(50)).update('z').digest('hex');
    expect(node.hash(algorithm, 'é', bytes(50), 'z')).toBe(expected);
    expect(await web.hash(algorithm, 'é', bytes(50), 'z')).toBe(expected);
  });
});

test('a long text before a short body fits', () => {
  const before = 'ü'.repeat(1000);
  const expected = createHmac('sha256', 'k').update(before).update('b').digest('hex');
  expect(node.hmac(node.hmacKey('sha256', Buffer.from('k')), before, Buffer.from('b'), '', 'hex')).toBe(
    expected,
  );
});

const comparisons: readonly [string, string, boolean][] = [
  ['abc', 'abc', true],
  ['', '', true],
  ['abc', 'abd', false],
  ['abc', 'Abc', false],
  ['abc', 'ab', false],
  ['', 'a', false],
  ['\u0100', '\u0000', false],
];

test.each(comparisons)('%j and %j compare as %s', (left, right, equal) => {
  expect(isEqual(left, right)).toBe(equal);
});
