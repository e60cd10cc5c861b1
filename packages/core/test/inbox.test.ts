import { describe, expect, test, vi } from 'vitest';
import { createWebhook, WebhookError, type WebhookInbox } from '../src/index.ts';
import type { Provider } from '../src/provider.ts';
import { messageHandler, messageId, type InboxMessage } from '../src/store.ts';
import { acme, acmeBatch, now, recorded, secret, write, type AcmeEvents } from './acme.ts';

/** An inbox that keeps messages in a list. */
function listInbox(): WebhookInbox & { readonly messages: InboxMessage[] } {
  const messages: InboxMessage[] = [];
  return {
    messages,
    async put(message) {
      if (messages.some(({ id }) => id === message.id)) return 'duplicate';
      messages.push(message);
      return 'stored';
    },
    replay: async () => true,
  };
}

const attempt = { attempt: 1, replay: 0, timeoutMs: 1000, signal: new AbortController().signal };

describe('a webhook with an inbox', () => {
  test('answers once the event is kept, and runs no handler in the request', async () => {
    const inbox = listInbox();
    const { webhook, reports } = recorded({ inbox });
    expect(webhook.handles).toBe(true);
    for (const _ of [1, 2]) expect((await webhook.handle(await write())).status).toBe(200);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['stored', 'duplicate']);
    expect(inbox.messages).toMatchObject([
      {
        endpoint: 'acme',
        provider: 'acme',
        eventId: 'evt_1',
        type: 'order.paid',
        key: 'acme:evt_1',
        receivedAt: now,
      },
    ]);
  });
  test('does not answer before', async () => {
    let keep = (): void => {};
    const put = () => new Promise<'stored'>((resolve) => (keep = () => resolve('stored')));
    const { webhook } = recorded({ inbox: { ...listInbox(), put } });
    const answer = webhook.handle(await write());
    const early = await Promise.race([
      answer,
      new Promise((resolve) => setTimeout(resolve, 50, 'nothing yet')),
    ]);
    expect(early).toBe('nothing yet');
    keep();
    expect((await answer).status).toBe(200);
  });
  test.each([
    ['rejects', () => Promise.reject(new Error('disk full')), 503, 'inbox_unavailable'],
    [
      'throws',
      () => {
        throw new Error('closed');
      },
      503,
      'inbox_unavailable',
    ],
    [
      'says that another is at it',
      () => Promise.reject(new WebhookError('in_progress', '', 2000)),
      409,
      'in_progress',
    ],
  ] as const)('whose inbox %s', async (_name, put, status, code) => {
    const { webhook, reports } = recorded({ inbox: { ...listInbox(), put } });
    expect(await webhook.handle(await write())).toMatchObject({ status, headers: { 'retry-after': /\d/ } });
    expect(reports[0]?.code).toBe(code);
  });
  test('gives its inbox two seconds', async () => {
    vi.useFakeTimers();
    try {
      const { webhook } = recorded({ inbox: { ...listInbox(), put: () => new Promise(() => {}) } });
      const answer = webhook.handle(await write());
      await vi.advanceTimersByTimeAsync(2100);
      expect((await answer).status).toBe(503);
    } finally {
      vi.useRealTimers();
    }
  });
  test('takes no handlers of its own', () => {
    const options = { inbox: listInbox(), on: { '*': () => {} } };
    expect(() => createWebhook(acme({ secret }), options)).toThrow('on or inbox');
  });
  test('lets a deliberate redelivery through', async () => {
    const inbox = listInbox();
    const replay = vi.spyOn(inbox, 'replay');
    const { webhook, reports } = recorded({ inbox, allowRedelivery: () => true });
    for (const _ of [1, 2]) await webhook.handle(await write());
    expect(replay).toHaveBeenCalledWith(inbox.messages[0]?.id);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
  });
});

