import { WebhookError } from '@hooklatch/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { reasonOf } from '../src/lib/reason-of.ts';

const bytesIn = (text: string): number => new TextEncoder().encode(text).length;

const unreadable = Object.defineProperty(new Error('x'), 'message', {
  get(): never {
    throw new Error('not to be read');
  },
});

test.each<[string, unknown, string]>([
  ['an Error', new Error('away'), 'Error: away'],
  ['an Error with a name', new RangeError('too far'), 'RangeError: too far'],
  ['a text', 'away', 'away'],
  ['undefined', undefined, 'undefined'],
  ['null', null, 'null'],
  ['a symbol', Symbol('away'), 'Symbol(away)'],
  ['an object without a prototype', Object.create(null), 'The handler threw something that cannot be shown.'],
  ['an error that cannot be read', unreadable, 'The handler threw something that cannot be shown.'],
  [
    'a timeout',
    new WebhookError('handler_timeout', '250'),
    'handler_timeout: The handler took over 250 ms (timeoutMs).',
  ],
  [
    'a store that is away',
    new WebhookError('store_unavailable', '', new Error('refused')),
    'store_unavailable: Error: refused',
  ],
  ['a code alone', new WebhookError('lease_lost'), 'lease_lost'],
  ['line breaks and tabs', new Error('one\n\ttwo'), 'Error: one\n\ttwo'],
  ['NULs and escapes', new Error('a\u0000b\u001b[31mc\u009b'), 'Error: a\ufffdb\ufffd[31mc\ufffd'],
  ['halves of characters', new Error('a\ud800b\udc00'), 'Error: a\ufffdb\ufffd'],
])('of %s', (_what, error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});

test.each([
  ['ASCII', 'x', 8192],
  ['two bytes', '\u00e9', 8191],
  ['three bytes', '\u20ac', 8191],
  ['four bytes', '\u{1f980}', 8191],
])('is cut to 8 KiB of whole characters: %s', (_what, character, bytes) => {
  const reason = reasonOf(new Error(character.repeat(100_000)));
  expect(reason.replaceAll(character, '')).toBe('Error: ');
  expect(bytesIn(reason)).toBeLessThanOrEqual(8192);
  expect(bytesIn(reason)).toBeGreaterThan(bytes - 4);
});

test('is text that every database takes, of whatever was thrown', () => {
  const text = fc.string({ unit: 'binary', maxLength: 10_000, size: 'max' });
  const property = fc.property(fc.oneof(fc.anything(), text), (thrown) => {
    for (const error of [thrown, new Error(typeof thrown === 'string' ? thrown : '')]) {
      const reason = reasonOf(error);
      expect(bytesIn(reason)).toBeLessThanOrEqual(8192);
      // oxlint-disable-next-line no-control-regex
      expect(reason).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Cs}/u);
    }
  });
  fc.assert(property, { numRuns: 500 });
});
