import type { InboxMessage } from '@hooklatch/core/store';
import { describe, expect, test } from 'vitest';
import { readEnvelope, sizeOf, writeEnvelope, type Envelope } from '../src/lib/hosted-envelope.ts';
import { toBatches, type Letter } from '../src/lib/hosted-send.ts';

const message: InboxMessage = {
  id: 'a1b2',
  key: 'shop:evt_\uD800',
  endpoint: 'shop',
  provider: 'shop',
  type: 'order\uFFFE',
  receivedAt: 1,
  method: 'POST',
  url: 'https://example.com/?é',
  headers: [['x-twice', 'a\uFFFF\u0000']],
  body: Uint8Array.from({ length: 256 }, (_, at) => at),
  proof: { scheme: 0, secretIndex: 1 },
};
const whole: Envelope = {
  message,
  spent: 3,
  replay: 2,
  bodyKey: 'a key',
  death: { reason: '\uFFFE\uFFFF\u0001\uDC00', diedAt: 5, attempts: 4 },
};

describe('an envelope', () => {
  test.each<[string, Envelope]>([
    ['with everything', whole],
    ['with nothing but a message', { message, spent: 0, replay: 0 }],
  ])('%s is read as it was written', (_, envelope) => {
    expect(readEnvelope(writeEnvelope(envelope))).toEqual(envelope);
  });

  test('is a text that SQS takes', () => {
    expect(writeEnvelope(whole)).toMatch(/^[\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no text', { hooklatch: 1 }],
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another version', writeEnvelope(whole).replace('"hooklatch":1', '"hooklatch":2')],
    ['no count', writeEnvelope(whole).replace('"spent":3', '"spent":-1')],
    ['another key of the body', writeEnvelope(whole).replace('"a key"', '7')],
    ['no message', '{"hooklatch":1,"spent":0,"replay":0}'],
  ])('is not read from %s', (_, text) => {
    expect(() => readEnvelope(text)).toThrow(TypeError);
  });

  test('is measured in bytes', () => {
    expect(sizeOf('aé€🦀')).toBe(10);
  });
});

describe('batches', () => {
  const letter = (text: string): Letter => ({ text, dedupeId: '', delayMs: 0, message });

  test.each<[string, number, number[]]>([
    ['aa bb cc', 100, [2, 1]],
    ['aaaa bbbb cc dd', 6, [1, 2, 1]],
    ['éé aa bb', 6, [2, 1]],
    ['aaaaaaaaaa bb', 6, [1, 1]],
    ['', 6, []],
  ])('of %j, of two each and %i bytes', (texts, bytes, sizes) => {
    const letters = texts.split(' ').filter(Boolean).map(letter);
    const batches = toBatches(letters, { count: 2, bytes });
    expect(batches.map(({ length }) => length)).toEqual(sizes);
    expect(batches.flat()).toEqual(letters);
  });
});
