import type { InboxStats } from '@hooklatch/core/store';
import { bury } from './engine-dead.ts';
import type { EngineFact } from './engine-fact.ts';
import { fail, handledOnce } from './engine-expect.ts';
import { toGate, type EngineStage } from './engine-stage.ts';
import { same } from './store-expect.ts';

/** Waits until both inboxes count so many, and no others. */
async function counts(stage: EngineStage, expected: Partial<InboxStats>): Promise<void> {
  const wanted = { waiting: 0, delayed: 0, active: 0, dead: 0, ...expected };
  for (const inbox of [stage.inbox, stage.other]) {
    let found: unknown;
    const isSo = async (): Promise<boolean> => {
      const { waiting, delayed, active, dead } = await inbox.stats();
      found = JSON.stringify({ waiting, delayed, active, dead });
      return found === JSON.stringify(wanted);
    };
    await stage.until('the counts are right', isSo).catch((error: unknown) => {
      if (found !== undefined) same(found, JSON.stringify(wanted), 'counts');
      throw error;
    });
  }
}

/** What an operator sees and does. */
export const controlFacts: readonly EngineFact[] = [
  {
    name: 'stats count what waits',
    needs: ['stats'],
    async show(stage) {
      await counts(stage, {});
      await stage.send();
      await stage.send();
      await counts(stage, { waiting: 2 });
    },
  },
  {
    name: 'stats count what is handled, and not what was',
    needs: ['stats'],
    async show(stage) {
      const gate = toGate();
      await stage.send();
      await stage.send();
      const work = await stage.work(() => gate.opened, { concurrency: 1 });
      await stage.until('the handler runs', () => work.starts.length > 0);
      await counts(stage, { waiting: 1, active: 1 });
      gate.open();
      await stage.until('both are handled', () => work.reports.length === 2);
      await counts(stage, {});
    },
  },
  {
    name: 'stats count what waits for its next attempt',
    needs: ['stats', 'delays'],
    async show(stage) {
      await stage.send();
      const work = await stage.work(fail, { retry: { baseMs: 3_600_000 } });
      await stage.until('it has failed', () => work.reports.length > 0);
      await counts(stage, { delayed: 1 });
    },
  },
  {
    name: 'stats count the dead',
    needs: ['stats'],
    async show(stage) {
      await bury(stage, 'msg_1');
      await counts(stage, { dead: 1 });
    },
  },
  {
    name: 'while it is paused no worker takes a message, and messages are kept',
    needs: ['pause'],
    async show(stage) {
      await stage.inbox.pause();
      const work = await stage.work(undefined, { inboxes: [stage.inbox, stage.other] });
      await stage.rest(1);
      same((await stage.send({ id: 'msg_1' })).outcome, 'stored', 'the outcome');
      await stage.rest(3);
      same(work.starts.length, 0, 'handler starts');
      await stage.other.resume();
      await handledOnce(stage, work);
    },
  },
  {
    name: 'a worker that waits is paused by the other inbox',
    needs: ['pause'],
    async show(stage) {
      const work = await stage.work();
      await stage.rest(1);
      await stage.other.pause();
      await stage.rest(1);
      await stage.send({ id: 'msg_1' });
      await stage.rest(3);
      same(work.starts.length, 0, 'handler starts');
      await stage.inbox.resume();
      await handledOnce(stage, work);
    },
  },
  {
    name: 'what is handled when it is paused is handled to its end',
    needs: ['pause'],
    async show(stage) {
      const gate = toGate();
      await stage.send();
      const work = await stage.work(() => gate.opened);
      await stage.until('the handler runs', () => work.starts.length > 0);
      await stage.inbox.pause();
      gate.open();
      await handledOnce(stage, work);
      await work.close();
      await stage.inbox.resume();
      const later = await stage.work();
      await stage.rest(2);
      same(later.starts.length, 0, 'handler starts afterwards');
    },
  },
  {
    name: 'pausing twice, and resuming what is not paused, change nothing',
    needs: ['pause'],
    async show(stage) {
      await stage.inbox.resume();
      await stage.inbox.pause();
      await stage.other.pause();
      await stage.inbox.resume();
      await stage.send();
      await handledOnce(stage, await stage.work());
    },
  },
  {
    name: 'migrate may be called again, by several at once, and loses nothing',
    async show(stage) {
      await stage.send({ id: 'msg_1' });
      await Promise.all([stage.inbox, stage.other, stage.inbox].map((inbox) => inbox.migrate()));
      await stage.other.migrate();
      await handledOnce(stage, await stage.work());
    },
  },
];
