import { bodyParser } from '@koa/bodyparser';
import type { Middleware } from 'koa';
import olderParser from 'koa-bodyparser';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { toKoa } from '../src/index.ts';
import { deliver, reporting, type Sent } from '../../../test/adapters/delivery.ts';
import { expectConsumed, expectExact } from '../../../test/adapters/expect-body.ts';
import { listen, versions } from './fixture/app.ts';
import { runningList } from '../../../test/adapters/running-list.ts';

const running = runningList();

const json = '{"type":"a.b","n":1.0}';
const form = { body: 'a=1&b=%20', type: 'application/x-www-form-urlencoded' };
const gzip = { body: gzipSync(json), encoding: 'gzip' };
const types = ['json', 'form', 'text', 'xml'] as const;

const parsers: Readonly<Record<string, Middleware>> = {
  '@koa/bodyparser': bodyParser({ enableTypes: [...types] }),
  'koa-bodyparser': (olderParser as (options: object) => Middleware)({ enableTypes: [...types] }),
};

/** Reads the stream, and keeps something of it. */
const reading =
  (keep: (bytes: Buffer) => unknown): Middleware =>
  async (ctx, next) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
    Object.assign(ctx.request, { rawBody: keep(Buffer.concat(chunks)) });
    await next();
  };
const keepBytes = reading((bytes) => bytes);
const keepText = reading((bytes) => bytes.toString());
const keepNothing = reading(() => undefined);
const disable: Middleware = (ctx, next) => {
  ctx['disableBodyParser'] = true;
  return next();
};
const wait: Middleware = (_ctx, next) => new Promise((resolve) => setImmediate(resolve)).then(next);

/** Name, what stands in front, what is sent. */
type Row = readonly [name: string, before: readonly Middleware[], sent: Sent];

const every = (rows: (name: string, parser: Middleware) => readonly Row[]): readonly Row[] =>
  Object.entries(parsers).flatMap(([name, parser]) => rows(name, parser));

const exact: readonly Row[] = [
  ['a middleware that waits', [wait], { body: json }],
  ['a middleware that waits, gzip', [wait], gzip],
  ['a middleware that keeps the bytes', [keepBytes], { body: ` ${json}\n` }],
  ['a middleware that keeps the bytes, no UTF-8', [keepBytes], { body: new Uint8Array([0xff, 0xfe]) }],
  ...every((name, parser) => [
    [`${name} that is disabled for it`, [disable, parser], { body: json }],
    [`${name}, another type`, [parser], { body: json, type: 'application/octet-stream' }],
    [`${name}, no body`, [parser], { body: '', type: null }],
  ]),
];

const consumed: readonly Row[] = [
  ['a middleware that keeps text', [keepText], { body: json }],
  ['a middleware that keeps nothing', [keepNothing], { body: json }],
  ['a middleware that keeps bytes of an encoding', [keepBytes], gzip],
  ...every((name, parser) => [
    [`${name}, JSON`, [parser], { body: json }],
    [`${name}, a form`, [parser], form],
    [`${name}, text`, [parser], { body: json, type: 'text/plain' }],
    [`${name}, gzip`, [parser], gzip],
  ]),
];

describe.each(Object.entries(versions))('a parser in front of the webhook, %s', (_name, Framework) => {
  async function pass(before: readonly Middleware[], sent: Sent) {
    const bodies: Uint8Array[] = [];
    const { webhook, reports } = reporting({ on: { '*': ({ body }) => void bodies.push(body) } });
    const server = await listen(Framework, ...before, toKoa(webhook));
    running.push(server);
    return { answer: await deliver(server.url, sent), reports, bodies };
  }

  test.each(exact)('the handler gets the exact bytes behind %s', async (_case, before, sent) => {
    expectExact(await pass(before, sent), sent);
  });

  test.each(consumed)('refused as body_consumed: %s', async (_case, before, sent) => {
    expectConsumed(await pass(before, sent), 'above app.use(bodyParser())');
  });

  const large = { body: JSON.stringify({ type: 'a.b', text: 'x'.repeat(1_100_000) }) };
  const answered: readonly (readonly [...Row, status: number])[] = every((name, parser) => [
    [`${name}, bad JSON`, [parser], { body: '{"type":' }],
    [`${name}, over 1 MB`, [parser], large],
  ]).map((row) => [...row, row[2] === large ? 413 : 400] as const);

  test.each(answered)('answered by the parser itself: %s', async (_case, before, sent, status) => {
    const { answer, reports } = await pass(before, sent);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('"code"');
    expect(reports).toEqual([]);
  });

  test.each(Object.entries(parsers))('%s behind a guard lets the route run', async (_parser, parser) => {
    const { webhook } = reporting();
    const route: Middleware = (ctx) => void (ctx.body = 'here');
    const server = await listen(Framework, toKoa(webhook), parser, route);
    running.push(server);
    expect(await deliver(server.url, { body: json })).toMatchObject({ status: 200, body: 'here' });
  });
});
