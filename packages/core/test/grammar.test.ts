import { describe, expect, test } from 'vitest';
import { deliveryHeaders } from '../src/index.ts';
import {
  checkHmacOptions,
  fieldAt,
  iso8601,
  fromBase64,
  fromHex,
  hmac,
  parseForm,
  parseJson,
  toBase64,
  toHex,
  type HmacOptions,
} from '../src/provider.ts';
import { readTimestamp, type TimestampUnit } from '../src/lib/timestamp.ts';
import { writeTimestamp } from '../src/lib/write-header.ts';

const time = Date.UTC(2026, 0, 1);

const timestamps: readonly [string, TimestampUnit, number][] = [
  ['1767225600', 'unix', time],
  ['0', 'unix', Number.NaN],
  ['01767225600', 'unix', Number.NaN],
  ['+1767225600', 'unix', Number.NaN],
  ['1767225600.0', 'unix', Number.NaN],
  ['1.7e9', 'unix', Number.NaN],
  ['1767225600000000', 'unix', Number.NaN],
  ['١٧٦٧', 'unix', Number.NaN],
  ['', 'unix', Number.NaN],
  ['1767225600000', 'ms', time],
  ['-1', 'ms', Number.NaN],
  ['NaN', 'ms', Number.NaN],
  ['2026-01-01T00:00:00Z', iso8601, time],
  ['2026-01-01T00:00:00.123456789Z', iso8601, time + 123],
  ['2026-01-01T01:00:00+01:00', iso8601, time],
  ['2026-01-01T01:00:00+0100', iso8601, time],
  ['2026-01-01', iso8601, Number.NaN],
  ['2026-01-01T00:00:00', iso8601, Number.NaN],
  ['2026-13-01T00:00:00Z', iso8601, Number.NaN],
  ['Thu, 01 Jan 2026 00:00:00 GMT', iso8601, Number.NaN],
];

test.each(timestamps)('the timestamp %j in %s is %s', (text, unit, expected) => {
  expect(readTimestamp(text, unit)).toBe(expected);
});

test.each(['unix', 'ms', iso8601] as const)('%s: what is written is read', (unit) => {
  expect(readTimestamp(writeTimestamp(time, unit), unit)).toBe(time);
});

const signature = { header: 'x-signature' };
const contradictions: Readonly<Record<string, HmacOptions>> = {
  'an unknown placeholder': { signature, content: '{boby}' },
  'the body twice': { signature, content: '{body}{body}' },
  'a timestamp that nothing configures': { signature, content: '{timestamp}.{body}' },
  'an id that nothing configures': { signature, content: '{id}.{body}' },
  'a timestamp that is not signed': { signature, timestamp: { header: 'x-time' } },
  'an id that is not signed': { signature, id: { header: 'x-id' } },
  'a timestamp in two places': {
    signature,
    content: '{timestamp}{body}',
    timestamp: { header: 'a', field: 't' },
  },
  'a timestamp in no place': { signature, content: '{timestamp}{body}', timestamp: {} },
  'a timestamp field without a list': { signature, content: '{timestamp}{body}', timestamp: { field: 't' } },
  'a prefix and a list': {
    signature: { ...signature, prefix: 'a=', list: { separator: ',', pair: '=', field: 'v1' } },
  },
};

test.each(Object.entries(contradictions))('%s is a TypeError when the scheme is made', (_name, options) => {
  expect(() => checkHmacOptions(options)).toThrow(TypeError);
});

test('values are put into a template as they are', () => {
  const scheme = hmac({
    signature,
    content: '{url}|{id}|{timestamp}|{body}$&{id}',
    id: { header: 'x-id' },
    timestamp: { header: 'x-time' },
  });
  const head = { method: 'POST', url: 'https://a.example/$$', headers: deliveryHeaders({}) };
  expect(scheme.content?.({ signatures: [], id: '{body}$&', timestamp: '1' }, head)).toEqual({
    before: 'https://a.example/$$|{body}$&|1|',
    after: '$&{body}$&',
  });
});

describe('encodings', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  test('what is written is read', () => {
    expect(fromHex(toHex(bytes))).toEqual(bytes);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  });
  test.each(['abc', 'zz', 'a b', '0x10'])('%j is no hex', (text) => expect(fromHex(text)).toBeUndefined());
  test.each(['a', 'ab=', 'a-_b', 'ab c', '====', 'abc==', 'é'])('%j is no base64', (text) =>
    expect(fromBase64(text)).toBeUndefined(),
  );
  test('base64 may come without padding', () => expect(fromBase64('YWI')).toEqual(fromBase64('YWI=')));
});

describe('payloads', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  test('a byte order mark is no part of JSON', () =>
    expect(parseJson(bytes('\uFEFF{"a":1}'))).toEqual({ a: 1 }));
  test('what is no JSON is undefined', () => {
    expect(parseJson(bytes('a=1'))).toBeUndefined();
    expect(parseJson(new Uint8Array([0xff]))).toBeUndefined();
  });
  test('__proto__ is an own key and changes no prototype', () => {
    const payload = parseJson(bytes('{"__proto__":{"admin":true}}')) as { admin?: boolean };
    expect(Object.hasOwn(payload, '__proto__')).toBe(true);
    expect(payload.admin).toBeUndefined();
    expect(parseForm(bytes('__proto__=x'))).toEqual(
      Object.assign(Object.create(null), { ['__proto__']: 'x' }),
    );
  });
  test('a field is found by own names alone', () => {
    expect(fieldAt({ a: { b: 'c', n: 1, e: '' } }, 'a.b')).toBe('c');
    expect(fieldAt({ a: { n: 1 } }, 'a.n')).toBe('1');
    expect(fieldAt({ a: { e: '' } }, 'a.e')).toBeUndefined();
    expect(fieldAt({}, 'constructor.name')).toBeUndefined();
    expect(fieldAt(null, 'a')).toBeUndefined();
  });
  test('the first of doubled form fields counts, and a flood of them is nothing', () => {
    expect(parseForm(bytes('a=1&a=2'))?.a).toBe('1');
    expect(parseForm(bytes('a=1&'.repeat(1001)))).toBeUndefined();
  });
});