describe('a message', () => {
  test('tells the same event as verifying did, without the secret and however late', async () => {
    const inbox = listInbox();
    const delivery = await write({ body: new Uint8Array([0, 255, 254, 10]) });
    const { webhook } = recorded({ inbox });
    await webhook.handle(delivery);
    const verified = await webhook.verify(delivery);
    const read = messageHandler({ provider: acme(), on: {} }).read(inbox.messages[0] as InboxMessage);
    for (const name of ['id', 'type', 'timestamp', 'secretIndex', 'trust', 'payload', 'provider'] as const) {
      expect([name, read[name]]).toEqual([name, verified[name]]);
    }
    expect(read.body).toEqual(delivery.body);
    expect(read.headers.entries()).toEqual(delivery.headers.entries());
  });
  test('has a UUID that follows from its key', async () => {
    const id = await messageId('acme:evt_1');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await messageId('acme:evt_1')).toBe(id);
    expect(await messageId('acme:evt_2')).not.toBe(id);
  });
  test('of an event that nothing names is never a duplicate', async () => {
    const inbox = listInbox();
    const { webhook } = recorded({ inbox, idempotencyKey: () => undefined });
    for (const _ of [1, 2]) await webhook.handle(await write());
    expect(inbox.messages).toHaveLength(2);
  });
  test.each(['a\u0000b', 'a\ud800b', 'x'.repeat(600)])(
    'has texts that every database takes (%j)',
    async (id) => {
      const inbox = listInbox();
      const { webhook } = recorded({ inbox });
      await webhook.handle(await write({ body: JSON.stringify({ id, type: id }) }));
      expect(inbox.messages[0]).toMatchObject({
        key: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        eventId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        type: expect.stringMatching(/^sha256:/),
      });
    },
  );
});

describe('a row of a worker', () => {
  const kept = async (body?: string): Promise<InboxMessage> => {
    const inbox = listInbox();
    await recorded({ inbox }).webhook.handle(await write(body === undefined ? {} : { body }));
    return inbox.messages[0] as InboxMessage;
  };
  test('runs the handler of the type, with the attempt and the key', async () => {
    const handler = vi.fn();
    const row = messageHandler<AcmeEvents>({ provider: acme(), on: { 'order.paid': handler } });
    expect(await row.handle(await kept(), { ...attempt, attempt: 3 })).toMatchObject({ outcome: 'handled' });
    expect(handler.mock.calls[0]?.[1]).toMatchObject({
      attempt: 3,
      idempotencyKey: 'acme:evt_1',
      stale: false,
    });
  });
  test('ignores a type that it has no handler for', async () => {
    const row = messageHandler<AcmeEvents>({ provider: acme(), on: { 'order.sent': vi.fn() } });
    expect(await row.handle(await kept(), attempt)).toMatchObject({ outcome: 'ignored' });
  });
  test('fails as its handler fails, also by a reply that is no success', async () => {
    const failures = [new Error('boom'), { status: 503, headers: {}, body: '' }];
    for (const failure of failures) {
      const on = { '*': () => (failure instanceof Error ? Promise.reject(failure) : failure) };
      const row = messageHandler<AcmeEvents>({ provider: acme(), on });
      await expect(row.handle(await kept(), attempt)).rejects.toMatchObject({ code: 'handler_failed' });
    }
  });
  test('refuses a message of another provider', async () => {
    const row = messageHandler<AcmeEvents>({ provider: acme(), on: {} });
    await expect(row.handle({ ...(await kept()), provider: 'other' }, attempt)).rejects.toThrow(TypeError);
  });
  test('ends a handler that takes too long', async () => {
    const row = messageHandler<AcmeEvents>({ provider: acme(), on: { '*': () => new Promise(() => {}) } });
    const late = row.handle(await kept(), { ...attempt, timeoutMs: 20 });
    await expect(late).rejects.toMatchObject({ code: 'handler_timeout' });
  });
});

test('of a batch only what failed is handled again', async () => {
  const { memoryStore } = await import('../src/store.ts');
  const inbox = listInbox();
  const webhook = createWebhook(acmeBatch({ secret }), { inbox, now: () => now, onDelivery: false });
  await webhook.handle(await write({ body: '[{"id":"a"},{"id":"b"},{"id":"c"}]' }, acmeBatch() as Provider));
  const seen: string[] = [];
  let fails = true;
  const row = messageHandler({
    provider: acmeBatch(),
    on: {
      '*': ({ id }) => {
        seen.push(id as string);
        if (id === 'b' && fails) throw new Error('once');
      },
    },
  });
  const [message] = inbox.messages as [InboxMessage];
  const store = memoryStore();
  await expect(row.handle(message, { ...attempt, store })).rejects.toMatchObject({ code: 'handler_failed' });
  fails = false;
  expect(await row.handle(message, { ...attempt, attempt: 2, store })).toMatchObject({ outcome: 'handled' });
  expect(seen).toEqual(['a', 'b', 'c', 'b']);
  await row.handle(message, { ...attempt, replay: 1, store });
  expect(seen.slice(4)).toEqual(['a', 'b', 'c']);

  // What the engine commits ends the whole message.
  const transaction = vi.fn(async () => undefined as never);
  const committing = messageHandler({
    provider: acmeBatch(),
    on: { '*': (_event, { withTransaction }) => withTransaction(() => {}) },
  });
  await expect(committing.handle(message, { ...attempt, transaction })).rejects.toMatchObject({
    cause: expect.any(TypeError),
  });
  expect(transaction).not.toHaveBeenCalled();
});
