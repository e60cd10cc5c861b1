import type { EngineFact } from './engine-fact.ts';
import { handledOnce, outcomesOf, untilDead, untilOutcome } from './engine-expect.ts';
import { toGate, type Start } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';

/** Ends when its signal is aborted, with the signal's reason. */
function untilAborted({ context }: Start): Promise<never> {
  const { signal } = context;
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}

/** Who has a message, and for how long. */
export const leaseFacts: readonly EngineFact[] = [
  {
    name: 'a handler that takes too long is told by its signal, and its attempt has failed',
    async show(stage) {
      await stage.send();
      const work = await stage.work(untilAborted, {
        timeoutMs: stage.unit,
        retry: { attempts: 2, baseMs: 0 },
      });
      const { attempt, reason } = await untilDead(stage, work);
      same([work.starts.length, attempt], [2, 2], 'starts and attempts');
      holds(/handler_timeout/.test(reason ?? ''), `the reason is ${reason}`);
      holds(
        work.starts.every(({ context }) => context.signal.aborted),
        'the signal is not aborted',
      );
    },
  },
  {
    name: 'a handler that never returns does not hold up what comes next',
    async show(stage) {
      await stage.send({ id: 'msg_1' });
      const gate = toGate();
      const work = await stage.work(({ event }) => event.id === 'msg_1' && gate.opened, {
        timeoutMs: stage.unit,
        concurrency: 1,
        retry: { attempts: 1 },
      });
      await untilDead(stage, work);
      await stage.send({ id: 'msg_2' });
      await untilOutcome(stage, work, 'handled');
      gate.open();
    },
  },
  {
    name: 'a worker handles no more at once than its concurrency, and as many',
    needs: ['concurrency'],
    async show(stage) {
      const active = new Map<string, number>([
        ['first', 0],
        ['other', 0],
      ]);
      const most = new Map<string, number>();
      const gate = toGate();
      const act = (name: string) => async (): Promise<void> => {
        const count = (active.get(name) ?? 0) + 1;
        active.set(name, count);
        most.set(name, Math.max(count, most.get(name) ?? 0));
        await gate.opened;
        await stage.rest(0.1);
        active.set(name, (active.get(name) ?? 0) - 1);
      };
      for (let at = 0; at < 12; at += 1) await stage.send();
      const works = [
        await stage.work(act('first'), { concurrency: 2 }),
        await stage.work(act('other'), { concurrency: 3, inboxes: [stage.other] }),
      ];
      const starts = (): number => works.reduce((sum, work) => sum + work.starts.length, 0);
      await stage.until('both workers are full', () => starts() >= 5);
      await stage.rest(2);
      same(starts(), 5, 'handlers at once');
      gate.open();
      await stage.until('all are handled', () => starts() >= 12);
      await Promise.all(works.map((work) => work.close()));
      same([most.get('first'), most.get('other')], [2, 3], 'the most at once');
      same(starts(), 12, 'handler starts');
    },
  },
  {
    name: 'a handler that outlives its lease keeps its message',
    needs: ['renewal'],
    async show(stage) {
      await stage.send();
      const leaseMs = 2 * stage.unit;
      const inboxes = [stage.inbox, stage.other];
      const work = await stage.work(() => stage.rest(6), { leaseMs, inboxes });
      await handledOnce(stage, work);
      same(outcomesOf(work), ['handled'], 'outcomes');
      await work.close();
      const later = await stage.work();
      await stage.rest(3);
      same(later.starts.length, 0, 'handler starts afterwards');
    },
  },
  {
    name: 'many handlers that outlive their leases keep their messages',
    needs: ['renewal', 'concurrency'],
    async show(stage) {
      for (let at = 0; at < 8; at += 1) await stage.send();
      const leaseMs = 2 * stage.unit;
      const inboxes = [stage.inbox, stage.other];
      // With room for each message twice.
      const work = await stage.work(() => stage.rest(5), { leaseMs, inboxes, concurrency: 8 });
      await stage.until('all are handled', () => work.reports.length >= 8);
      await stage.rest(2);
      same(work.starts.length, 8, 'handler starts');
      same([...new Set(outcomesOf(work))], ['handled'], 'outcomes');
    },
  },
];
