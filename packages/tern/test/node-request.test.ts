import { deliver, type WireAnswer } from '@hooklatch/testing';
import express from 'express';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { extractRawBody, toWebRequest, WebhookVerificationService } from '../src/index.ts';
import { body, stripeDelivery, stripeSecret } from './requests.ts';

/** Something that answers a request of Node. */
type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

async function ask(listener: Listener, large = false): Promise<WireAnswer> {
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const delivery = await stripeDelivery(large ? { body: `"${'x'.repeat(1_100_000)}"` } : {});
  try {
    return await deliver(`http://127.0.0.1:${port}/webhooks?a=1`, delivery);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

describe('toWebRequest', () => {
  test('makes a Request that can be verified', async () => {
    const { body: answer } = await ask(async (request, response) => {
      const converted = await toWebRequest(request);
      const config = { platform: 'stripe', secret: stripeSecret };
      const { isValid } = await WebhookVerificationService.verify(converted, config);
      response.end(JSON.stringify([isValid, new URL(converted.url).pathname, await converted.text()]));
    });
    expect(JSON.parse(answer)).toEqual([true, '/webhooks', body]);
  });
  test('believes forwarded headers only where Express does', async () => {
    const headers = { host: 'a.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
    const request = { method: 'POST', headers, url: '/b', protocol: 'http', body: Buffer.from(body) };
    expect((await toWebRequest(request)).url).toBe('http://a.example/b');
    const mounted = { ...request, originalUrl: '/a/b', protocol: 'https' };
    expect((await toWebRequest(mounted)).url).toBe('https://a.example/a/b');
  });
  test('a GET has no body', async () => {
    expect((await toWebRequest({ method: 'GET', headers: {}, url: '/' })).url).toBe('http://localhost/');
  });
});

describe('extractRawBody', () => {
  test('gives what was kept', async () => {
    const bytes = new Uint8Array([1, 255]);
    const results = [
      await extractRawBody({ headers: {}, body: bytes }),
      await extractRawBody({ headers: {}, rawBody: bytes, body: {} }),
      await extractRawBody({ headers: { 'content-length': '2' }, body: 'é' }),
    ];
    expect(results.map((one) => [...one])).toEqual([
      [1, 255],
      [1, 255],
      [0xc3, 0xa9],
    ]);
  });
  test.each([
    ['a parsed body', { headers: {}, body: { a: 1 } }],
    ['text that was bytes of another length', { headers: { 'content-length': '7' }, body: 'é' }],
    ['text in which bytes were replaced', { headers: {}, body: '\u{FFFD}' }],
    ['bytes that were inflated', { headers: { 'content-encoding': 'gzip' }, body: Buffer.from('a') }],
    ['nothing', { headers: {} }],
  ])('refuses %s', async (_name, request) => {
    await expect(extractRawBody(request)).rejects.toMatchObject({ code: 'body_consumed' });
  });
  test('refuses what a parser has read', async () => {
    const app = express().use(express.json());
    app.post('/webhooks', async (request, response) => {
      const error = await extractRawBody(request).catch((thrown: { code: string }) => thrown);
      response.json(error);
    });
    expect(JSON.parse((await ask(app)).body)).toMatchObject({ code: 'body_consumed' });
  });
  test('refuses more than 1 MiB', async () => {
    const { body: answer } = await ask(async (request, response) => {
      const error = await extractRawBody(request).catch((thrown: { code: string }) => thrown.code);
      response.end(String(error));
    }, true);
    expect(answer).toBe('payload_too_large');
  });
});
