import { expect, test } from 'vitest';
import { readRequest } from '../../src/lib/requests/read-request.ts';

const entry = (request: object): object => ({ startedDateTime: '2026-11-22T13:00:00.000Z', request });
const har = (...entries: readonly object[]): string => JSON.stringify({ log: { version: '1.2', entries } });
const post = (more: object = {}): object =>
  entry({
    method: 'POST',
    url: 'https://example.com/hooks?a=1#x',
    headers: [{ name: 'A', value: 'b' }],
    ...more,
  });

test('an entry is read, with when it came', () => {
  const request = readRequest(har(post({ postData: { mimeType: 'text/plain', text: 'ü' } })));
  expect(request).toEqual({
    method: 'POST',
    target: '/hooks?a=1',
    headers: [['A', 'b']],
    body: new TextEncoder().encode('ü'),
    receivedAt: Date.UTC(2026, 10, 22, 13),
  });
});

test('a body in base64 is read, under either name', () => {
  for (const name of ['encoding', '_encoding']) {
    const request = readRequest(har(post({ postData: { text: '/wA=', [name]: 'base64' } })));
    expect(request.body).toEqual(Uint8Array.of(255, 0));
  }
});

test('a form that is told in fields is put together', () => {
  const params = [
    { name: 'a', value: '1' },
    { name: 'b', value: '%20' },
  ];
  expect(readRequest(har(post({ postData: { params } }))).body).toEqual(
    new TextEncoder().encode('a=1&b=%20'),
  );
});

test('pseudo-headers of HTTP/2 become what they stand for', () => {
  const headers = [
    { name: ':authority', value: 'example.com' },
    { name: ':method', value: 'POST' },
    { name: 'svix-id', value: 'msg_1' },
  ];
  expect(readRequest(har(post({ headers }))).headers).toEqual([
    ['host', 'example.com'],
    ['svix-id', 'msg_1'],
  ]);
});

test('of several one is chosen, and where none is they are named', () => {
  const text = har(post(), post({ method: 'PUT' }));
  expect(readRequest(text, { entry: 2 }).method).toBe('PUT');
  expect(() => readRequest(text)).toThrow(/2 requests/);
  expect(() => readRequest(text, { entry: 3 })).toThrow(/no entry 3/);
});

const refused: readonly (readonly [name: string, text: string, message: RegExp])[] = [
  ['none', har(), /no requests/],
  ['base64 that is none', har(post({ postData: { text: '*', encoding: 'base64' } })), /not the base64/],
  ['no method', har(entry({ url: 'https://x/' })), /no request/],
];

test.each(refused)('%s is refused, with the reason', (_name, text, message) => {
  expect(() => readRequest(text)).toThrow(message);
});
