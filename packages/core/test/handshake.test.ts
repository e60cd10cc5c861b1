import { describe, expect, test, vi } from 'vitest';
import { createWebhook, WebhookError, type DeliveryReport } from '../src/index.ts';
import {
  defineProvider,
  hmacWith,
  type Handshake,
  type Provider,
  type ProviderDefinition,
  type ProviderOptions,
} from '../src/provider.ts';
import { acme, now, secret, write } from './acme.ts';
import { echo, gathered, question, replied as reply } from './family.ts';

const on = { '*': vi.fn() };

function asking(
  handshake: Handshake,
  changed: Partial<ProviderDefinition> = {},
  options: ProviderOptions = { secret },
) {
  const reports: DeliveryReport[] = [];
  const provider = defineProvider({ ...acme().definition, ...changed, handshake });
  const onDelivery = (report: DeliveryReport) => reports.push(report);
  on['*'].mockClear();
  return { webhook: createWebhook(provider(options), { on, onDelivery, now: () => now }), reports };
}

describe('an unsigned question', () => {
  test('is answered without the handler', async () => {
    const { webhook, reports } = asking(echo('challenge'));
    expect(await webhook.handle(question('{"challenge":"abc"}'))).toEqual(reply('challenge abc'));
    expect(reports).toEqual([expect.objectContaining({ outcome: 'handshake', status: 200, bytes: 19 })]);
    expect(reports[0]).not.toHaveProperty('event');
    expect(on['*']).not.toHaveBeenCalled();
  });
  test('is answered though no secret is there, unless the answer wants one', async () => {
    expect((await asking(echo('challenge'), {}, {}).webhook.handle(question('{"challenge":1}'))).status).toBe(
      200,
    );
    const wants = {
      ...echo(''),
      answerUnsigned: async ({ keys }: { keys(): Promise<readonly unknown[]> }) =>
        reply((await keys()).join()),
    };
    const { webhook, reports } = asking(wants, {}, {});
    expect((await webhook.handle(question('{}'))).status).toBe(500);
    expect(reports).toEqual([expect.objectContaining({ code: 'secret_missing', outcome: 'failed' })]);
  });
  test('is answered with the keys of the ring, in its order', async () => {
    const answerUnsigned: Handshake['answerUnsigned'] = async ({ keys, body }) => {
      const digests = (await keys()).map((key) => hmacWith(key, body, 'hex'));
      return reply((await Promise.all(digests)).join());
    };
    const provider = defineProvider({
      ...acme().definition,
      handshake: { isUnsigned: () => true, answerUnsigned },
    });
    const webhook = createWebhook(provider({ secret: ['key', 'another key of ours'] }), {
      on,
      onDelivery: false,
    });
    const text = 'The quick brown fox jumps over the lazy dog';
    const { body } = await webhook.handle(question(text));
    expect(body).toMatch(/^f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8,[0-9a-f]{64}$/);
  });
  test('that is none is an event like any other', async () => {
    const { webhook, reports } = asking({ ...echo('challenge'), isUnsigned: () => true });
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(on['*']).toHaveBeenCalledTimes(1);
    const forged = await write({ secret: 'nobody knows this one' });
    await webhook.handle(forged);
    await webhook.handle(question('{}'));
    expect(reports.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'handled',
      'signature_mismatch',
      'signature_missing',
    ]);
  });
  const lengths: readonly [string, number, Record<string, string>, string][] = [
    ['of 64 KiB is read', 65_536, {}, 'handshake'],
    ['of a byte more is not', 65_537, {}, 'payload_too_large'],
    ['of a byte more by what it declares is not', 20, { 'content-length': '65537' }, 'payload_too_large'],
  ];
  test.each(lengths)('%s', async (_name, length, headers, expected) => {
    const { webhook, reports } = asking(echo('challenge'));
    await webhook.handle(question('{"challenge":"abc"}'.padEnd(length), headers));
    expect(reports.map(({ outcome, code }) => code ?? outcome)).toEqual([expected]);
  });
  test('is no larger than the endpoint allows', async () => {
    const provider = defineProvider({ ...acme().definition, handshake: echo('challenge'), maxBodyBytes: 10 });
    const webhook = createWebhook(provider({ secret }), { on, onDelivery: false });
    expect((await webhook.handle(question('{"challenge":"abc"}'))).status).toBe(413);
  });
  test('of a provider without one is refused', async () => {
    const { webhook, reports } = gathered([acme({ secret }) as Provider], { on });
    expect((await webhook.handle(question('{"challenge":"abc"}'))).status).toBe(400);
    expect(reports[0]?.code).toBe('signature_missing');
  });
  test('proves nothing to verify', async () => {
    const { webhook } = asking(echo('challenge'));
    await expect(webhook.verify(question('{"challenge":"abc"}'))).rejects.toMatchObject({
      code: 'signature_missing',
    });
  });
});

