import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sendRaw } from './send-raw.ts';
import { startApplication, startListener } from './stage.ts';

const bodies = {
  'compact ASCII JSON': '{"id":"evt_1","type":"invoice.paid"}',
  'pretty-printed JSON': '{\n  "id": "evt_1",\n  "type": "invoice.paid"\n}\n',
  'escapes that JSON would write otherwise': '{"name":"Zo\\u00eb","url":"https:\\/\\/example.com"}',
  'numbers that JSON would write otherwise': '{"amount":1.0,"id":12345678901234567890}',
  'keys like integers, out of order': '{"b":1,"10":1,"2":1,"a":1}',
  'UTF-8 with a byte order mark': Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from('{"name":"Zoë"}')]),
  'a Latin-1 byte': Buffer.from('{"name":"Zo\xeb"}', 'latin1'),
  gzip: gzipSync('{"id":"evt_1"}'),
  'every byte': Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  form: 'payload=%7B%22a%22%3A1%7D&text=a+b&text=c',
  'no body': '',
};

test.each(Object.entries(bodies))(
  '%s arrives as it was sent, and its signature fits',
  async (_name, given) => {
    const body = Buffer.from(given as string);
    const app = await startApplication();
    const listener = await startListener({ forward: app.url });
    const signature = createHmac('sha256', 'secret').update(body).digest('hex');
    const head = `POST /in HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Signature: ${signature}\r\nContent-Length: ${body.length}\r\n\r\n`;
    expect(await sendRaw(listener.url, head, body)).toMatch(/^HTTP\/1\.1 200 /);
    const [arrived] = app.arrived;
    expect(arrived?.body.equals(body)).toBe(true);
    expect(arrived?.rawHeaders).toContain(
      createHmac('sha256', 'secret')
        .update(arrived?.body ?? '')
        .digest('hex'),
    );
    const capture = listener.captures.get('last');
    expect(Buffer.from(capture?.body ?? []).equals(body)).toBe(true);
  },
);

test('method, path, query and header pairs go on in order and spelling; what is of one connection does not', async () => {
  const app = await startApplication();
  const listener = await startListener({ forward: app.url });
  const lines = [
    'PATCH //a%2Fb/../c;d?x=%20+&x=1&&y=%C3%A9 HTTP/1.1',
    'X-One: 1',
    'HOST: provider.example',
    'x-Two: a',
    'Connection: close, X-Hop',
    'X-TWO: b',
    'X-Hop: gone',
    'Keep-Alive: timeout=5',
    'TE: trailers',
    'Transfer-Encoding: chunked',
    'Svix-Signature: v1,abc=',
    'x-two: \xe9',
    'X-Empty:',
  ];
  await sendRaw(listener.url, `${lines.join('\r\n')}\r\n\r\n3\r\nabc\r\n0\r\n\r\n`);
  const [arrived] = app.arrived;
  expect(arrived?.method).toBe('PATCH');
  expect(arrived?.target).toBe('//a%2Fb/../c;d?x=%20+&x=1&&y=%C3%A9');
  expect(arrived?.rawHeaders).toEqual([
    'X-One',
    '1',
    'HOST',
    new URL(app.url).host,
    'x-Two',
    'a',
    'X-TWO',
    'b',
    'Svix-Signature',
    'v1,abc=',
    'x-two',
    '\xe9',
    'X-Empty',
    '',
    'Content-Length',
    '3',
    'Connection',
    'keep-alive',
  ]);
  expect(arrived?.body.toString()).toBe('abc');
});

test('the answer goes back byte for byte: doubles, compressed bytes, its own date or none, and a redirect', async () => {
  const body = gzipSync('found');
  const app = await startApplication((_arrived, response) => {
    response.sendDate = false;
    response.writeHead(302, 'Over There', [
      'Location',
      'http://127.0.0.1:1/',
      'Set-Cookie',
      'a=1',
      'set-cookie',
      'b=2',
      'Content-Encoding',
      'gzip',
      'Content-Length',
      String(body.length),
    ]);
    response.end(body);
  });
  const listener = await startListener({ forward: app.url });
  const answer = await sendRaw(listener.url, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const [head = '', rest = ''] = answer.split('\r\n\r\n');
  expect(head.split('\r\n').slice(1)).toEqual([
    'Location: http://127.0.0.1:1/',
    'Set-Cookie: a=1',
    'set-cookie: b=2',
    'Content-Encoding: gzip',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]);
  expect(Buffer.from(rest, 'latin1').equals(body)).toBe(true);
  expect(app.arrived).toHaveLength(1);
});

test.each([
  ['no body and no length', 'HTTP/1.1 204 No Content\r\n\r\n', 204],
  ['chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n', 200],
])('an answer with %s is one to the sender too', async (_name, wire, status) => {
  const app = await startApplication((_arrived, response) => void response.socket?.end(wire));
  const listener = await startListener({ forward: app.url });
  const response = await fetch(listener.url, { method: 'POST', body: 'x' });
  expect([response.status, await response.text()]).toEqual([status, status === 200 ? 'ok' : '']);
});

test.each([
  ['http://127.0.0.1:PORT', '/a?b=1', '/a?b=1'],
  ['http://127.0.0.1:PORT/webhooks/clerk', '/', '/webhooks/clerk'],
  ['http://127.0.0.1:PORT/webhooks/clerk', '/a?b=%20', '/webhooks/clerk?b=%20'],
  ['http://127.0.0.1:PORT/hook?key=1', '/?b=2', '/hook?key=1&b=2'],
])('forwarded to %s, %s arrives as %s', async (to, target, expected) => {
  const app = await startApplication();
  const listener = await startListener({ forward: to.replace('PORT', String(app.port)) });
  await fetch(listener.url + target, { method: 'POST', body: 'x' });
  expect(app.arrived[0]?.target).toBe(expected);
});
