import { createWebhook } from '@hooklatch/nestjs';
import { clerk } from '@hooklatch/providers/clerk';
import { stripe } from '@hooklatch/providers/stripe';
import { deliver, sign, throwAway } from '@hooklatch/testing';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { INestApplication } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { AppModule, secrets, Users } from './app';

const adapters = { express: () => new ExpressAdapter(), fastify: () => new FastifyAdapter() };

describe.each(['express', 'fastify'] as const)('on %s', (platform) => {
  let app: INestApplication;
  let url: string;

  beforeEach(async () => {
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = module.createNestApplication(adapters[platform](), { logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterEach(() => app.close());

  test('a class of handlers gets the event', async () => {
    const payload = { data: { id: 'user_1' } };
    const delivery = await sign(clerk(), { secret: secrets.clerk, type: 'user.created', payload });
    const { status } = await deliver(`${url}/webhooks/clerk`, delivery);
    expect([status, app.get(Users).ids]).toEqual([200, ['user_1']]);
  });

  test('a route gets the event', async () => {
    const delivery = await sign(stripe(), { secret: secrets.stripe, type: 'invoice.paid' });
    const { status, body } = await deliver(`${url}/webhooks/stripe`, delivery);
    expect([status, body]).toEqual([200, '{"type":"invoice.paid"}']);
  });

  test('a forged delivery is refused', async () => {
    const delivery = await sign(stripe(), {
      secret: 'whsec_another_secret_altogether',
      type: 'invoice.paid',
    });
    const { status, body } = await deliver(`${url}/webhooks/stripe`, delivery);
    expect([status, body]).toEqual([400, '{"status":400,"code":"signature_mismatch"}']);
  });

  test('another route gets its JSON', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/echo`, { method: 'POST', headers, body: '{"a":1}' });
    expect(await response.json()).toEqual({ a: 1 });
  });
});

// Their libraries are ES modules alone: the CommonJS files carry them along.
test.each(['upstash-qstash', 'http-message-signatures', 'moralis'])('%s verifies', async (name) => {
  const { provider, secret, url } = await throwAway(name);
  const event = await createWebhook(provider).verify(await sign(provider, { secret, url }));
  expect(event.provider).toBe(name);
});
