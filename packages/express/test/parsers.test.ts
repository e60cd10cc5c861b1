import type { RequestHandler } from 'express';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { keepRawBody, toExpress } from '../src/index.ts';
import { deliver, reporting, type Sent } from '../../../test/adapters/delivery.ts';
import { expectConsumed, expectExact } from '../../../test/adapters/expect-body.ts';
import { listen, versions, type Framework } from './fixture/app.ts';

/** Made by the Express that it runs in. */
type Parser = (express: Framework) => RequestHandler;

const verify = keepRawBody;
const all = '*/*';
const json = '{"type":"a.b","n":1.0}';
const large = JSON.stringify({ type: 'a.b', text: 'x'.repeat(200_000) });
const form = { body: 'a=1&b=%20', type: 'application/x-www-form-urlencoded' };
const gzip = { body: gzipSync(json), encoding: 'gzip' };

const readAll: Parser = () => (request, _response, next) => {
  request.on('data', () => {}).on('end', next);
};
const resume: Parser = () => (request, _response, next) => {
  request.resume();
  next();
};
const setEncoding: Parser = () => (request, _response, next) => {
  request.setEncoding('utf8');
  next();
};
const nothing: Parser = () => (_request, _response, next) => next();
const waitABit: Parser = () => (_request, _response, next) => void setImmediate(next);
const keepText: Parser = ({ json: parser }) =>
  parser({ verify: (request, _response, bytes) => Object.assign(request, { rawBody: bytes.toString() }) });

const plainJson: Parser = (express) => express.json();
const keepingJson: Parser = (express) => express.json({ verify });
const wideJson: Parser = (express) => express.json({ verify, limit: '1mb' });
const wideRaw: Parser = (express) => express.raw({ type: all, limit: '1mb' });
const rawAll: Parser = (express) => express.raw({ type: all });
const keepingText: Parser = (express) => express.text({ type: all, verify });
const keepingForm: Parser = (express) => express.urlencoded({ extended: false, verify });

/** Name, what stands in front, what is sent. */
type Row = readonly [name: string, parser: Parser, sent: Sent];

const exact: readonly Row[] = [
  ['nothing, JSON', nothing, { body: json }],
  ['nothing, 200 kB', nothing, { body: large }],
  ['nothing, gzip', nothing, gzip],
  ['a middleware that waits', waitABit, { body: json }],
  ['raw() for other types', (express) => express.raw(), { body: json }],
  ['raw() for all types, JSON', rawAll, { body: json }],
  ['raw() for all types, a form', rawAll, form],
  ['raw() for all types, no UTF-8', rawAll, { body: new Uint8Array([0xff, 0xfe]) }],
  ['raw() for all types, no body', rawAll, { body: '' }],
  ['raw() with a limit of 1 MB, 200 kB', wideRaw, { body: large }],
  ['json() that keeps the bytes, 1.0', keepingJson, { body: json }],
  ['json() that keeps the bytes, white space', keepingJson, { body: ` ${json}\n` }],
  ['json() that keeps the bytes, no UTF-8', keepingJson, { body: Buffer.from('{"a":"\xFF"}', 'latin1') }],
  ['json() that keeps the bytes, with a limit of 1 MB, 200 kB', wideJson, { body: large }],
  ['json() that keeps the bytes, a form', keepingJson, form],
  ['urlencoded() that keeps the bytes, a form', keepingForm, form],
  ['text() that keeps the bytes, JSON', keepingText, { body: json }],
  ['json(), no body', plainJson, { body: '' }],
  ['json(), a form', plainJson, form],
  ['json(), no content type', plainJson, { body: json, type: null }],
  ['json(), octets', plainJson, { body: json, type: 'application/octet-stream' }],
];

const consumed: readonly Row[] = [
  ['json(), JSON', plainJson, { body: json }],
  ['json(), an empty object', plainJson, { body: '{}' }],
  ['urlencoded(), a form', (express) => express.urlencoded({ extended: false }), form],
  ['text(), JSON', (express) => express.text({ type: all }), { body: json }],
  ['json() that keeps text, JSON', keepText, { body: json }],
  ['json() that keeps the bytes, gzip: it has inflated them', keepingJson, gzip],
  ['raw() for all types, gzip: it has inflated them', rawAll, gzip],
  ['a middleware that reads the stream', readAll, { body: json }],
  ['a middleware that lets the stream run', resume, { body: json }],
  ['a middleware that makes the stream text', setEncoding, { body: json }],
];

/** What a parser answers itself, so that no webhook sees the delivery: status, and the parser's reason. */
const answered: readonly (readonly [...Row, status: number, reason: string])[] = [
  ['json(), bad JSON', keepingJson, { body: '{"type":' }, 400, 'entity.parse.failed'],
  ['json(), a scalar', keepingJson, { body: '42' }, 400, 'entity.parse.failed'],
  ['json(), over 100 kB', keepingJson, { body: large }, 413, 'entity.too.large'],
  ['raw(), over 100 kB', rawAll, { body: large }, 413, 'entity.too.large'],
  ['text(), over 100 kB', keepingText, { body: large }, 413, 'entity.too.large'],
  [
    'json(), a charset that is not Unicode',
    keepingJson,
    { body: json, type: 'application/json; charset=latin1' },
    415,
    'charset.unsupported',
  ],
  [
    'json(), an unknown encoding',
    keepingJson,
    { body: json, encoding: 'snappy' },
    415,
    'encoding.unsupported',
  ],
  ['raw(), an unknown encoding', rawAll, { body: json, encoding: 'snappy' }, 415, 'encoding.unsupported'],
];

describe.each(Object.entries(versions))('a parser in front of the webhook, %s', (_version, create) => {
  async function pass(parser: Parser, sent: Sent) {
    const bodies: Uint8Array[] = [];
    const { webhook, reports } = reporting({ on: { '*': ({ body }) => void bodies.push(body) } });
    const running = await listen(create().use(parser(create)).all('/', toExpress(webhook)));
    try {
      return { answer: await deliver(running.url, sent), reports, bodies };
    } finally {
      await running.close();
    }
  }

  describe('the handler gets the exact bytes', () => {
    test.each(exact)('%s', async (_name, parser, sent) => {
      expectExact(await pass(parser, sent), sent);
    });
  });

  describe('refused as body_consumed, with the line to change', () => {
    test.each(consumed)('%s', async (_name, parser, sent) => {
      expectConsumed(await pass(parser, sent), 'express.json({ verify: keepRawBody })');
    });
  });

  describe('answered by the parser itself', () => {
    test.each(answered)('%s', async (_name, parser, sent, status, reason) => {
      const { answer, reports } = await pass(parser, sent);
      expect([answer.status, answer.body]).toEqual([status, reason]);
      expect(reports).toEqual([]);
    });
  });
});
