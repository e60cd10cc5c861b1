import { describe, expect, test, vi } from 'vitest';
import { createWebhook, type HandlerContext } from '../src/index.ts';
import { anyOf, type Provider } from '../src/provider.ts';
import { memoryStore, messageHandler, type InboxMessage, type WebhookStore } from '../src/store.ts';
import { acme, acmeBatch, now, secret, write } from './acme.ts';

/** A message of a batch with these items. */
async function keep(...ids: readonly string[]): Promise<InboxMessage> {
  const kept: InboxMessage[] = [];
  const inbox = {
    async put(message: InboxMessage) {
      kept.push(message);
      return 'stored' as const;
    },
    replay: async () => false,
  };
  const webhook = createWebhook(acmeBatch({ secret }), { inbox, now: () => now, onDelivery: false });
  const body = JSON.stringify(ids.map((id) => ({ id })));
  await webhook.handle(await write({ body }, acmeBatch() as Provider));
  return kept[0] as InboxMessage;
}

const attempt = { attempt: 1, replay: 0, timeoutMs: 1000, signal: new AbortController().signal };

describe('a batch in an inbox', () => {
  test('that is cut short is not done: what was not begun is begun later', async () => {
    const store = memoryStore();
    const closing = new AbortController();
    const seen: unknown[] = [];
    const on = {
      '*': ({ id }: { id: string | undefined }) => {
        seen.push(id);
        if (id === 'a') closing.abort(new Error('The worker closes.'));
      },
    };
    const row = messageHandler({ provider: acmeBatch(), on });
    const message = await keep('a', 'b', 'c');
    const cut = row.handle(message, { ...attempt, store, signal: closing.signal });
    await expect(cut).rejects.toThrow('The worker closes.');
    expect(await row.handle(message, { ...attempt, store })).toMatchObject({ outcome: 'handled' });
    expect(seen).toEqual(['a', 'b', 'c']);
  });
  test.each([
    ['an item that was given up', Object.assign(new Error('gone'), { name: 'GiveUp' })],
    ['an item that another worker has', undefined],
  ])('%s does not hide one that is to be tried again', async (_name, error) => {
    const store = memoryStore();
    if (!error) await store.claim('acme:a#work', 60_000);
    const on = {
      '*': ({ id }: { id: string | undefined }) => {
        throw id === 'a' ? error : new Error('passing');
      },
    };
    const row = messageHandler({ provider: acmeBatch(), on });
    await expect(row.handle(await keep('a', 'b'), { ...attempt, store })).rejects.toMatchObject({
      code: 'handler_failed',
      cause: { message: 'passing' },
    });
  });
  test('an item that has committed is handled, whatever its handler does afterwards', async () => {
    const inner = memoryStore();
    const store: WebhookStore = {
      ...inner,
      async transaction(key, token, retentionMs, work) {
        const result = await work(undefined);
        return (await inner.complete(key, token, retentionMs)) ? { held: true, result } : { held: false };
      },
    };
    const handler = vi.fn(async (_event: unknown, { withTransaction }: HandlerContext) => {
      await withTransaction(() => {});
      throw new Error('mail failed');
    });
    const row = messageHandler({ provider: acmeBatch(), on: { '*': handler } });
    const message = await keep('a');
    const result = await row.handle(message, { ...attempt, store, claimsInStore: true });
    expect(result).toMatchObject({ outcome: 'handled', warnings: [expect.stringContaining('mail failed')] });
    expect(await row.handle(message, { ...attempt, store })).toMatchObject({ outcome: 'duplicate' });
    expect(handler).toHaveBeenCalledTimes(1);
  });
});

test('a row of two providers with one name has one endpoint', () => {
  const provider = anyOf(acme({ secret }), acme({ secret: 'another secret of bytes' }));
  expect(messageHandler({ provider, on: {} }).endpoints).toEqual(['acme']);
});
