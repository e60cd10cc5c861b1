import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrame, writeFrame } from '../src/lib/protocol/frame.ts';
import { endToEndHeaders } from '../src/lib/protocol/end-to-end-headers.ts';
import { readClientMessage, readServerMessage } from '../src/lib/protocol/read-message.ts';
import { readPublicPath } from '../src/lib/public-path.ts';

test('a frame is read as it was written', () => {
  const head = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(head, fc.uint8Array({ maxLength: 300 }), (given, body) => {
      const frame = readFrame(writeFrame(given, body));
      expect(JSON.stringify(frame?.head)).toBe(JSON.stringify(given));
      expect(frame?.body).toEqual(body);
    }),
  );
});

test('a frame that is cut short is none, or has less of its body', () => {
  const frame = writeFrame({ type: 'release', id: 'x' }, Uint8Array.of(1, 2, 3));
  for (let length = 0; length < frame.length - 3; length += 1)
    expect(readFrame(frame.subarray(0, length))).toBe(undefined);
  expect(readFrame(frame.subarray(0, -1))?.body).toEqual(Uint8Array.of(1, 2));
});

test('any bytes are a message, or none, and throw nothing', () => {
  const hostile = fc.oneof(
    fc.uint8Array({ maxLength: 50 }),
    fc
      .tuple(
        fc.constantFrom(
          'hello',
          'answer',
          'release',
          'credit',
          'welcome',
          'delivery',
          'settled',
          '__proto__',
        ),
        fc.jsonValue(),
      )
      .map(([type, value]) =>
        writeFrame({ type, id: value, headers: value, credit: value, held: value, version: 1, status: 200 }),
      ),
  );
  fc.assert(
    fc.property(hostile, (bytes) => {
      for (const read of [readClientMessage, readServerMessage]) {
        const type = read(bytes)?.type;
        expect([
          undefined,
          'unknown',
          'hello',
          'answer',
          'release',
          'credit',
          'welcome',
          'delivery',
          'settled',
        ]).toContain(type);
      }
    }),
    { numRuns: 1000 },
  );
});

test('headers for a hop go no further, and those that `connection` names', () => {
  const kept = [
    ['Host', 'a'],
    ['X-A', '1'],
    ['x-a', '2'],
    ['Content-Length', '3'],
    ['Trailer', 'x'],
  ] as const;
  const dropped = [
    'Connection',
    'Keep-Alive',
    'Proxy-Connection',
    'TE',
    'Transfer-Encoding',
    'Upgrade',
    'x-named',
  ];
  const pairs = [
    ...kept,
    ...dropped.map((name) => [name, name === 'Connection' ? 'close, X-Named' : 'x'] as const),
  ];
  expect(endToEndHeaders(pairs)).toEqual(kept);
});

const id = '0123456789abcdef0123456789abcdef';
test.each([
  [`/in/${id}`, '/'],
  [`/in/${id}?a`, '/?a'],
  [`/in/${id}//a/..?b=/in/`, '//a/..?b=/in/'],
  [`/in/${id}x`, undefined],
  [`/in/${id.toUpperCase()}`, undefined],
  [`http://host/in/${id}`, undefined],
  [`//in/${id}`, undefined],
])('the public path %s is %s', (path, target) => {
  expect(readPublicPath(path)?.target).toBe(target);
});
