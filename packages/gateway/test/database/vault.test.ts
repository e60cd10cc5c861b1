import { expect, test } from 'vitest';
import { createId } from '../../src/lib/create-id.ts';
import { createVault, fingerprintOf } from '../../src/lib/vault.ts';

const vault = createVault('0123456789abcdef0123456789abcdef');
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

test('what is sealed can be read in its own row', () => {
  expect(vault.open(vault.seal(secret, 'sec_1'), 'sec_1')).toBe(secret);
});

test('it shows nothing of the secret, and is another one each time', () => {
  const [first, second] = [vault.seal(secret, 'sec_1'), vault.seal(secret, 'sec_1')];
  expect(Buffer.from(first).includes('whsec')).toBe(false);
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(false);
});

test.each<[string, () => string]>([
  ['in another row', () => vault.open(vault.seal(secret, 'sec_1'), 'sec_2')],
  [
    'with another key',
    () => createVault('another key of 32 letters or more').open(vault.seal(secret, 'a'), 'a'),
  ],
  [
    'when a byte was changed',
    () => {
      const sealed = vault.seal(secret, 'sec_1');
      sealed[40] = (sealed[40] ?? 0) ^ 1;
      return vault.open(sealed, 'sec_1');
    },
  ],
])('it cannot be read %s', (_, open) => {
  expect(open).toThrow('sealed with another gateway key');
});

test('a short key is refused', () => {
  expect(() => createVault('short')).toThrow(TypeError);
});

test('a fingerprint tells two secrets apart, and has nothing of them', () => {
  expect(fingerprintOf(secret)).toMatch(/^[0-9a-f]{8}$/);
  expect(fingerprintOf(secret)).not.toBe(fingerprintOf(`${secret}x`));
});

test('ids sort by when they were made, within a millisecond and over a clock that goes back', () => {
  const times = [
    ...Array.from({ length: 100 }, () => 1_900_000_000_000),
    1_900_000_000_005,
    1_900_000_000_001,
  ];
  const ids = times.map((time) => createId('evt', time));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^evt_[0-9a-z]{23}$/);
});

test('a digest is the same for the same text and key, and for nothing else', () => {
  const other = createVault('another key of 32 letters or more');
  expect(vault.digest('a text')).toBe(vault.digest('a text'));
  expect(new Set([vault.digest('a text'), vault.digest('b text'), other.digest('a text')]).size).toBe(3);
});