describe('an answer that', () => {
  const failures: readonly [string, unknown, object][] = [
    ['throws is a 500 that says nothing', new Error('hunter2'), { status: 500, code: 'internal_error' }],
    [
      'is no answer is what it says',
      new WebhookError('header_malformed', 'x-a'),
      { status: 400, code: 'header_malformed' },
    ],
  ];
  const refuse = (error: unknown) => () => {
    throw error;
  };
  test.each(failures)('%s', async (_name, error, expected) => {
    for (const handshake of [
      { isUnsigned: () => true, answerUnsigned: refuse(error) },
      { answer: refuse(error) },
      { isUnsigned: () => true, answerUnsigned: () => Promise.reject(error as Error) },
    ]) {
      const { webhook, reports } = asking(handshake);
      const { body } = await webhook.handle(await write());
      expect(JSON.parse(body)).toEqual(expected);
      expect(reports).toHaveLength(1);
      expect(on['*']).not.toHaveBeenCalled();
    }
  });
});

describe('a signed question', () => {
  const answer: Handshake['answer'] = async (payload, { head, body, keys }) =>
    (payload as { type: string }).type === 'ping'
      ? reply(`${head.method} ${body.length} ${(await keys()).length}`)
      : undefined;
  test('is answered once it is proved, without the handler', async () => {
    const { webhook, reports } = asking({ answer });
    const delivery = await write({ type: 'ping' });
    expect(await webhook.handle(delivery)).toEqual(reply(`POST ${delivery.body.length} 1`));
    expect(reports).toEqual([expect.objectContaining({ outcome: 'handshake', type: 'ping' })]);
    expect(on['*']).not.toHaveBeenCalled();
  });
  test('that nobody proves is refused', async () => {
    const { webhook, reports } = asking({ answer });
    await webhook.handle(await write({ type: 'ping', secret: 'nobody knows this one' }));
    await webhook.handle(await write({ type: 'ping', time: now - 301_000 }));
    expect(reports.map(({ code }) => code)).toEqual(['signature_mismatch', 'timestamp_stale']);
  });
  test('beside events leaves them alone', async () => {
    expect((await asking({ answer }).webhook.handle(await write())).status).toBe(200);
    expect(on['*']).toHaveBeenCalledTimes(1);
  });
});

describe('methods', () => {
  const get: Handshake = {
    methods: ['GET'],
    isUnsigned: ({ method }) => method === 'GET',
    answerUnsigned: ({ head }) => {
      const text = new URL(head.url).searchParams.get('challenge');
      return text === null ? undefined : reply(text);
    },
  };
  test('of handshakes are those of the webhook, and bring no events', async () => {
    const { webhook, reports } = asking(get);
    expect(webhook.methods).toEqual(['POST', 'GET']);
    expect(await webhook.handle(question('', {}, 'GET'))).toEqual(reply('abc'));
    const signed = { ...(await write()), method: 'GET' };
    expect((await webhook.handle(signed)).status).toBe(400);
    expect((await webhook.handle({ ...signed, method: 'PUT' })).headers.allow).toBe('POST, GET');
    expect(reports.map(({ code }) => code)).toEqual([undefined, 'header_malformed', 'method_not_allowed']);
    expect(on['*']).not.toHaveBeenCalled();
    await expect(webhook.verify(signed)).rejects.toMatchObject({ code: 'method_not_allowed', status: 405 });
  });
  test('of events are those of the definition', async () => {
    const { webhook, reports } = asking(get, { methods: ['DELETE', 'GET'] });
    expect(new Set(webhook.methods)).toEqual(new Set(['DELETE', 'GET']));
    const delivery = await write(
      {},
      defineProvider({ ...acme().definition, methods: ['DELETE'] })() as Provider,
    );
    expect(delivery.method).toBe('DELETE');
    await webhook.handle(delivery);
    await webhook.handle({ ...delivery, method: 'GET', body: new TextEncoder().encode('{"id":"2"}') });
    await webhook.handle({ ...delivery, method: 'POST' });
    expect(reports.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'handled',
      'signature_mismatch',
      'method_not_allowed',
    ]);
  });
});
