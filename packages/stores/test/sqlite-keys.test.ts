import { array, assert, asyncProperty, constantFrom, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toStoredKey } from '../src/lib/sql-key.ts';
import { claimOddKeys, oddAnswers } from './lib/sql-odd-keys.ts';
import { sqliteOpeners } from './lib/sqlite-clients.ts';
import { createSqliteFile } from './lib/sqlite-file.ts';

const controls = String.fromCharCode(...Array.from({ length: 31 }, (_, index) => index + 1));

describe('the text that stands for a key', () => {
  test.each([
    ['of one character', 'k'],
    ['that is empty', ''],
    ['of 512 UTF-16 code units', `${'é🪝'.repeat(170)}ab`],
    ['with every control character but NUL', controls],
  ])('is the key itself, for one %s', async (_what, key) => {
    expect(await toStoredKey(key)).toBe(key);
  });

  test.each([
    ['of 513 characters', 'k'.repeat(513)],
    ['of a megabyte', 'k'.repeat(1_000_000)],
    ['with a NUL', 'a\0b'],
    ['with half a surrogate pair', 'a\uD83Eb'],
    ['that is cut within a surrogate pair', `${'k'.repeat(447)}🪝${'k'.repeat(100)}`],
  ])('is its beginning and its SHA-256, for one %s', async (_what, key) => {
    const stored = await toStoredKey(key);
    expect(stored).toHaveLength(513);
    expect(stored).toMatch(/^.{448}#[0-9a-f]{64}$/s);
    expect(new TextDecoder().decode(new TextEncoder().encode(stored))).toBe(stored);
    expect(stored).not.toContain('\0');
  });

  test('of two keys differs', async () => {
    const unit = constantFrom('\0', '\uD83E', '\uDE9D', '?', '.', '#', 'k');
    const part = array(unit, { maxLength: 4 }).map((units) => units.join(''));
    const length = constantFrom(0, 444, 446, 448, 508, 600);
    const key = tuple(part, length, part).map(([head, count, tail]) => head + 'k'.repeat(count) + tail);
    const differ = asyncProperty(key, key, async (left, right) => {
      expect((await toStoredKey(left)) === (await toStoredKey(right))).toBe(left === right);
    });
    await assert(differ, { numRuns: 2000 });
  });
});

test.each(Object.entries(sqliteOpeners))('odd keys are keys of their own with %s', async (_name, open) => {
  const file = createSqliteFile();
  const [first, second] = [open(file.path), open(file.path)];
  expect(await claimOddKeys(first.store, second.store)).toEqual(oddAnswers);
  first.close();
  second.close();
  file.remove();
});
