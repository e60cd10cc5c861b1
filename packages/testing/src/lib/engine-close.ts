import type { InboxRow } from '@hooklatch/core/store';
import { standard, writeOnly } from './engine-delivery.ts';
import type { EngineFact } from './engine-fact.ts';
import { handledOnce, isTypeError, outcomesOf, sorted } from './engine-expect.ts';
import { toGate, type EngineStage, type Start } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';

/** What the first worker gave back is the other's at once, though its lease would last an hour. */
async function isGivenBack(
  stage: EngineStage,
  act: (start: Start) => unknown,
  graceMs: number,
): Promise<Start> {
  await stage.send({ id: 'msg_1' });
  const work = await stage.work(act, { leaseMs: 3_600_000, timeoutMs: 3_600_000 });
  await stage.until('the handler runs', () => work.starts.length > 0);
  await work.close({ graceMs });
  same(outcomesOf(work), ['released'], 'outcomes');
  const later = await stage.work(undefined, { inboxes: [stage.other] });
  await handledOnce(stage, later);
  same(later.starts[0]?.context.attempt, 1, 'the attempt at the other worker');
  return work.starts[0] as Start;
}

/** How a worker ends. */
export const closeFacts: readonly EngineFact[] = [
  {
    name: 'a worker that is closed lets its handlers end, and takes nothing more',
    async show(stage) {
      const gate = toGate();
      await stage.send({ id: 'msg_1' });
      await stage.send({ id: 'msg_2' });
      const work = await stage.work(() => gate.opened, { concurrency: 1 });
      await stage.until('the handler runs', () => work.starts.length > 0);
      const closed = work.close();
      await stage.rest(1);
      same(work.starts[0]?.context.signal.aborted, false, 'the signal is aborted');
      gate.open();
      await closed;
      same(outcomesOf(work), ['handled'], 'outcomes');
      const later = await stage.work();
      await handledOnce(stage, later);
      const ids = [...work.starts, ...later.starts].map(({ event }) => event.id);
      same(sorted(ids), ['msg_1', 'msg_2'], 'the events');
    },
  },
  {
    name: 'closing waits until what was handled is settled',
    async show(stage) {
      await stage.send();
      const work = await stage.work(() => stage.rest(1));
      await stage.until('the handler runs', () => work.starts.length > 0);
      await work.close();
      same(outcomesOf(work), ['handled'], 'outcomes');
      const later = await stage.work(undefined, { inboxes: [stage.other] });
      await stage.rest(2);
      same(later.starts.length, 0, 'handler starts afterwards');
    },
  },
  {
    name: 'a handler that does not end in time is told by its signal; its message is given back unspent, and at once',
    needs: ['release'],
    async show(stage) {
      const { context } = await isGivenBack(
        stage,
        ({ context: { signal } }) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
        stage.unit,
      );
      holds(context.signal.aborted, 'the signal is not aborted');
    },
  },
  {
    name: 'a handler that does not listen to its signal does not keep a worker from closing',
    needs: ['release'],
    async show(stage) {
      const gate = toGate();
      const before = performance.now();
      await isGivenBack(stage, () => gate.opened, 0);
      holds(performance.now() - before < 2 * stage.patience, 'closing takes too long');
      gate.open();
    },
  },
  {
    name: 'a worker without messages closes at once, and twice',
    async show(stage) {
      const work = await stage.work();
      const before = performance.now();
      await Promise.all([work.close(), work.close()]);
      await work.close();
      holds(performance.now() - before < stage.patience, 'closing takes too long');
    },
  },
  {
    name: 'an inbox that is closed closes its workers, may be closed again, and begins no other',
    async show(stage) {
      const work = await stage.work();
      await Promise.all([stage.inbox.close(), stage.inbox.close()]);
      await stage.inbox.close();
      await stage.send({ id: 'msg_1' }, stage.other);
      await stage.rest(2);
      same(work.starts.length, 0, 'handler starts at an inbox that is closed');
      const row: InboxRow = { provider: standard, on: { '*': () => {} } };
      await isTypeError(stage.inbox.work([row]), /closed/);
    },
  },
  {
    name: 'when one inbox is closed the other keeps and handles messages',
    async show(stage) {
      const work = await stage.work(undefined, { inboxes: [stage.other] });
      await stage.send({ id: 'msg_1' });
      await stage.until('the first is handled', () => work.starts.length > 0);
      await stage.inbox.close();
      same((await stage.send({ id: 'msg_2' }, stage.other)).outcome, 'stored', 'the outcome');
      await stage.until('the second is handled', () => work.starts.length > 1);
    },
  },
  {
    name: 'closing an inbox waits for what it was given to keep',
    async show(stage) {
      const messages = await Promise.all(Array.from({ length: 20 }, () => writeOnly()));
      const puts = messages.map((message) => stage.inbox.put(message));
      await stage.inbox.close();
      const kept = await Promise.all(puts);
      same([...new Set(kept)], ['stored'], 'what became of them');
      const work = await stage.work(undefined, { inboxes: [stage.other] });
      await stage.until('all are handled', () => work.starts.length === 20);
    },
  },
];
