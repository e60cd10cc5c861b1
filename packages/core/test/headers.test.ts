import { describe, expect, test } from 'vitest';
import { deliveryHeaders, type HeadersSource } from '../src/index.ts';

const sources: Readonly<Record<string, HeadersSource>> = {
  rawHeaders: ['Host', 'a.example', 'X-Signature', ' abc\t', '__proto__', 'p'],
  pairs: [
    ['Host', 'a.example'],
    ['X-Signature', ' abc\t'],
    ['__proto__', 'p'],
  ],
  Headers: new Headers([
    ['Host', 'a.example'],
    ['X-Signature', ' abc\t'],
    ['__proto__', 'p'],
  ]),
  record: { Host: 'a.example', 'X-Signature': ' abc\t', ['__proto__']: 'p', absent: undefined },
};

describe.each(Object.entries(sources))('headers from %s', (_name, source) => {
  const headers = deliveryHeaders(source);
  test('names are read in any case, without blanks around the value', () => {
    expect(headers.get('x-signature')).toBe('abc');
    expect(headers.get('X-SIGNATURE')).toBe('abc');
    expect(headers.has('X-signature')).toBe(true);
  });
  test('__proto__ is a name like any other', () => {
    expect(headers.get('__proto__')).toBe('p');
    expect(headers.get('constructor')).toBeUndefined();
  });
  test('an absent header is undefined', () => {
    expect(headers.get('absent')).toBeUndefined();
    expect(headers.has('absent')).toBe(false);
  });
});

describe('doubles', () => {
  const doubled: Readonly<Record<string, HeadersSource>> = {
    rawHeaders: ['x-id', 'a', 'X-ID', 'a'],
    pairs: [
      ['x-id', 'a'],
      ['X-Id', 'b'],
    ],
    record: { 'x-id': ['a', 'b'] },
    'record of two spellings': { 'x-id': 'a', 'X-Id': 'a' },
  };
  test.each(Object.entries(doubled))('%s: a header that came twice is refused', (_name, source) => {
    const headers = deliveryHeaders(source);
    expect(headers.has('x-id')).toBe(true);
    expect(() => headers.get('x-id')).toThrow(
      expect.objectContaining({ code: 'header_duplicate', status: 400 }),
    );
  });
});

test('only spaces and tabs are trimmed', () => {
  expect(deliveryHeaders(['a', '\u00a0x\u00a0']).get('a')).toBe('\u00a0x\u00a0');
  expect(deliveryHeaders(['a', ' \t']).get('a')).toBe('');
});

test('every pair is kept in order', () => {
  expect(deliveryHeaders({ b: ['1', '2'], a: '3' }).entries()).toEqual([
    ['b', '1'],
    ['b', '2'],
    ['a', '3'],
  ]);
});

test('no headers are no headers', () => {
  expect(deliveryHeaders([]).entries()).toEqual([]);
  expect(deliveryHeaders({}).get('a')).toBeUndefined();
});
