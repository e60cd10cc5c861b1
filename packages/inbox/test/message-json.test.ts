import type { InboxMessage } from '@hooklatch/core/store';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readMessageJson, writeMessageJson } from '../src/lib/message-json.ts';

const message: InboxMessage = {
  id: '0b7a3a52-5b0e-8c1f-9d2e-3f4a5b6c7d8e',
  key: 'stripe:evt_1',
  endpoint: 'stripe',
  provider: 'stripe',
  eventId: 'evt_1',
  type: 'invoice.paid',
  receivedAt: 1_700_000_000_123,
  method: 'POST',
  url: 'https://example.com/webhooks/stripe?a=1',
  receivedUrl: 'http://10.0.0.1/webhooks/stripe?a=1',
  headers: [
    ['Host', 'example.com'],
    ['X-Twice', 'a'],
    ['x-twice', 'a, \xff'],
    ['X-Twice', ''],
  ],
  body: new Uint8Array([0, 255, 10, 13, 123, 125]),
  proof: { scheme: 1, secretIndex: 2, id: 'msg_1', time: 1_700_000_000_000 },
};

type Json = Readonly<Record<string, unknown>>;
const modules = [
  ['with Buffer', { readMessageJson, writeMessageJson }],
  ['without Buffer', await importWithoutBuffer()],
] as const;

async function importWithoutBuffer(): Promise<typeof import('../src/lib/message-json.ts')> {
  vi.stubGlobal('Buffer', undefined);
  vi.resetModules();
  try {
    return await import('../src/lib/message-json.ts');
  } finally {
    vi.unstubAllGlobals();
  }
}

const anyText = fc.string({
  unit: fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\ud800'), fc.constant('\uffff')),
});
const anyMessage: fc.Arbitrary<InboxMessage> = fc.record(
  {
    id: fc.uuid(),
    key: anyText,
    endpoint: anyText,
    provider: anyText,
    eventId: anyText,
    type: anyText,
    receivedAt: fc.integer({ min: 0 }),
    method: anyText,
    url: anyText,
    receivedUrl: anyText,
    headers: fc.array(fc.tuple(anyText, anyText)),
    body: fc.uint8Array({ maxLength: 100 }),
    proof: fc.record(
      { scheme: fc.nat(), secretIndex: fc.nat(), id: anyText, time: fc.integer() },
      { requiredKeys: ['scheme', 'secretIndex'], noNullPrototype: true },
    ),
  },
  {
    noNullPrototype: true,
    requiredKeys: [
      'id',
      'key',
      'endpoint',
      'provider',
      'type',
      'receivedAt',
      'method',
      'url',
      'headers',
      'body',
      'proof',
    ],
  },
);

describe.each(modules)('a message as JSON, %s', (_, { readMessageJson: read, writeMessageJson: write }) => {
  const through = (whole: InboxMessage): InboxMessage => read(JSON.parse(JSON.stringify(write(whole))));

  test('every field comes back', () => {
    expect(through(message)).toStrictEqual(message);
  });
  test('any message comes back, and its JSON is safe for jsonb and SQS', () => {
    fc.assert(
      fc.property(anyMessage, (whole) => {
        const text = JSON.stringify(write(whole));
        expect(read(JSON.parse(text))).toStrictEqual(whole);
        // Written as an escape by JSON.stringify, or as they are.
        expect(text.replaceAll('\\\\', '')).not.toMatch(/\\u0000|\\ud[89a-f]|[\uFFFE\uFFFF]/u);
      }),
      { numRuns: 300 },
    );
  });
  test('what is undefined stays out', () => {
    const json = write({ ...message, eventId: undefined, proof: { ...message.proof, id: undefined } });
    expect(Object.keys(json)).not.toContain('eventId');
    expect(Object.keys(json.proof)).not.toContain('id');
  });
  test('an empty body, a part of a larger buffer, and lengths around those that are written at once', () => {
    const large = Uint8Array.from({ length: 50_000 }, (_value, at) => (at * 31) % 256);
    for (const length of [0, 1, 2, 3, 24_575, 24_576, 24_577, 49_153]) {
      const body = large.subarray(5, 5 + length);
      expect(through({ ...message, body }).body).toStrictEqual(body.slice());
    }
  });
  test('a body has memory of its own', () => {
    const { body } = through(message);
    expect(body.buffer.byteLength).toBe(message.body.length);
    expect(body.constructor).toBe(Uint8Array);
  });
  test('other fields beside are left out', () => {
    expect(read({ ...write(message), attempt: 3 })).toStrictEqual(message);
  });

  const { body: _body, ...withoutBody } = write(message) as unknown as Json;
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', JSON.stringify(write(message))],
    ['an array', [write(message)]],
    ['no body', withoutBody],
    ['a body that is no base64', { ...withoutBody, body: 'canary*=' }],
    ['a body of another alphabet', { ...withoutBody, body: '__-_' }],
    ['an id that is a number', { ...write(message), id: 1 }],
    ['no key', { ...write(message), key: undefined }],
    ['a key of no code units', { ...write(message), key: [65_536] }],
    ['an event id that is null', { ...write(message), eventId: null }],
    ['headers that are an object', { ...write(message), headers: { host: 'a' } }],
    ['a header of one', { ...write(message), headers: [['host']] }],
    ['a header of numbers', { ...write(message), headers: [['host', 1]] }],
    ['a time that is a text', { ...write(message), receivedAt: '1' }],
    ['no proof', { ...write(message), proof: undefined }],
    ['a proof without a scheme', { ...write(message), proof: { secretIndex: 0 } }],
  ])('%s is no message', (_name, value) => {
    expect(() => read(value)).toThrow(/^This is no message of an inbox: its [a-zA-Z.]+ cannot be read\.$/);
    expect(() => read(value)).toThrow(TypeError);
  });
});

test('a body of 25 MiB comes back', () => {
  const body = new Uint8Array(25 * 2 ** 20).fill(200);
  const back = readMessageJson(JSON.parse(JSON.stringify(writeMessageJson({ ...message, body }))));
  expect(Buffer.compare(back.body, body)).toBe(0);
});
