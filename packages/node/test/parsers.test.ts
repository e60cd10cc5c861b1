import bodyParser from 'body-parser';
import { gzipSync } from 'node:zlib';
import { describe, test } from 'vitest';
import { toNode } from '../src/index.ts';
import { deliver, reporting, type Sent } from '../../../test/adapters/delivery.ts';
import { expectConsumed, expectExact } from '../../../test/adapters/expect-body.ts';
import { servers, type Middleware } from './fixture/app.ts';

const json = '{"type":"a.b","n":1.0}';
const form = { body: 'a=1&b=%20', type: 'application/x-www-form-urlencoded' };
const gzip = { body: gzipSync(json), encoding: 'gzip' };
const type = '*/*';

type Verify = NonNullable<bodyParser.Options['verify']>;
const keepBytes: Verify = (request, _response, bytes) => void Object.assign(request, { rawBody: bytes });
const keepText: Verify = (request, _response, bytes) =>
  void Object.assign(request, { rawBody: bytes.toString() });

const parse = (middleware: (...args: never[]) => unknown): Middleware => middleware as Middleware;
const plainJson = parse(bodyParser.json());
const keepingJson = parse(bodyParser.json({ verify: keepBytes }));
const raw = parse(bodyParser.raw({ type }));
const readAll: Middleware = (request, _response, next) => void request.on('data', () => {}).on('end', next);
const resume: Middleware = (request, _response, next) => {
  request.resume();
  next();
};
const setEncoding: Middleware = (request, _response, next) => {
  request.setEncoding('utf8');
  next();
};
const wait: Middleware = (_request, _response, next) => void setImmediate(next);

/** Name, what stands in front, what is sent. */
type Row = readonly [name: string, before: Middleware, sent: Sent];

const exact: readonly Row[] = [
  ['a middleware that waits', wait, { body: json }],
  ['a middleware that waits, gzip', wait, gzip],
  ['json() that keeps the bytes', keepingJson, { body: ` ${json}\n` }],
  ['json(), another type', plainJson, form],
  ['json(), no body', plainJson, { body: '' }],
  ['raw(), JSON', raw, { body: json }],
  ['raw(), no UTF-8', raw, { body: new Uint8Array([0xff, 0xfe]) }],
];

const consumed: readonly Row[] = [
  ['json()', plainJson, { body: json }],
  ['json(), an empty object', plainJson, { body: '{}' }],
  ['json() that keeps text', parse(bodyParser.json({ verify: keepText })), { body: json }],
  ['json() that keeps the bytes, gzip: it has inflated them', keepingJson, gzip],
  ['raw(), gzip: it has inflated them', raw, gzip],
  ['text()', parse(bodyParser.text({ type })), { body: json }],
  ['urlencoded()', parse(bodyParser.urlencoded({ extended: false })), form],
  ['a middleware that reads the stream', readAll, { body: json }],
  ['a middleware that lets the stream run', resume, { body: json }],
  ['a middleware that makes the stream text', setEncoding, { body: json }],
];

describe.each(Object.entries(servers))('a parser in front of the webhook, %s', (_name, start) => {
  async function pass(before: Middleware, sent: Sent) {
    const bodies: Uint8Array[] = [];
    const { webhook, reports } = reporting({ on: { '*': ({ body }) => void bodies.push(body) } });
    const running = await start({ '/': toNode(webhook) }, before);
    try {
      return { answer: await deliver(running.url, sent), reports, bodies };
    } finally {
      await running.close();
    }
  }

  test.each(exact)('the handler gets the exact bytes behind %s', async (_case, before, sent) => {
    expectExact(await pass(before, sent), sent);
  });

  test.each(consumed)('refused as body_consumed: %s', async (_case, before, sent) => {
    expectConsumed(await pass(before, sent), 'as a Buffer in request.rawBody');
  });
});
