import { createWebhook } from '@hooklatch/core';
import { findProvider, type ProviderName } from '@hooklatch/providers';
import { clerk } from '@hooklatch/providers/clerk';
import { fixtures, fixtureTypes, sign } from '@hooklatch/testing';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { override } from '../src/lib/fixtures/overrides.ts';
import { eventTime, shiftTimes } from '../src/lib/fixtures/shift-times.ts';
import { throwAway } from '../src/lib/throw-away.ts';

/** At run time the name and the type are any text. */
const make = fixtures as unknown as (
  name: string,
  type: string,
  options?: object,
) => Promise<Record<string, unknown>>;

const source = readFileSync(new URL('../src/lib/fixtures/provider-events.ts', import.meta.url), 'utf8');
const [, declared = ''] = source.split('interface FixtureTypes');
const table = [...declared.matchAll(/readonly '?([\w-]+)'?:([^;]+);/g)].flatMap(([, name = '', types = '']) =>
  [...types.matchAll(/'([^']+)'/g)].map(([, type = '']) => ({ name: name as ProviderName, type })),
);

/** What a webhook of the provider makes of a signed payload. */
async function hear(name: string, type: string, payload: unknown) {
  const { provider, secret, url } = await throwAway(name);
  const delivery = await sign(provider, { secret, url, type, payload });
  const { events } = await createWebhook(provider).verify(delivery);
  expect(events).toHaveLength(1);
  return { ...events[0], type: events[0]?.type, payload: events[0]?.payload };
}

test('the types name every payload that there is', async () => {
  const names = [...new Set(table.map(({ name }) => name))];
  const found = await Promise.all(
    names.map(async (name) => (await fixtureTypes(name)).map((type) => ({ name, type }))),
  );
  expect(found.flat()).toEqual(table);
  expect(table.length).toBeGreaterThan(100);
});

describe.each(table)('$name $type', ({ name, type }) => {
  test('is what `sign` says by itself, signed as its provider sends it', async () => {
    const payload = await make(name, type);
    const heard = await hear(name, type, payload);
    expect(heard.type).toBe(type);
    // Linear signs the time within the body; an event of Discord without an id is given one.
    const { webhookTimestamp: _, ...told } = payload;
    expect(heard.payload).toMatchObject(told);
    const names = Object.keys(heard.payload as object).filter(
      (key) => !['id', 'webhookTimestamp'].includes(key),
    );
    expect(names.toSorted()).toEqual(
      Object.keys(told)
        .filter((key) => key !== 'id')
        .toSorted(),
    );
  });

  test('takes overrides, an id and a time to the event', async () => {
    const time = Date.UTC(2027, 4, 6, 7, 8, 9);
    const payload = await make(name, type, { id: '4200042', time, overrides: { added: { deep: [1] } } });
    expect(payload['added']).toEqual({ deep: [1] });
    const then = eventTime(payload);
    expect([undefined, time]).toContain(then);
    expect(then === undefined).toBe(eventTime(await make(name, type)) === undefined);
  });

  test('keeps its durations when its time is another', async () => {
    const before = await make(name, type, { id: '4200042' });
    const happened = eventTime(before);
    if (happened === undefined) return;
    const day = 86_400_000;
    expect(shiftTimes(shiftTimes(before, happened + 400 * day), happened)).toEqual(before);
    expect(shiftTimes(before, happened)).toEqual(before);
    expect(JSON.stringify(shiftTimes(before, happened + 400 * day))).not.toBe(JSON.stringify(before));
  });
});

test('of all events, few have no time of their own', async () => {
  const made = await Promise.all(
    table.map(async ({ name, type }) => [`${name} ${type}`, eventTime(await make(name, type))] as const),
  );
  expect(made.filter(([, time]) => time === undefined).map(([name]) => name)).toEqual([
    'discord APPLICATION_COMMAND',
    'discord MODAL_SUBMIT',
    'slack slash_command',
    'twilio message.received',
    'twilio message.status',
    'twilio call.incoming',
    'twitch stream.offline',
    'twitch channel.subscribe',
    'woocommerce order.deleted',
  ]);
});

