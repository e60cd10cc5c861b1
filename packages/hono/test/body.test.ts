import { createWebhook, type DeliveryReport } from '@hooklatch/core';
import { writeDelivery } from '@hooklatch/core/provider';
import { clerk } from '@hooklatch/providers/clerk';
import { serve, type ServerType } from '@hono/node-server';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHono } from '../src/index.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const toPath = (name: string): string => name.replaceAll(/\W+/g, '-');

/** What stands before the webhook. */
const before: Record<string, MiddlewareHandler> = {
  nothing: (_, next) => next(),
  json: async (c, next) => (await c.req.json().catch(() => {}), next()),
  text: async (c, next) => (await c.req.text(), next()),
  arrayBuffer: async (c, next) => (await c.req.arrayBuffer(), next()),
  bytes: async (c, next) => (await c.req.bytes(), next()),
  blob: async (c, next) => (await c.req.blob(), next()),
  formData: async (c, next) => (await c.req.formData().catch(() => {}), next()),
  parseBody: async (c, next) => (await c.req.parseBody(), next()),
  validator: validator('form', (value) => value),
  bodyLimit: bodyLimit({ maxSize: 1024 * 1024 }),
  'text, then arrayBuffer': async (c, next) => (await c.req.text(), await c.req.arrayBuffer(), next()),
  'arrayBuffer, then text': async (c, next) => (await c.req.arrayBuffer(), await c.req.text(), next()),
  'raw.clone': async (c, next) => (await c.req.raw.clone().text(), next()),
  'raw.text': async (c, next) => (await c.req.raw.text(), next()),
  'raw.arrayBuffer': async (c, next) => (await c.req.raw.arrayBuffer(), next()),
  'a stream that was cancelled': async (c, next) => (await c.req.raw.body?.cancel(), next()),
};

const reports: DeliveryReport[] = [];
const webhook = createWebhook(clerk({ secret }), {
  on: { '*': () => {} },
  store: false,
  onDelivery: (report) => reports.push(report),
});

let server: ServerType;
let port: number;

beforeAll(async () => {
  const app = new Hono();
  for (const [name, middleware] of Object.entries(before)) {
    app.post(`/${toPath(name)}`, middleware, toHono(webhook));
  }
  await new Promise<void>((resolve) => {
    server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve());
  });
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

interface Shape {
  readonly type?: string;
  readonly chunked?: boolean;
}

async function send(
  path: string,
  body: Uint8Array,
  { type = 'application/json', chunked = false }: Shape = {},
) {
  const draft = { secret, body, id: 'msg_1', type: 'user.created', time: Date.now(), url: '/' };
  const { headers } = await writeDelivery(clerk(), draft);
  const signed = Object.fromEntries(headers.entries());
  const length = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(body.length) };
  reports.length = 0;
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const options = { port, method: 'POST', path: `/${toPath(path)}` };
    const sent = request(
      { ...options, headers: { ...signed, 'content-type': type, ...length } },
      (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      },
    );
    sent.on('error', reject).end(body);
  });
  return { status, code: reports[0]?.code, hint: reports[0]?.hint };
}

const accepted = { status: 200, code: undefined };
const consumed = { status: 500, code: 'body_consumed' };

const plain = bytes('{"type":"user.created","name":"Zoë 🚊"}');
const binary = Uint8Array.of(0x7b, 0xff, 0xfe, 0x80, 0x7d);
const marked = Uint8Array.of(0xef, 0xbb, 0xbf, ...plain);
const form = bytes('a=1&b=%20&b=+');

describe('a middleware that has read the body', () => {
  test.each(['nothing', 'arrayBuffer', 'bytes', 'blob', 'bodyLimit', 'arrayBuffer, then text', 'raw.clone'])(
    'leaves every byte: %s',
    async (path) => {
      for (const body of [plain, binary, marked, new Uint8Array()]) {
        expect(await send(path, body)).toMatchObject(accepted);
        expect(await send(path, body, { chunked: true })).toMatchObject(accepted);
      }
    },
  );

  test.each(['parseBody', 'validator'])('leaves the bytes of a form: %s', async (path) => {
    const type = 'application/x-www-form-urlencoded';
    expect(await send(path, form, { type })).toMatchObject(accepted);
    expect(await send(path, form, { type, chunked: true })).toMatchObject(accepted);
  });

  test.each(['json', 'text', 'text, then arrayBuffer'])('leaves text that is the bytes: %s', async (path) => {
    expect(await send(path, plain)).toMatchObject(accepted);
    expect(await send(path, bytes('{"a":1.0,"a":"\\u00e9"}\r\n'))).toMatchObject(accepted);
  });

  test.each(['json', 'text', 'text, then arrayBuffer'])(
    'leaves text that may not be the bytes, which is refused: %s',
    async (path) => {
      expect(await send(path, binary)).toMatchObject(consumed);
      expect(await send(path, marked)).toMatchObject(consumed);
      expect(await send(path, bytes('{"a":"\u{FFFD}"}'))).toMatchObject(consumed);
      expect(await send(path, plain, { chunked: true })).toMatchObject(consumed);
    },
  );

  test.each(['formData', 'raw.text', 'raw.arrayBuffer', 'a stream that was cancelled'])(
    'leaves nothing: %s',
    async (path) => {
      expect(await send(path, form, { type: 'application/x-www-form-urlencoded' })).toMatchObject(consumed);
    },
  );

  test('is named in the hint, with the line to change', async () => {
    const { hint } = await send('formData', form, { type: 'application/x-www-form-urlencoded' });
    expect(hint).toMatch(/register toHono before it, or read c\.req\.arrayBuffer\(\)/);
  });
});
