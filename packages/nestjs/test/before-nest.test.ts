import { Body, Controller, Post, type INestApplication } from '@nestjs/common';
import { deliveryHeaders } from '@hooklatch/core';
import { deliver } from '@hooklatch/testing';
import express, { json, type RequestHandler } from 'express';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { Webhook, WebhookEvent, WebhooksModule } from '../src/index.ts';
import { clerkDelivery, clerkWebhook, postJson, sendClerk } from './fixture/clerk.ts';
import { moduleOf, start, type Started } from './fixture/start.ts';

@Controller()
class AppController {
  @Post('webhooks/clerk')
  @Webhook('clerk')
  clerk(@WebhookEvent() event: WebhookEvent): object {
    return { type: event.type };
  }

  @Post('echo')
  echo(@Body() body: unknown): unknown {
    return body;
  }
}

const imports = [WebhooksModule.forRoot({ webhooks: [clerkWebhook()] })];
const AppModule = moduleOf({ imports, controllers: [AppController] });

const reader: RequestHandler = (request, _response, next) => {
  request.on('data', () => {}).on('end', next);
};

const keeping = json({ verify: (request, _, raw) => Object.assign(request, { rawBody: raw }) });

describe('a body that was read before Nest, on express', () => {
  let started: Started | undefined;
  afterEach(() => started?.close());

  test.each([
    ['is taken from where it was kept', 200, keeping],
    ['is refused where a parser kept nothing', 500, json()],
    ['is refused where it was read by hand', 500, reader],
  ])('%s', async (_, status, parser) => {
    const server = express().use(parser);
    started = await start(AppModule, 'express', { server });
    const answer = await sendClerk(`${started.url}/webhooks/clerk`);
    expect(answer.status).toBe(status);
    if (status === 500) expect(JSON.parse(answer.body)).toEqual({ status: 500, code: 'body_consumed' });
  });

  test('is refused where a parser has inflated what it kept', async () => {
    started = await start(AppModule, 'express', { server: express().use(keeping) });
    const delivery = await clerkDelivery({ body: gzipSync('{"type":"user.created"}') });
    const headers = deliveryHeaders([...delivery.headers.entries(), ['content-encoding', 'gzip']].flat());
    const { status, body } = await deliver(`${started.url}/webhooks/clerk`, { ...delivery, headers });
    expect([status, body]).toEqual([500, '{"status":500,"code":"body_consumed"}']);
  });

  test('is left alone where the application adds parsers of its own', async () => {
    const configure = (app: INestApplication): unknown => app.use(json());
    started = await start(AppModule, 'express', { configure });
    expect((await sendClerk(`${started.url}/webhooks/clerk`)).status).toBe(200);
    expect(await (await postJson(`${started.url}/echo`, [1])).json()).toEqual([1]);
  });
});
