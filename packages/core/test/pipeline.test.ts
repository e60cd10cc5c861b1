import { describe, expect, test, vi } from 'vitest';
import { createWebhook, WebhookError, type Delivery, type WebhookOptions } from '../src/index.ts';
import { batchOf, defineProvider, token, type ProviderDefinition } from '../src/provider.ts';
import { acme, now, recorded, secret, write, type AcmeEvents } from './acme.ts';

const refusal = (status: number, code: string) => ({
  status,
  headers: expect.objectContaining({ 'content-type': 'application/problem+json' }),
  body: JSON.stringify({ status, code }),
});

describe('verify', () => {
  test('gives the event with what is signed told apart', async () => {
    const { webhook } = recorded();
    const delivery = await write();
    const event = await webhook.verify(delivery);
    expect(event).toMatchObject({
      provider: 'acme',
      id: 'evt_1',
      type: 'order.paid',
      timestamp: now,
      secretIndex: 0,
    });
    expect(event.trust).toEqual({ id: 'signed', type: 'signed', payload: 'signed' });
    expect(event.body).toBe(delivery.body);
    expect(event.events).toEqual([event]);
    expect(event.payload).toEqual({ id: 'evt_1', type: 'order.paid', total: 1 });
  });
  test('takes a Request', async () => {
    const { method, url, headers, body } = await write();
    const init = { method, headers: [...headers.entries()] as [string, string][], body: body as BodyInit };
    expect((await recorded().webhook.verify(new Request(url, init))).id).toBe('evt_1');
  });
  test('parses nothing before it is asked for', async () => {
    const parse = vi.fn(() => ({}));
    const lazy = defineProvider({ ...acme().definition, parse });
    const event = await createWebhook(lazy({ secret }), { now: () => now }).verify(await write());
    expect(parse).not.toHaveBeenCalled();
    expect([event.payload, event.payload, event.id]).toEqual([{}, {}, undefined]);
    expect(parse).toHaveBeenCalledTimes(1);
  });
  const wrong: Readonly<Record<string, [unknown, string]>> = {
    'a parsed body': [{ id: 'evt_1' }, 'body_consumed'],
    'a text': ['{}', 'body_consumed'],
    'no body': [undefined, 'body_consumed'],
    'too large a body': [new Uint8Array(1_048_577), 'payload_too_large'],
  };
  test.each(Object.entries(wrong))('%s is a WebhookError', async (_name, [body, code]) => {
    const delivery = { ...(await write()), body } as Delivery;
    await expect(recorded().webhook.verify(delivery)).rejects.toMatchObject({ code });
  });
  test('throws WebhookError and nothing else, also where a definition fails', async () => {
    const broken: ProviderDefinition = {
      ...acme().definition,
      schemes: [{ ...token({ header: 'a' }), read: () => JSON.parse('{') as never }],
    };
    const error: unknown = await createWebhook(defineProvider(broken)({ secret }))
      .verify(await write())
      .catch((thrown: unknown) => thrown);
    expect(WebhookError.is(error) && error.code).toBe('internal_error');
  });
});

describe('freshness', () => {
  const times: readonly [number, string][] = [
    [-300, 'fresh'],
    [-301, 'timestamp_stale'],
    [300, 'fresh'],
    [301, 'timestamp_future'],
  ];
  test.each(times)('%i seconds from now is %s', async (seconds, expected) => {
    const delivery = await write({ time: now + 1000 * seconds });
    const found = await recorded()
      .webhook.verify(delivery)
      .then(
        () => 'fresh',
        (error: WebhookError) => error.code,
      );
    expect(found).toBe(expected);
  });
  test('a forged stale delivery is a mismatch: the signature is checked first', async () => {
    const delivery = await write({ time: 1000, secret: 'another secret of ours' });
    await expect(recorded().webhook.verify(delivery)).rejects.toMatchObject({ code: 'signature_mismatch' });
  });
  test('the milliseconds of the clock do not count against seconds', async () => {
    const { webhook } = recorded({ now: () => now + 300_999 });
    expect((await webhook.verify(await write())).id).toBe('evt_1');
  });
  const bad: readonly Partial<WebhookOptions<AcmeEvents>>[] = [
    { toleranceInSeconds: Number.NaN },
    { toleranceInSeconds: Infinity },
    { toleranceInSeconds: -1 },
    { maxBodyBytes: Number.NaN },
    { bodyTimeoutMs: '1' as unknown as number },
  ];
  test.each(bad)('%o is a TypeError', (options) => expect(() => recorded(options)).toThrow(TypeError));
});

