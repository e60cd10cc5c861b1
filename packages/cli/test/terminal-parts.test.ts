import { PassThrough } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { toBodyLines, toHexLines } from '../src/lib/terminal/body-lines.ts';
import { diffCaptures } from '../src/lib/terminal/diff-captures.ts';
import { formatJson } from '../src/lib/terminal/format-json.ts';
import type { Lines } from '../src/lib/terminal/lines.ts';
import { readKeys, type Key } from '../src/lib/terminal/read-keys.ts';
import { createScreen } from '../src/lib/terminal/screen.ts';
import { fitText, textWidth, wrapText } from '../src/lib/terminal/text-width.ts';
import { createThrottle } from '../src/lib/terminal/throttle.ts';
import { sampleRequest } from './terminal/sample-captures.ts';

describe('columns', () => {
  test.each([
    ['ASCII', 'abc', 3],
    ['a letter with a mark', 'e\u0301', 1],
    ['Chinese', '訂單', 4],
    ['an emoji', '🎉', 2],
    ['a flag', '🇨🇭', 2],
    ['a mark without a letter', '\u0301', 1],
    ['a letter under forty marks', `a${'\u0301'.repeat(40)}`, 1],
  ])('%s', (_, text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test.each([
    ['short', 'abc', 5, 'abc  '],
    ['just right', 'abcde', 5, 'abcde'],
    ['long', 'abcdefgh', 5, 'abcd…'],
    ['wide, cut in the middle of a character', '訂單訂單', 6, '訂單… '],
    ['wide, just right', '訂單訂', 6, '訂單訂'],
    ['no room', 'abc', 0, ''],
  ])('fits: %s', (_, text, width, fitted) => {
    expect(fitText(text, width)).toBe(fitted);
  });

  test('a huge text is cut without being read to its end', () => {
    const text = '訂'.repeat(5_000_000);
    const start = performance.now();
    expect(textWidth(fitText(text, 80))).toBe(80);
    expect(performance.now() - start).toBeLessThan(500);
  });

  test('wrapping loses nothing', () => {
    const text = 'Zoë 訂單 🎉 abc'.repeat(20);
    const lines = wrapText(text, 11);
    expect(lines.join('')).toBe(text);
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(11);
  });
});

describe('JSON in lines', () => {
  test.each([
    ['an object', '{"a":1,"b":[true,{}]}', '{\n  "a": 1,\n  "b": [\n    true,\n    {}\n  ]\n}'],
    [
      'a number over 2^53 and a doubled name',
      '{"a":12345678901234567890,"a":1.0}',
      '{\n  "a": 12345678901234567890,\n  "a": 1.0\n}',
    ],
    ['escapes', '["\\u00e9\\/","{\\",}"]', '[\n  "\\u00e9\\/",\n  "{\\",}"\n]'],
    ['empty ones', '[[],{}]', '[\n  [],\n  {}\n]'],
    ['one value', ' "x" ', '"x"'],
  ])('%s stay as written', (_, text, expected) => {
    expect(formatJson(text)).toBe(expected);
    expect(JSON.parse(expected)).toEqual(JSON.parse(text));
  });

  test('what is no JSON is none, and 100,000 brackets are no trouble', () => {
    expect(formatJson('{"a":')).toBeUndefined();
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(formatJson(deep)?.split('\n')).toHaveLength(199_999);
  });
});

describe('bodies', () => {
  const toTexts = (lines: Lines): string[] =>
    Array.from({ length: lines.count }, (_, index) =>
      lines
        .at(index)
        .map(({ text }) => text)
        .join('|'),
    );

  test.each([
    ['text in lines', 'a\r\nb\tc', 'text', ['a', 'b  c']],
    ['text without JSON as a tree', 'a=b', 'tree', ['a=b']],
    ['a tree with its names apart', '{"a":1}', 'tree', ['{', '  "a"|: 1', '}']],
    ['control characters seen', '\u001B]0;x\u0007\u009B', 'text', ['\\u{1b}]0;x\\u{7}\\u{9b}']],
    [
      'bytes that are no UTF-8',
      Buffer.from('fffe41', 'hex'),
      'text',
      ['00000000|ff fe 41                 |··A'],
    ],
    ['nothing', '', 'tree', ['No body.']],
  ] as const)('%s', (_, body, form, expected) => {
    expect(
      toTexts(toBodyLines(Buffer.from(body as string), form, 60)).map((line) =>
        line.replace(/ {3,}(?=\|)/, (s) => s.slice(0, 17)),
      ),
    ).toEqual(expected);
  });

  test('a text too long for the screen says how much is left', () => {
    const lines = toTexts(toBodyLines(Buffer.alloc(300_000, 'a'), 'tree', 100));
    expect(lines.at(-1)).toContain('37,856 bytes more');
  });

  test('the hex view of 50 MB is made line by line', () => {
    const start = performance.now();
    const lines = toHexLines(Buffer.alloc(50_000_000, 'z'));
    expect(lines.count).toBe(3_125_000);
    expect(lines.at(3_124_999)[0]?.text).toBe('02faf070');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

test('two captures differ in their lines', () => {
  const capture = { id: 'cap_1', receivedAt: 0, verdict: { outcome: 'unchecked' as const }, answers: [] };
  const left = { ...capture, ...sampleRequest(1, '{"a":1,"b":2}') };
  const right = { ...capture, ...sampleRequest(1, '{"a":1,"b":3}') };
  const changed = diffCaptures(left, right).filter((line) => line.in !== 'both');
  expect(changed).toEqual([
    { in: 'left', text: '  "b": 2' },
    { in: 'right', text: '  "b": 3' },
  ]);
});

test.each([
  ['letters', ['jk'], ['j', 'k']],
  ['arrows, in both forms', ['\u001B[A\u001BOB'], ['up', 'down']],
  ['an arrow in two pieces', ['\u001B', '[', 'A'], ['up']],
  ['an arrow with a modifier', ['\u001B[1;5D'], ['left']],
  ['Escape by itself', ['\u001B'], ['escape']],
  ['Escape and a letter', ['\u001Bq'], ['escape', 'q']],
  ['page up and down', ['\u001B[5~\u001B[6~'], ['page-up', 'page-down']],
  ['a letter of two bytes in two pieces', [Buffer.from([0xc3]), Buffer.from([0xab])], ['ë']],
  ['what is pasted', ['\u001B[200~rRq\u001B[201~j'], ['rRq', 'j']],
  ['a sequence that is no key', ['\u001B[999~x'], ['x']],
])('keys: %s', async (_, pieces, expected) => {
  const input = new PassThrough();
  const keys: Key[] = [];
  const stop = readKeys(input, (key) => keys.push(key));
  for (const piece of pieces) {
    input.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(() => keys.map(({ name }) => name)).toEqual(expected);
  expect(keys.filter(({ isPasted }) => isPasted).map(({ name }) => name)).toEqual(
    expected.filter((name) => name === 'rRq'),
  );
  stop();
});

test('only rows that differ are written', () => {
  const written: unknown[] = [];
  const screen = createScreen(
    { write: (text: unknown) => written.push(text), columns: 20, rows: 4 },
    (_, text) => text,
  );
  screen.enter();
  screen.draw([[{ text: 'one' }], [{ text: 'two' }]]);
  screen.draw([[{ text: 'one' }], [{ text: 'three' }]]);
  screen.draw([[{ text: 'one' }], [{ text: 'three' }]]);
  screen.leave();
  screen.leave();
  expect(written).toHaveLength(4);
  expect(written[2]).toContain('three');
  expect(written[2]).not.toContain('one');
});

test('many calls are few times', () => {
  vi.useFakeTimers();
  let times = 0;
  const throttle = createThrottle(20, () => void (times += 1));
  for (let passedMs = 0; passedMs < 200; passedMs += 1) {
    throttle.call();
    vi.advanceTimersByTime(1);
  }
  throttle.stop();
  vi.useRealTimers();
  expect(times).toBe(11);
});
