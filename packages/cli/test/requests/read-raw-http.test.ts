import { expect, test } from 'vitest';
import { readRequest } from '../../src/lib/requests/read-request.ts';

const bodies: readonly (readonly [name: string, text: string, body: string])[] = [
  ['line ends of the wire', 'POST /a HTTP/1.1\r\nA: b\r\n\r\n{"a":1}', '{"a":1}'],
  ['line ends of an editor', 'POST /a HTTP/1.1\nA: b\n\n{"a":1}', '{"a":1}'],
  ['mixed line ends', 'POST /a HTTP/1.1\r\nA: b\n\r\n{"a":1}\r\n', '{"a":1}\r\n'],
  ['empty lines before', '\r\n\nPOST /a HTTP/1.1\nA: b\n\nx', 'x'],
  ['no version', 'POST /a\nA: b\n\nx', 'x'],
  ['HTTP/2', 'POST /a HTTP/2\nA: b\n\nx', 'x'],
  ['a byte order mark of an editor', '\uFEFFPOST /a HTTP/1.1\nA: b\n\nx', 'x'],
  ['no body', 'GET /a HTTP/1.1\nA: b', ''],
  ['a line break behind the declared length', 'POST /a HTTP/1.1\nA: b\nContent-Length: 2\n\n{}\n', '{}'],
  ['more than was declared', 'POST /a HTTP/1.1\nA: b\nContent-Length: 2\n\n{} x', '{} x'],
  ['less than was declared', 'POST /a HTTP/1.1\nA: b\nContent-Length: 9\n\n{}', '{}'],
  [
    'chunks',
    'POST /a HTTP/1.1\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: v\r\n\r\n',
    'abcde',
  ],
  [
    'chunks with bare line feeds',
    'POST /a HTTP/1.1\nA: b\nTransfer-Encoding: chunked\n\n3\nabc\n0\n\n',
    'abc',
  ],
  [
    'chunks that were put together',
    'POST /a HTTP/1.1\nA: b\nTransfer-Encoding: chunked\n\n{"a":1}',
    '{"a":1}',
  ],
];

test.each(bodies)('%s', (_name, text, body) => {
  const request = readRequest(text);
  expect(new TextDecoder().decode(request.body)).toBe(body);
  expect(request).toMatchObject({ target: '/a', headers: expect.arrayContaining([['A', 'b']]) });
});

test('doubles, spellings, blanks and bytes of headers stay as they are', () => {
  const head = Buffer.from(
    'POST /a HTTP/1.1\r\nX-A:  1 \r\nx-a:\t2\r\nX-Bytes: \xff\xfe\r\nX-Fold: a\r\n  b\r\nX-Empty:\r\n\r\n',
    'latin1',
  );
  expect(readRequest(Uint8Array.from(head)).headers).toEqual([
    ['X-A', '1'],
    ['x-a', '2'],
    ['X-Bytes', '\u00FF\u00FE'],
    ['X-Fold', 'a b'],
    ['X-Empty', ''],
  ]);
});

test('a whole URL in the first line stays', () => {
  expect(readRequest('POST https://example.com/a?b HTTP/1.1\n\n').target).toBe('https://example.com/a?b');
});

const refused: readonly (readonly [name: string, text: string, message: RegExp])[] = [
  ['nothing', '  \n', /There is no request/],
  ['an answer', 'HTTP/1.1 200 OK\n\n', /an answer, not a request/],
  ['prose', 'Dear reader, how are you?', /no request that is known/],
  ['a line that is no header', 'POST /a HTTP/1.1\nnot a header\n\n', /Line 2 is no header/],
  ['JSON of another kind', '{"a":1}', /neither a HAR file nor a capture/],
  ['JSON that was cut', '{"log": ', /not whole/],
];

test.each(refused)('%s is refused, with the reason', (_name, text, message) => {
  expect(() => readRequest(text)).toThrow(message);
});