describe('handle', () => {
  const on = { 'order.paid': vi.fn(), 'order.sent': () => Promise.reject(new Error('hunter2')) };

  test('hands the event and its context to the handler', async () => {
    const handler = vi.fn();
    const delivery = await write();
    const { webhook, reports } = recorded({ on: { 'order.paid': handler } });
    expect(await webhook.handle(delivery)).toEqual({ status: 200, headers: {}, body: '' });
    const [event, context] = handler.mock.calls[0] ?? [];
    expect(event.payload.total).toBe(1);
    expect(context.delivery.body).toBe(delivery.body);
    expect(context.signal.aborted).toBe(false);
    expect(reports).toEqual([
      expect.objectContaining({
        outcome: 'handled',
        endpoint: 'acme',
        provider: 'acme',
        type: 'order.paid',
        id: 'evt_1',
        status: 200,
      }),
    ]);
    expect(reports[0]).toMatchObject({
      bytes: delivery.body.length,
      event,
      milliseconds: expect.any(Number),
    });
  });
  test('ignores what has no handler', async () => {
    const { webhook, reports } = recorded({ on });
    expect((await webhook.handle(await write({ type: 'order.lost' }))).status).toBe(200);
    expect(reports[0]?.outcome).toBe('ignored');
  });
  test.each(['constructor', '__proto__', 'toString'])('the type %s finds no handler', async (type) => {
    const { webhook, reports } = recorded({ on });
    await webhook.handle(await write({ type }));
    expect(reports[0]?.outcome).toBe('ignored');
  });
  test('a handler that throws is a 500 that says nothing, and a report that has the error', async () => {
    const { webhook, reports } = recorded({ on });
    expect(await webhook.handle(await write({ type: 'order.sent' }))).toEqual(refusal(500, 'handler_failed'));
    expect(reports[0]).toMatchObject({
      outcome: 'failed',
      code: 'handler_failed',
      error: new Error('hunter2'),
    });
  });
  test("a handler's reply is the answer", async () => {
    const { webhook } = recorded({
      on: { '*': () => ({ status: 202, body: 'ok', headers: { 'x-a': 'b' } }) },
    });
    expect(await webhook.handle(await write())).toEqual({ status: 202, headers: { 'x-a': 'b' }, body: 'ok' });
  });
  const returned: Readonly<Record<string, unknown>> = {
    'a row with a status': { id: 1, status: 'active' },
    'a row with a number for status': { id: 1, status: 404 },
    'the response of an HTTP client': { status: 500, headers: { 'x-secret': '1' }, data: 'hunter2' },
    'a Response': new Response('hunter2', { status: 500 }),
    'a text': 'hunter2',
    'a list': [1],
  };
  test.each(Object.entries(returned))('%s that a handler returns is no reply', async (_name, value) => {
    const { webhook, reports } = recorded({ on: { '*': () => value } });
    expect(await webhook.handle(await write())).toEqual({ status: 200, headers: {}, body: '' });
    expect(reports[0]?.outcome).toBe('handled');
  });
  test('what is not bytes is answered body_consumed', async () => {
    const delivery = { ...(await write()), body: '{}' as unknown as Uint8Array };
    expect(await recorded({ on }).webhook.handle(delivery)).toEqual(refusal(500, 'body_consumed'));
  });
  test('options that are undefined are as if they were not there', async () => {
    const { webhook } = recorded({
      on: { '*': () => {} },
      name: undefined,
      store: undefined,
      maxBodyBytes: undefined,
    });
    expect([webhook.name, (await webhook.handle(await write())).status]).toEqual(['acme', 200]);
    expect(() => createWebhook(acme({ secret }), { now: undefined }).verify).not.toThrow();
  });
  test('without handlers it is answered 500: never a silent 200', async () => {
    expect(await recorded().webhook.handle(await write())).toEqual(refusal(500, 'no_handler'));
  });
  test('another method is answered 405 with what is allowed', async () => {
    const reply = await recorded({ on }).webhook.handle({ ...(await write()), method: 'GET' });
    expect(reply).toEqual(refusal(405, 'method_not_allowed'));
    expect(reply.headers.allow).toBe('POST');
  });
  test('the status that a provider demands is answered to what fails verification, and to nothing else', async () => {
    const strict = defineProvider<AcmeEvents>({ ...acme().definition, refusalStatus: 401 });
    const webhook = createWebhook(strict({ secret }), {
      now: () => now,
      on: { 'order.sent': on['order.sent'] },
      onDelivery: false,
    });
    expect(await webhook.handle(await write({ secret: 'another secret of ours' }))).toEqual(
      refusal(401, 'signature_mismatch'),
    );
    expect(await webhook.handle(await write({ time: 1000 }))).toEqual(refusal(401, 'timestamp_stale'));
    expect(await webhook.handle(await write({ type: 'order.sent' }))).toEqual(refusal(500, 'handler_failed'));
    await expect(webhook.verify(await write({ time: 1000 }))).rejects.toMatchObject({ status: 401 });
  });
});

describe('a batch', () => {
  const batching = defineProvider({
    ...acme().definition,
    batch: (event) =>
      batchOf(
        event,
        (event.payload as { items: string[] }).items.map((id) => ({
          id,
          type: `item.${id}`,
          payload: { id },
        })),
      ),
  });
  test('runs each event, and after a failure only those that are not completed', async () => {
    const ran: string[] = [];
    const handler = (event: { id: string | undefined }) => {
      ran.push(String(event.id));
      if (event.id === 'b' && ran.length < 4) throw new Error('not yet');
    };
    const webhook = createWebhook(batching({ secret }), {
      now: () => now,
      on: { '*': handler },
      onDelivery: false,
    });
    const delivery = await write({ body: '{"items":["a","b","c"]}' });
    expect((await webhook.handle(delivery)).status).toBe(500);
    expect((await webhook.handle(delivery)).status).toBe(200);
    expect(ran).toEqual(['a', 'b', 'c', 'b']);
  });

  test('is not answered 2xx where one event was, and an earlier one was not', async () => {
    const ran: string[] = [];
    const handler = (event: { id: string | undefined }) => {
      ran.push(String(event.id));
      return { status: ran.length === 1 ? 503 : 202, headers: {}, body: '' };
    };
    const options = { now: () => now, on: { '*': handler }, onDelivery: false } as const;
    const webhook = createWebhook(batching({ secret }), options);
    const delivery = await write({ body: '{"items":["a","b"]}' });
    expect((await webhook.handle(delivery)).status).toBe(503);
    expect((await webhook.handle(delivery)).status).toBe(202);
    expect(ran).toEqual(['a', 'b', 'a']);
  });
});
