import { memoryStore, messageId } from '@hooklatch/core/store';
import type { Client } from '@upstash/qstash';
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { GiveUp } from '../src/index.ts';
import { qstashInbox, type QstashInboxOptions, type QstashLike } from '../src/qstash.ts';
import { send, work } from './lib/hosted-stage.ts';
import { startQstashApp } from './lib/qstash-app.ts';
import { startFakeQstash } from './lib/qstash-fake.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  for (const end of ends.splice(0).toReversed()) await end();
});

async function open(options: Partial<QstashInboxOptions> = {}) {
  const fake = await startFakeQstash({ secondMs: 1 });
  ends.push(fake.close);
  const app = await startQstashApp();
  ends.push(app.close);
  const { token, url: baseUrl, signingKeys } = fake;
  const common = { url: app.url, signingKeys, store: memoryStore(), onDelivery: false } as const;
  const own = qstashInbox({ ...common, token, baseUrl, ...options } as QstashInboxOptions);
  const inbox = app.mount(own);
  ends.push(() => inbox.close({ graceMs: 0 }));
  return { fake, app, own, inbox };
}

const idOf = (id: string): Promise<string> => messageId(`standard-webhooks:${id}`);

describe('QStash, a local fake: publishing', () => {
  test('what is published holds what QStash needs to know', async () => {
    const { inbox, app, fake } = await open({ retries: 1 });
    await send({ inbox }, 'msg_1');
    expect(fake.published).toMatchObject([
      { url: app.url, maxRetries: 1, label: await idOf('msg_1'), contentType: 'application/json' },
    ]);
  });

  test('a crash between publish and complete: QStash knows the event again', async () => {
    const store = memoryStore();
    const complete = vi.spyOn(store, 'complete').mockRejectedValueOnce(new Error('away'));
    const release = store.release;
    const { inbox, fake } = await open({ store });
    await send({ inbox }, 'msg_1');
    expect(complete).toHaveBeenCalledTimes(1);
    // As if the lease had ended.
    await release('standard-webhooks:msg_1', '1');
    expect(await send({ inbox }, 'msg_1')).toMatchObject({ outcome: 'stored' });
    expect(fake.published).toHaveLength(1);
  });

  test('150 that come in one turn are two requests', async () => {
    const { inbox, fake } = await open();
    const answers = await Promise.all(Array.from({ length: 150 }, (_, at) => send({ inbox }, `msg_${at}`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(fake.published).toHaveLength(150);
    expect(fake.requests.filter((one) => one === 'POST batch')).toHaveLength(2);
  });

  test('in a Worker each is published for itself', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
    const { inbox, fake } = await open();
    await Promise.all(['msg_1', 'msg_2', 'msg_1'].map((id) => send({ inbox }, id)));
    expect(fake.requests).toEqual(['POST batch', 'POST batch']);
  });

  test('a wrong token is answered 503, and is in no error', async () => {
    const { inbox } = await open({ token: 'not the right token' } as Partial<QstashInboxOptions>);
    const { status, error } = await send({ inbox }, 'msg_1');
    expect([status, String(error)]).toEqual([503, 'Error: QStash answered 401.']);
  });
});

describe('QStash, a local fake: dead letters', () => {
  test('what QStash could not deliver is listed, and comes back from its first attempt on', async () => {
    const { inbox, app, fake } = await open();
    app.vanish(4);
    await send({ inbox }, 'msg_1');
    await vi.waitFor(() => expect(fake.dead).toHaveLength(1), 5000);
    const id = await idOf('msg_1');
    const [dead] = await inbox.dead.list();
    expect(dead).toMatchObject({ id, attempts: 4, reason: expect.stringMatching(/^QStash gave up/) });
    expect(Math.abs((dead?.diedAt ?? 0) - Date.now())).toBeLessThan(10_000);
    const { until, reports } = await work({ inbox });
    expect(await inbox.dead.retry(id)).toBe(true);
    await until('handled');
    expect(reports[0]?.attempt).toBe(1);
    expect(await inbox.dead.list()).toEqual([]);
  });

  test('more than a page of them is listed, and what is not of this inbox is left out', async () => {
    const { inbox, app, fake } = await open();
    fake.publish({ destination: 'http://127.0.0.1:1/', body: '{}', headers: { 'upstash-retries': '0' } });
    for (let at = 0; at < 130; at += 1) await send({ inbox }, `msg_${at}`);
    fake.publish({ destination: app.url, body: '{}', headers: { 'upstash-retries': '0' } });
    const { until } = await work({ inbox }, () => Promise.reject(new GiveUp('lost')));
    await until('dead', 130);
    await vi.waitFor(() => expect(fake.dead).toHaveLength(132));
    expect(await inbox.dead.list({ limit: 200 })).toHaveLength(130);
    expect(await inbox.dead.list({ limit: 20, offset: 115 })).toHaveLength(15);
  });
});

describe('qstashInbox', () => {
  const good = { token: 'a token', url: 'https://x.test/inbox', store: memoryStore() };

  test.each<[string, object, RegExp]>([
    ['neither client nor token', { token: undefined }, /client, or a token/],
    ['a client without methods', { client: {} }, /Client of @upstash\/qstash/],
    ['no URL', { url: undefined }, /url is where/],
    ['a path for a URL', { url: '/inbox' }, /url is where/],
    ['no store', { store: undefined }, /give the inbox a store/],
    ['half a retry', { retries: 0.5 }, /retries/],
    ['no size', { maxMessageBytes: 0 }, /maxMessageBytes/],
  ])('is a TypeError with %s', (_, wrong, text) => {
    const make = (): unknown => qstashInbox({ ...good, ...wrong } as QstashInboxOptions);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(text);
  });

  test('cannot pause without a key, and then knows no counts', async () => {
    const inbox = qstashInbox(good);
    await expect(inbox.pause()).rejects.toThrow(/flowControl/);
    await expect(inbox.resume()).rejects.toThrow(TypeError);
    expect(await inbox.stats()).toEqual({
      waiting: undefined,
      delayed: undefined,
      active: undefined,
      dead: undefined,
    });
  });

  test('counts what flow control holds back, and what is delivered', async () => {
    const { inbox } = await open({ flowControl: { key: 'inbox', parallelism: 1 } });
    await send({ inbox }, 'msg_1');
    await send({ inbox }, 'msg_2');
    let finish = (): void => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const { until, starts } = await work({ inbox }, () => finished);
    await vi.waitFor(() => expect(starts).toHaveLength(1));
    expect(await inbox.stats()).toMatchObject({ waiting: 1, active: 1 });
    finish();
    await until('handled', 2);
  });

  test('takes a Client of the package', () => {
    expectTypeOf<Client>().toExtend<QstashLike>();
  });
});