describe('fixtures', () => {
  test('puts overrides over what there is, at any depth, and replaces lists whole', async () => {
    const overrides = { data: { first_name: 'Ada', email_addresses: [], public_metadata: { seat: 7 } } };
    const { data } = await fixtures('clerk', 'user.created', { overrides });
    expect(data).toMatchObject({ first_name: 'Ada', last_name: 'Lindqvist', email_addresses: [] });
    expect(data.public_metadata).toEqual({ plan: 'starter', seat: 7 });
  });

  test('gives a payload of its own each time, with an id of its own', async () => {
    const [first, second] = [
      await fixtures('stripe', 'invoice.paid'),
      await fixtures('stripe', 'invoice.paid'),
    ];
    expect(first.id).not.toBe(second.id);
    first.data.object.id = 'changed';
    expect((await fixtures('stripe', 'invoice.paid')).data.object.id).not.toBe('changed');
    expect((await fixtures('stripe', 'invoice.paid', { id: 'evt_1' })).id).toBe('evt_1');
  });

  test('says what it is told of an event of a provider without typed events', async () => {
    const payload = await fixtures('mux', 'video.asset.ready', { overrides: { data: { id: 'asset_1' } } });
    expect(payload).toMatchObject({ type: 'video.asset.ready', data: { id: 'asset_1' } });
    expect((await hear('mux', 'video.asset.ready', payload)).type).toBe('video.asset.ready');
  });

  test('stands in a body as well', async () => {
    const { provider, secret } = await throwAway('clerk');
    const payload = await fixtures('clerk', 'user.deleted');
    const delivery = await sign(clerk(), { secret, type: 'user.deleted', body: JSON.stringify(payload) });
    expect((await createWebhook(provider).verify(delivery)).payload).toEqual(payload);
  });

  test.each([
    ['clerk', 'user.creatd', /no payload for "user.creatd" of clerk, but for: user.created, /],
    ['clrk', 'user.created', /did you mean "clerk"/],
    ['github', 'constructor', /no payload for "constructor"/],
  ])('%s %s: a TypeError', async (name, type, message) => {
    await expect(make(name, type)).rejects.toThrow(message);
    await expect(make(name, type)).rejects.toBeInstanceOf(TypeError);
  });

  test('the providers without typed events are the others of all', async () => {
    const names = ['mux', 'standard-webhooks', 'svix', 'aws-sns', 'kinde'];
    for (const name of names) expect(findProvider(name)).toBeTypeOf('function');
    expect(await make('aws-sns', 'example')).toBeTypeOf('object');
  });
});

describe('override', () => {
  const json = fc.jsonValue({ maxDepth: 4 });
  const record = fc.dictionary(fc.string(), json, { maxKeys: 5 });

  test('says what it is told, keeps the rest, and changes nothing it is given', () => {
    fc.assert(
      fc.property(record, record, (value, overrides) => {
        const before = JSON.stringify([value, overrides]);
        const made = override(value, overrides) as Record<string, unknown>;
        expect(JSON.stringify([value, overrides])).toBe(before);
        expect(new Set(Object.keys(made))).toEqual(
          new Set([...Object.keys(value), ...Object.keys(overrides)]),
        );
        expect(override(made, overrides)).toEqual(made);
        expect(override(value, {})).toEqual(value);
      }),
    );
  });

  test('has no power over prototypes', () => {
    const made = override({ a: 1 }, JSON.parse('{"__proto__":{"polluted":true}}')) as object;
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(Object.hasOwn(made, '__proto__')).toBe(true);
    expect('polluted' in {}).toBe(false);
  });

  test('leaves out what is undefined', () => {
    expect(override({ a: { b: 1, c: 2 } }, { a: { b: undefined } })).toEqual({ a: { c: 2 } });
  });
});
