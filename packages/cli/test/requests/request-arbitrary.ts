import * as fc from 'fast-check';
import type { CapturedRequest, HeaderPairs } from '../../src/lib/captures/capture.ts';

const letters = Array.from("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
const token = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
const byte = (from: number, to: number): fc.Arbitrary<string> =>
  fc.integer({ min: from, max: to }).map((code) => String.fromCharCode(code));
/** What HTTP lets stand in a value: visible characters, blanks within, and bytes over 127. */
const value = fc
  .string({ unit: fc.oneof(byte(0x20, 0x7e), byte(0x80, 0xff), fc.constant('\t')), maxLength: 40 })
  .map((text) => text.replaceAll(/^[ \t]+|[ \t]+$/g, ''));
const path = fc.string({ unit: fc.oneof(byte(0x21, 0x7e), byte(0xa1, 0xff)), maxLength: 30 });
const target = fc.oneof(
  path.map((text) => `/${text}`),
  path.map((text) => `http://example.com/${text}`),
  fc.constantFrom('*', '/', '/a/../b?x={1,2}&y=[1-3]', '/#not', '//two'),
);

/** Bodies that are JSON, texts with line ends, marks and escapes, and bytes of any kind. */
export const bodies: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.json().map((text) => new TextEncoder().encode(text)),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => new TextEncoder().encode(text)),
  fc
    .array(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        "'",
        '"',
        '\\',
        '$HOME',
        '`id`',
        '!!',
        '@file',
        '\uFEFF',
        '\u001B[2J',
        'ÿ',
        '0\r\n\r\n',
        ' ',
      ),
    )
    .map((parts) => new TextEncoder().encode(parts.join(''))),
);

const special: fc.Arbitrary<readonly [string, string]> = fc.constantFrom(
  ['Host', 'example.com'],
  ['host', 'localhost:3000'],
  ['HOST', "a';id;'"],
  ['Content-Type', 'application/json'],
  ['content-type', ''],
  ['Accept', '*/*'],
  ['Transfer-Encoding', 'chunked'],
  ['X-Quote', `'"\\$(id)\`id\``],
  ['X-Empty', ''],
);

/** Requests as Node hands them over: header pairs with doubles and odd spellings, and a body of any kind. */
export const requests: fc.Arbitrary<CapturedRequest> = fc
  .record({
    method: fc.oneof(fc.constantFrom('POST', 'GET', 'PUT'), token),
    target,
    headers: fc.array(fc.oneof(special, fc.tuple(token, value)), { maxLength: 8 }),
    body: bodies,
    hasLength: fc.boolean(),
  })
  .map(({ method, target: called, headers, body, hasLength }) => {
    const own: HeaderPairs = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
    const isChunked = own.some(([name]) => name === 'Transfer-Encoding');
    const length: HeaderPairs = hasLength && !isChunked ? [['Content-Length', String(body.length)]] : [];
    return { method, target: called, headers: [...own, ...length], body };
  });
