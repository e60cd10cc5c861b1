import { expect, test } from 'vitest';
import type { Endpoint, TestDelivery } from '../../src/lib/api/endpoint-schemas.ts';
import type { ProviderEntry } from '../../src/lib/api/provider-schemas.ts';
import { openStage, post } from '../ingest/lib/open-stage.ts';
import { openContext } from '../lib/open-context.ts';
import { openApi } from './lib/open-api.ts';

test.each([
  ['github', {}, 'a shared secret that is long enough', 'issues'],
  ['stripe', {}, 'whsec_0123456789abcdef0123', 'invoice.paid'],
  ['clerk', {}, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', undefined],
  ['twilio', {}, 'a shared secret that is long enough', 'message.status'],
  ['token', { query: 'key' }, 'a shared secret that is long enough', 'anything'],
])(
  'a test delivery of %s goes through the door, and is known as one',
  async (provider, options, secret, type) => {
    await using stage = await openStage({ settings: { publicUrl: 'https://hooks.example.com/gateway' } });
    const ask = openApi(stage.context);
    const { body: endpoint } = await ask<Endpoint>('POST', '/endpoints', {
      name: 'a',
      provider,
      options,
      secrets: [secret],
    });
    const { status, body } = await ask<TestDelivery>('POST', `/endpoints/${endpoint.id}/test`, { type });
    expect([status, body.status]).toEqual([200, 200]);
    const [event] = await stage.log();
    expect(event).toMatchObject({
      id: body.eventId,
      outcome: 'verified',
      source: 'test',
      ...(type && { type }),
    });
    expect(event?.headers).not.toMatch(/gateway-test/i);
    expect((await ask<Endpoint>('GET', `/endpoints/${endpoint.id}`)).body.lastEventAt).toBe(
      event?.received_at,
    );
  },
);

test('nobody else can make one', async () => {
  await using stage = await openStage();
  const { url } = await stage.add();
  await post(url, 'x', [['hooklatch-gateway-test', '00000000000000000000000000000000']]);
  expect((await stage.logOf(1))[0]).toMatchObject({
    source: 'received',
    headers: expect.stringContaining('hooklatch-gateway-test'),
  });
});

test.each([
  [
    'only the provider can sign',
    { provider: 'discord', secrets: ['a'.repeat(64)] },
    /discord signs with a key that only it has/,
  ],
  ['there is no secret', { provider: 'github' }, /no secret to sign with/],
])('where %s it says so', async (_name, given, sentence) => {
  await using stage = await openStage();
  const ask = openApi(stage.context);
  const { body } = await ask<Endpoint>('POST', '/endpoints', { name: 'a', ...given });
  const answer = await ask('POST', `/endpoints/${body.id}/test`, {});
  expect(answer.status).toBe(422);
  expect(answer.body['detail']).toMatch(sentence);
});

test('every provider has a title, steps, and what its factory cannot do without', async () => {
  await using context = await openContext();
  const { status, body } = await openApi(context)<{ items: ProviderEntry[] }>('GET', '/providers');
  expect(status).toBe(200);
  expect(body.items.length).toBeGreaterThan(100);
  for (const { name, title, steps, secretHint } of body.items) {
    expect([name, !!title, !!secretHint, steps.length > 0]).toEqual([name, true, true, true]);
    expect(name + JSON.stringify(steps) + secretHint).not.toMatch(/\{(url|variable)\}/);
  }
  const stripe = body.items.find(({ name }) => name === 'stripe');
  expect(stripe).toMatchObject({
    title: 'Stripe',
    needsSecret: true,
    options: [],
    variables: expect.arrayContaining(['STRIPE_WEBHOOK_SECRET']),
  });
  expect(stripe?.eventTypes).toEqual(expect.arrayContaining(['invoice.paid', 'charge.refunded']));
  const { neededOptions } = await import('@hooklatch/testing');
  for (const { name, options } of body.items) {
    const needed = Object.keys(neededOptions(name)).filter((option) => option !== 'query');
    const required = options.filter(({ isRequired }) => isRequired).map((option) => option.name);
    expect([name, required.toSorted()]).toEqual([name, needed.toSorted()]);
  }
});
