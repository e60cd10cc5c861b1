import type { StoreTransaction, WebhookStore } from '@hooklatch/core/store';
import { holds, same, stateOf, take } from './store-expect.ts';
import { LONG, type Stage, type StoreFact } from './store-fact.ts';

type Transaction = NonNullable<WebhookStore['transaction']>;

function run<Result>(
  store: WebhookStore,
  ...args: Parameters<Transaction>
): Promise<StoreTransaction<Result>> {
  if (!store.transaction) throw new Error('the store has no transactions');
  return store.transaction(...args) as Promise<StoreTransaction<Result>>;
}

function isThenable(value: unknown): boolean {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/**
 * Writes a text and then ends as it is told. It is synchronous where writing is: some clients have no other transactions.
 */
function writing({ transactions }: Stage, text: string, end: (isAsync: boolean) => unknown = () => text) {
  return (tx: unknown): unknown => {
    const written = transactions?.write(tx, text);
    return isThenable(written) ? Promise.resolve(written).then(() => end(true)) : end(false);
  };
}

/** How often a text was committed. */
async function committed({ transactions }: Stage, text: string): Promise<number> {
  const all = (await transactions?.readAll()) ?? [];
  return all.filter((other) => other === text).length;
}

/** A transaction by a token that holds the key no longer, or never did. */
function refusal(name: string, loseIt: (stage: Stage, key: string) => Promise<string>): StoreFact {
  return {
    name,
    async show(stage) {
      const key = stage.newKey();
      const token = await loseIt(stage, key);
      const answer = await run(stage.store, key, token, LONG, writing(stage, key));
      same(answer.held, false, 'held');
      same(await committed(stage, key), 0, 'what was written');
    },
  };
}

const refusals: readonly StoreFact[] = [
  refusal('a token that was lost to another writes nothing', async ({ store, other, wait, unit }, key) => {
    const { token } = await take(store, key, unit);
    await wait(2);
    await take(other, key, LONG);
    return token;
  }),
  refusal('a token of a lease that has merely ended writes nothing', async ({ store, wait, unit }, key) => {
    const { token } = await take(store, key, unit);
    await wait(2);
    return token;
  }),
  refusal('a token of a done key writes nothing', async ({ store }, key) => {
    const { token } = await take(store, key, LONG);
    await store.complete(key, token, LONG);
    return token;
  }),
  refusal('a token of a released key writes nothing', async ({ store }, key) => {
    const { token } = await take(store, key, LONG);
    await store.release(key, token);
    return token;
  }),
  refusal('an empty token writes nothing', async ({ store }, key) => {
    await take(store, key, LONG);
    return '';
  }),
  refusal('a key that was never claimed writes nothing', async () => '1'),
];

/** Claims until it is decided who has the key. */
async function claimAfterAll({ other, wait }: Stage, key: string): Promise<string | undefined> {
  for (let left = 20; left > 0; left -= 1) {
    // A store may refuse to answer while a transaction is open.
    const claim = await other.claim(key, LONG).catch(() => undefined);
    if (claim?.state === 'claimed') return claim.token;
    if (claim?.state === 'done') return undefined;
    await wait(1);
  }
  throw new Error('the key is neither done nor free');
}

/** What the application writes and that the key is done: both, or neither. */
export const transactionFacts: readonly StoreFact[] = [
  {
    name: 'a transaction commits what was written and that the key is done, and gives the result',
    async show(stage) {
      const { store, other, newKey, wait, unit } = stage;
      const key = newKey();
      const { token } = await take(store, key, LONG);
      const answer = await run(
        store,
        key,
        token,
        3 * unit,
        writing(stage, key, () => ({ total: 7 })),
      );
      same(answer, { held: true, result: { total: 7 } }, 'the answer');
      same(await stateOf(other, key, LONG), 'done', 'a claim by another');
      same(await committed(stage, key), 1, 'what was written');
      same(await store.complete(key, token, LONG), false, 'complete after that');
      await wait(4);
      same((await take(other, key, LONG)).attempt, 1, 'the attempt after the retention');
    },
  },
  {
    name: 'work that rejects writes nothing, and its error comes through',
    async show(stage) {
      const { store, other, newKey } = stage;
      const key = newKey();
      const { token } = await take(store, key, LONG);
      const error = new Error('the handler failed');
      const fail = (): never => {
        throw error;
      };
      const caught = await run(store, key, token, LONG, writing(stage, key, fail)).catch(
        (found: unknown) => found,
      );
      holds(caught === error, `rejected with ${String(caught)}`);
      same(await committed(stage, key), 0, 'what was written');
      same(await stateOf(other, key, LONG), 'busy', 'a claim by another');
      same(await store.release(key, token), true, 'release');
      same((await take(other, key, LONG)).attempt, 2, 'the attempt of the next claim');
    },
  },
  {
    name: 'after work that rejected, the same token can try again',
    async show(stage) {
      const { store, newKey } = stage;
      const key = newKey();
      const { token } = await take(store, key, LONG);
      const fail = (): never => {
        throw new Error('the handler failed');
      };
      await run(store, key, token, LONG, writing(stage, key, fail)).catch(() => {});
      same((await run(store, key, token, LONG, writing(stage, key))).held, true, 'held');
      same(await committed(stage, key), 1, 'what was written');
    },
  },
  ...refusals,
  {
    name: 'of two holders at once, the one who holds the key commits',
    async show(stage) {
      const { store, other, newKey, wait, unit } = stage;
      const key = newKey();
      const first = await take(store, key, unit);
      await wait(2);
      const second = await take(other, key, LONG);
      const answers = await Promise.all([
        run(store, key, first.token, LONG, writing(stage, key)),
        run(other, key, second.token, LONG, writing(stage, key)),
      ]);
      same(
        answers.map(({ held }) => held),
        [false, true],
        'held',
      );
      same(await committed(stage, key), 1, 'what was written');
    },
  },
  {
    name: 'of 10 transactions by one token at once, one commits',
    async show(stage) {
      const { store, other, newKey } = stage;
      const key = newKey();
      const { token } = await take(store, key, LONG);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          run(index % 2 ? store : other, key, token, LONG, writing(stage, key)),
        ),
      );
      same(answers.filter(({ held }) => held).length, 1, 'that held the key');
      same(await committed(stage, key), 1, 'what was written');
    },
  },
  {
    name: 'of a transaction that outlives its lease and the next holder, one commits',
    async show(stage) {
      const { store, other, newKey, wait, unit } = stage;
      const key = newKey();
      const first = await take(store, key, unit);
      let next: Promise<string | undefined> | undefined;
      const outlive = (isAsync: boolean): unknown => {
        const waiting = wait(2);
        const start = (): Promise<unknown> => {
          next = claimAfterAll(stage, key);
          // The next claim may have to wait for this transaction, which therefore does not wait for it.
          const pause = new Promise((resolve) => void setTimeout(resolve, 50));
          return Promise.race([next.catch(() => {}), pause]);
        };
        if (isAsync) return waiting.then(start);
        void start();
        return undefined;
      };
      const slow = await run(store, key, first.token, LONG, writing(stage, key, outlive));
      const token = await next;
      if (token !== undefined)
        same((await run(other, key, token, LONG, writing(stage, key))).held, true, 'held by the next holder');
      same(slow.held, token === undefined, 'held by the first holder, where the next one got nothing');
      same(await committed(stage, key), 1, 'what was written');
    },
  },
];

/** A store of which no transactions are shown has none. */
export const noTransactionFacts: readonly StoreFact[] = [
  {
    name: 'the store has no transactions; those of one that has are shown with the option `transactions`',
    async show({ store }) {
      same(store.transaction === undefined, true, 'that there are none');
    },
  },
];
