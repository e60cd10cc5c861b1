import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import { findProvider, providerNames } from '@hooklatch/providers';
import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { slack } from '@hooklatch/providers/slack';
import { stripe } from '@hooklatch/providers/stripe';
import { fixtureTypes, sign } from '@hooklatch/testing';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadFixture } from '../src/lib/fixtures/load.ts';

const url = 'https://example.com/webhooks/fixtures';
const secrets = {
  plain: 'a-long-throw-away-secret-0123',
  standard: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};
const takesBase64 = ['clerk', 'dodopayments', 'openai', 'resend', 'supabase'];

/** Events that their providers send without an id. */
const nameless = [
  'calcom',
  'discord APPLICATION_AUTHORIZED',
  'lemonsqueezy',
  'meta instagram.comments',
  'meta page.leadgen',
  'slack block_actions',
  'slack slash_command',
  'supabase-database',
  'woocommerce',
  'zoom',
];

const events = readdirSync(new URL('../../providers/src/lib/events/', import.meta.url));
const typed = providerNames.filter((name) => events.includes(`${name}.ts`));
const table = (
  await Promise.all(typed.map(async (name) => (await fixtureTypes(name)).map((type) => ({ name, type }))))
).flat();

async function setUp(name: string) {
  const factory = findProvider(name);
  const keys = await factory().definition.schemes[0]?.makeKeys?.();
  const secret = keys?.privateKey ?? (takesBase64.includes(name) ? secrets.standard : secrets.plain);
  const provider = factory({ publicUrl: url, ...(keys ? { publicKey: keys.publicKey } : { secret }) });
  const webhook = createWebhook(provider);
  const hear = async (options: { type?: string; id?: string }): Promise<WebhookEvent> => {
    const { events: heard } = await webhook.verify(await sign(provider, { secret, url, ...options }));
    expect(heard).toHaveLength(1);
    return heard[0] as WebhookEvent;
  };
  return { hear };
}

test('every provider with typed events has 2 to 5 fixtures', () => {
  const counts = typed.map((name) => table.filter((row) => row.name === name).length);
  expect(typed.filter((_, index) => !(counts[index]! >= 2 && counts[index]! <= 5))).toEqual([]);
  expect(typed.length).toBeGreaterThan(30);
});

describe.each(table)('$name $type', ({ name, type }) => {
  test('is verified as that event', async () => {
    const { hear } = await setUp(name);
    const event = await hear({ type });
    const fixture = (await loadFixture(name, type)) as object;
    expect(event).toMatchObject({ provider: name, type });
    expect(Object.keys(event.payload as object).toSorted()).toEqual(Object.keys(fixture).toSorted());
  });

  test('has an id of its own in each delivery, or the one that is asked for', async () => {
    const { hear } = await setUp(name);
    const ids = [await hear({ type }), await hear({ type })].map(({ id }) => id);
    const { id } = await hear({ type, id: '4200042' });
    if (nameless.includes(name) || nameless.includes(`${name} ${type}`)) {
      expect([...ids, id]).toEqual([undefined, undefined, undefined]);
    } else {
      expect(new Set(ids).size).toBe(2);
      expect(ids).not.toContain(undefined);
      expect(id).toContain('4200042');
    }
  });

  test('is JSON, and made up', async () => {
    const fixture = await loadFixture(name, type);
    const text = JSON.stringify(fixture);
    expect(JSON.parse(text)).toStrictEqual(fixture);
    const years = [...text.matchAll(/"(\d{4})-\d\d-\d\d[T ]/g)].map(([, year]) => year);
    expect(years.filter((year) => year !== '2026')).toEqual([]);
    const addresses = [...text.matchAll(/([\w.+-]+)@([\w.-]+)/g)].filter(([, local]) => local !== 'git');
    expect(addresses.filter(([, , host]) => !/(^|\.)example\.com$/.test(host ?? ''))).toEqual([]);
  });
});

describe('sign', () => {
  test('says the first of the types where it is told nothing', async () => {
    for (const name of ['clerk', 'stripe', 'github', 'sendgrid']) {
      const { hear } = await setUp(name);
      expect((await hear({})).type).toBe((await fixtureTypes(name))[0]);
    }
  });

  test('keeps an id of the form that the provider has', async () => {
    const idOf = async (name: string) => (await (await setUp(name)).hear({})).id;
    expect(await idOf('stripe')).toMatch(/^evt_test_[\da-f]{32}$/);
    expect(await idOf('square')).toMatch(/^[\da-f]{8}-/);
    expect(await idOf('telegram')).toMatch(/^\d+$/);
  });

  test('changes no fixture', async () => {
    const { hear } = await setUp('stripe');
    const before = await loadFixture('stripe', 'invoice.paid');
    await hear({ type: 'invoice.paid' });
    expect(await loadFixture('stripe', 'invoice.paid')).toEqual(before);
  });

  test('says no more than a given payload or body', async () => {
    const secret = secrets.plain;
    const told = await sign(stripe(), { secret, payload: { data: {} } });
    const payload = JSON.parse(new TextDecoder().decode(told.body)) as object;
    expect(Object.keys(payload).toSorted()).toEqual(['data', 'id', 'type']);
    expect(payload).toMatchObject({ type: 'example.event' });
    const { body, headers } = await sign(github(), { secret, body: '{}' });
    expect(new TextDecoder().decode(body)).toBe('{}');
    expect(headers.get('x-github-event')).toBe('example.event');
  });

  test('says little of an event that has no fixture', async () => {
    const { body } = await sign(clerk(), { secret: secrets.standard, type: 'role.created' });
    expect(JSON.parse(new TextDecoder().decode(body))).toEqual({ type: 'role.created' });
  });

  test('names a form in the content type', async () => {
    const contentType = async (type: string) =>
      (await sign(slack(), { secret: secrets.plain, type })).headers.get('content-type');
    expect(await contentType('slash_command')).toBe('application/x-www-form-urlencoded');
    expect(await contentType('block_actions')).toBe('application/x-www-form-urlencoded');
    expect(await contentType('app_mention')).toBe('application/json');
  });
});

test('a name that no provider with fixtures has gives nothing', async () => {
  for (const name of ['nobody', 'constructor', '__proto__']) {
    expect(await fixtureTypes(name)).toEqual([]);
    expect(await loadFixture(name, 'push')).toBeUndefined();
    expect(await loadFixture('github', name)).toBeUndefined();
  }
});
