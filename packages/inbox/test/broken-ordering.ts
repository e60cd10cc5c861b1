import { WebhookError } from '@hooklatch/core';
import { memoryStore, type Watermarks, type WebhookStore } from '@hooklatch/core/store';
import type { Lease } from '../src/lib/engine.ts';
import { leases, verdict, works } from './broken.ts';
import type { AnyBreak, Break } from './record-engine.ts';

const store = (change: (own: WebhookStore) => Partial<WebhookStore>): Break => ({
  engine: ({ store: own }) => ({ store: { ...(own as WebhookStore), ...change(own as WebhookStore) } }),
});
const marks = (change: (own: Watermarks) => Partial<Watermarks>): Break =>
  store(({ watermarks }) => {
    const own = watermarks as Watermarks;
    return { watermarks: { ...own, ...change(own) } };
  });

/** Inboxes whose store keeps no order. */
export const brokenOrdering: Readonly<Record<string, AnyBreak>> = {
  'raises no watermark': marks(() => ({ raise: async () => {} })),
  'has one watermark for all': marks(({ read, raise }) => ({
    read: () => read('all'),
    raise: (_key, version, retentionMs) => raise('all', version, retentionMs),
  })),
  'has a store for each process': { engine: (_, door) => (door === 0 ? {} : { store: memoryStore() }) },
  'gives everyone a turn': store(() => ({
    claim: async () => ({ state: 'claimed', token: 'any', attempt: 1 }),
    extend: async () => true,
    release: async () => true,
  })),
  'gives one turn at a time': store(({ claim, release }) => ({
    claim: (_key, leaseMs) => claim('all', leaseMs),
    release: (_key, token) => release('all', token),
  })),
  'spends the attempt of one whose turn it is not': verdict('released', ({ delayMs }) => ({
    state: 'retry',
    delayMs,
    reason: '',
  })),
};

type Transaction = NonNullable<Lease['transaction']>;
type Work = (tx: unknown) => unknown;

/** Changes the transaction that a handler is given. */
const transactions = (change: (transaction: Transaction, work: Work) => Promise<unknown>): Break =>
  leases(({ transaction }) => ({
    transaction: ((work: Work) => change(transaction as Transaction, work)) as Transaction,
  }));

const again = { state: 'retry', delayMs: 0, reason: '' } as const;

/** Ends those messages alone that had, or had not, a transaction. */
const endsOnly = (hasWritten: boolean) => (): Break => {
  const written = new Set<string>();
  return {
    ...works(({ run }) => ({
      run: (lease) => {
        const transaction = (work: Work): Promise<unknown> => {
          written.add(lease.message.id);
          return (lease.transaction as Transaction)(work);
        };
        return run({ ...lease, transaction: transaction as Transaction });
      },
    })),
    messages: ({ settle }) => ({
      settle: (id, token, given) => settle(id, token, written.has(id) === hasWritten ? given : again),
    }),
  };
};

/** Runs the work to its end, whatever it throws. */
const committing = async (transaction: Transaction, work: Work): Promise<unknown> => {
  let thrown: unknown;
  const result = await transaction(async (tx) => {
    try {
      return await work(tx);
    } catch (error) {
      thrown = error;
      return undefined;
    }
  });
  if (thrown !== undefined) throw thrown;
  return result;
};

/** Inboxes whose transactions are none. */
export const brokenTransactions: Readonly<Record<string, AnyBreak>> = {
  'ends no message with a transaction': endsOnly(false),
  'ends no message without a transaction': endsOnly(true),
  'writes what throws': transactions(committing),
  'gives no result': transactions(async (transaction, work) => void (await transaction(work))),
  'says something else where the work throws': transactions((transaction, work) =>
    transaction(work).catch(() => {
      throw new Error('The transaction was rolled back.');
    }),
  ),
  'says nothing of a lease that is lost': transactions((transaction, work) =>
    transaction(work).catch((error: unknown) => {
      if (!WebhookError.is(error)) throw error;
    }),
  ),
  'takes a second transaction as nothing': transactions((transaction, work) =>
    transaction(work).catch((error: unknown) => {
      if (!(error instanceof TypeError)) throw error;
    }),
  ),
};

/** An inbox that says it has transactions. */
export const brokenWithout: Readonly<Record<string, AnyBreak>> = {
  'runs the work of a transaction in none': leases(() => ({
    transaction: (async (work: Work) => work(undefined)) as Transaction,
  })),
};
