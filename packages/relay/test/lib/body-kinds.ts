import { gzipSync } from 'node:zlib';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const json = 'application/json';

/** A body that some way of carrying it would change. */
export type BodyKind = readonly [name: string, contentType: string, body: Uint8Array];

/** Ten kinds, and what has no bytes. */
export const bodyKinds: readonly BodyKind[] = [
  ['compact JSON', json, text('{"action":"opened","number":1}')],
  ['pretty-printed JSON', json, text('{\n  "id": "evt_1",\n  "data" : { }\n}\n')],
  ['JSON escapes', json, text(String.raw`{"name":"caf\u00e9","url":"https:\/\/example.com"}`)],
  ['a fraction that is zero', json, text('{"amount":1.0,"tiny":1e-7}')],
  ['integers above 2^53', json, text('{"id":9007199254740993,"other":12345678901234567890}')],
  ['integer-like keys out of order', json, text('{"b":1,"10":2,"2":3,"b":4}')],
  ['a UTF-8 byte order mark', json, Uint8Array.of(0xef, 0xbb, 0xbf, ...text('{"a":1}'))],
  ['a Latin-1 byte', 'text/plain; charset=latin1', Uint8Array.of(...text('caf'), 0xe9)],
  ['gzip', json, gzipSync('{"a":"compressed"}')],
  [
    'every byte',
    'application/octet-stream',
    Uint8Array.from({ length: 1024 }, (_, index) => (index * 7 + (index >> 8)) & 255),
  ],
  ['a form', 'application/x-www-form-urlencoded', text('token=a%2Bb+c&text=%7E&a=1&a=2')],
  ['nothing', 'text/plain', new Uint8Array()],
];
