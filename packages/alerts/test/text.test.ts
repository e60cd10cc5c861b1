import { assert, integer, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeBy, fit, toClean, toLine, toLink } from '../src/lib/text.ts';

const entities = escapeBy({ '&': '&amp;', '<': '&lt;' });

describe('fit', () => {
  test.each([
    ['short', 'abc', 3, 'abc'],
    ['long', 'abcd', 3, 'ab…'],
    ['a pair at the end', 'ab😀', 3, 'ab…'],
    ['a pair that fits', 'ab😀', 4, 'ab😀'],
    ['an entity at the end', 'ab&', 6, 'ab…'],
    ['an entity that fits', 'ab&', 7, 'ab&amp;'],
    ['no room', 'ab', 0, ''],
    ['room for the mark alone', 'ab', 1, '…'],
  ])('%s', (_, text, longest, written) => {
    expect(fit(text, longest, entities)).toBe(written);
  });

  test('it is never longer, and what was cut is a beginning', () => {
    assert(
      property(string({ unit: 'binary' }), integer({ min: 1, max: 60 }), (text, longest) => {
        const written = fit(text, longest);
        expect(written.length).toBeLessThanOrEqual(longest);
        if (written !== text) expect(text.startsWith(written.slice(0, -1))).toBe(true);
      }),
    );
  });
});

test.each([
  ['line breaks', 'a\r\nb\u2028c\u0085d', 'a b cd'],
  ['marks that turn text around', 'a\u202eb\u2066c\u200fd', 'abcd'],
  ['what terminals obey', '\u001b[31mred\u0007\u009b2J', '[31mred2J'],
  ['what is not seen', 'a\u200b\ufeff\u00ad\u{e0041}b', 'ab'],
  ['halves of pairs', 'a\ud83db\ude00', 'ab'],
  ['what joins and accents', 'é 👩\u200d💻 नि\u200cक', 'é 👩\u200d💻 नि\u200cक'],
])('one line without %s', (_, text, line) => {
  expect(toLine(text)).toBe(line);
});

test('several lines stay several', () => {
  expect(toClean('a\r\nb\nc\u0000')).toBe('a\nb\nc');
});

test.each([
  ['https://example.com/a b?c="d"', 'https://example.com/a%20b?c=%22d%22'],
  ['http://127.0.0.1:80/', 'http://127.0.0.1/'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['//example.com', undefined],
  [`https://example.com/${'a'.repeat(2000)}`, undefined],
  [undefined, undefined],
])('the link %s', (link, shown) => {
  expect(toLink(link)).toBe(shown);
});
