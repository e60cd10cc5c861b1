import type { InboxRow } from '@hooklatch/core/store';
import { toBytes } from '@hooklatch/core/provider';
import { handlers, messages, settings, verdict } from './broken.ts';
import type { AnyBreak, Break } from './record-engine.ts';

const swapped: Readonly<Record<string, string>> = { eu: 'us', us: 'eu' };
const isReadable = (error: Error): boolean => {
  try {
    return error.message !== '';
  } catch {
    return false;
  }
};

/** Takes what some handlers throw as if it were nothing. */
const swallows = (isSeen: (error: unknown) => boolean): Break =>
  handlers((run) =>
    run().catch((error: unknown) => {
      if (isSeen(error)) throw error;
    }),
  );

/** Inboxes whose messages reach the wrong handlers. */
export const brokenRows: Readonly<Record<string, AnyBreak>> = {
  'takes the last row of an endpoint': settings((rows, options) => {
    const byName = rows.map((row): [string, InboxRow] => [row.name ?? row.provider.name, row]);
    return [[...new Map(byName).values()], options];
  }),
  'takes any options': settings((rows, { onAttempt }) => [
    rows,
    { onAttempt, retry: { baseMs: 0, attempts: 3 } },
  ]),
  'mixes endpoints up': messages(({ endpoint }) => ({ endpoint: swapped[endpoint] ?? endpoint })),
  'takes one provider for another': messages(() => ({ provider: 'standard-webhooks' })),
  'gives a message without a row to another': messages(({ endpoint }) => ({
    endpoint: endpoint === 'forgotten' ? 'standard-webhooks' : endpoint,
  })),
  'tries again what has no handler': verdict('done', (done, { message, attempt }) =>
    message.type === 'order.seen' && attempt === 1 ? { state: 'retry', delayMs: 0, reason: '' } : done,
  ),
  'names endpoints up to a colon': messages(({ endpoint }) => ({
    endpoint: endpoint.split(':')[0] as string,
  })),
  'needs a secret': {
    inbox: ({ work }) => ({
      async work(rows, options) {
        for (const { provider } of rows as unknown as readonly InboxRow[]) {
          if (provider.secret === undefined || typeof provider.secret === 'function')
            throw new Error('no secret');
        }
        return work(rows, options);
      },
    }),
  },
  'keeps the first event of a batch': messages(({ provider, body }) => ({
    body:
      provider === 'batching'
        ? toBytes(JSON.stringify([(JSON.parse(new TextDecoder().decode(body)) as unknown[])[0]]))
        : body,
  })),
  'runs a whole batch again': { engine: () => ({ store: undefined }) },
  'keeps each delivery of a batch': {
    messages: ({ put }) => ({
      put: (all) =>
        put(all.map((one) => (one.provider === 'batching' ? { ...one, id: crypto.randomUUID() } : one))),
    }),
  },
};

/** Inboxes that are wrong about what handlers throw and return. */
export const brokenErrors: Readonly<Record<string, AnyBreak>> = {
  'keeps 100 characters of a reason': verdict('dead', ({ state, reason }) => ({
    state,
    reason: reason.slice(0, 100),
  })),
  'refuses long reasons': {
    messages: ({ settle }) => ({
      settle(id, token, given) {
        if (given.state === 'dead' && given.reason.length > 2000) throw new Error('too long');
        return settle(id, token, given);
      },
    }),
  },
  'keeps reasons in ASCII': verdict('dead', ({ state, reason }) => ({
    state,
    reason: reason.replace(/[^ -~]/gu, '?'),
  })),
  'takes what is no error as success': swallows((error) => error instanceof Error),
  'takes an error that cannot be read as success': swallows(
    (error) => !(error instanceof Error) || isReadable(error),
  ),
  'keeps what handlers return': handlers(async (run) => JSON.stringify(await run())),
  'takes every reply as success': handlers(async (run) => void (await run())),
};
