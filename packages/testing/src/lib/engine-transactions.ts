import type { EngineFact } from './engine-fact.ts';
import { handledOnce, outcomesOf, passOn, untilOutcome } from './engine-expect.ts';
import type { EngineStage, Start } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';
import type { EngineTransactions } from './engine-fact.ts';

function transactionsOf({ transactions }: EngineStage): EngineTransactions {
  if (!transactions) throw new Error('there are no transactions');
  return transactions;
}

async function isWritten(stage: EngineStage, expected: readonly string[]): Promise<void> {
  same([...(await transactionsOf(stage).readAll())].toSorted(), expected, 'what was written');
}

/** Writes a text with the event's transaction. */
function write(stage: EngineStage, { context }: Start, text: string): Promise<unknown> {
  return context.withTransaction((tx) => transactionsOf(stage).write(tx, text));
}

function rejected(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error ?? new Error('rejected with nothing'),
  );
}

/** Where the engine has transactions. */
export const transactionFacts: readonly EngineFact[] = [
  {
    name: 'what a handler writes and the end of its message are one transaction',
    async show(stage) {
      await stage.send({ id: 'msg_1' });
      const work = await stage.work((start) => write(stage, start, 'effect'));
      await handledOnce(stage, work);
      await isWritten(stage, ['effect']);
      await work.close();
      const later = await stage.work(undefined, { inboxes: [stage.other] });
      await stage.rest(2);
      same(later.starts.length, 0, 'handler starts afterwards');
      same((await stage.send({ id: 'msg_1' })).outcome, 'duplicate', 'the event, sent again');
    },
  },
  {
    name: 'withTransaction gives what the work gives',
    async show(stage) {
      await stage.send();
      let given: unknown;
      const work = await stage.work(async ({ context }) => {
        given = await context.withTransaction(() => 'a result');
      });
      await handledOnce(stage, work);
      same(given, 'a result', 'the result');
    },
  },
  {
    name: 'where the work throws nothing is written, and the event is handled again',
    async show(stage) {
      await stage.send();
      const errors: unknown[] = [];
      const work = await stage.work(async (start) => {
        const done = start.context.withTransaction(async (tx) => {
          await transactionsOf(stage).write(tx, `effect ${start.context.attempt}`);
          if (start.index === 0) throw new Error('not yet');
        });
        errors.push(await rejected(done));
        await done;
      });
      await untilOutcome(stage, work, 'handled');
      await work.close();
      same(outcomesOf(work), ['retrying', 'handled'], 'outcomes');
      same((errors[0] as Error).message, 'not yet', 'what withTransaction rejects with');
      await isWritten(stage, ['effect 2']);
    },
  },
  {
    name: 'what is committed is handled, though the handler throws afterwards',
    async show(stage) {
      await stage.send();
      const work = await stage.work(async (start) => {
        await write(stage, start, 'effect');
        throw new Error('too late');
      });
      await handledOnce(stage, work);
      await isWritten(stage, ['effect']);
      same((await stage.inbox.dead.list()).length, 0, 'dead messages');
    },
  },
  {
    name: 'withTransaction can be used once for an event',
    async show(stage) {
      await stage.send();
      let second: unknown;
      const work = await stage.work(async (start) => {
        await write(stage, start, 'first');
        second = await rejected(write(stage, start, 'second'));
      });
      await handledOnce(stage, work);
      holds(second !== undefined, 'the second withTransaction is not refused');
      await isWritten(stage, ['first']);
    },
  },
  {
    name: 'a handler may end without its transaction',
    async show(stage) {
      await stage.send();
      const work = await stage.work();
      await handledOnce(stage, work);
      await isWritten(stage, []);
    },
  },
  {
    name: 'a worker that has lost its lease writes nothing',
    needs: ['fencing'],
    async show(stage) {
      await stage.send();
      let isTaken = false;
      let late: unknown;
      const setup = { concurrency: 1, leaseMs: 8 * stage.unit, timeoutMs: 3_600_000 };
      const zombie = await stage.work(async (start) => {
        await stage.until('the other worker has the message', () => isTaken);
        late = await rejected(write(stage, start, 'zombie'));
      }, setup);
      await stage.until('the first handler runs', () => zombie.starts.length > 0);
      const act = async (start: Start): Promise<void> => {
        isTaken = true;
        await stage.until('the first handler has tried', () => late !== undefined);
        await write(stage, start, 'heir');
      };
      const heir = await stage.work(act, { ...setup, inboxes: [stage.other] });
      await passOn(stage, () => isTaken);
      await untilOutcome(stage, heir, 'handled');
      same((late as { code?: string }).code, 'lease_lost', 'what withTransaction rejects with');
      await isWritten(stage, ['heir']);
    },
  },
];

/** Where it has none. */
export const noTransactionFacts: readonly EngineFact[] = [
  {
    name: 'withTransaction is refused with a TypeError',
    async show(stage) {
      await stage.send();
      let thrown: unknown;
      const work = await stage.work(async ({ context }) => {
        thrown = await rejected(context.withTransaction(() => 'a result'));
      });
      await handledOnce(stage, work);
      holds(thrown instanceof TypeError, `withTransaction: expected a TypeError, found ${String(thrown)}`);
    },
  },
];
