import type { EngineFact } from './engine-fact.ts';
import { outcomesOf, passOn, untilOutcome } from './engine-expect.ts';
import { toGate, type EngineStage, type Gate, type Work } from './engine-stage.ts';
import { same } from './store-expect.ts';

interface Zombie {
  readonly zombie: Work;
  readonly heir: Work;
  readonly zombieGate: Gate;
  readonly heirGate: Gate;
}

/** Two handlers of one message: the lease of the first has ended, and the other worker has taken it. */
async function toZombie(stage: EngineStage, afterwards: () => unknown): Promise<Zombie> {
  const [zombieGate, heirGate] = [toGate(), toGate()];
  const setup = { concurrency: 1, leaseMs: 8 * stage.unit, timeoutMs: 3_600_000 };
  await stage.send({ id: 'msg_1' });
  const zombie = await stage.work(async () => {
    await zombieGate.opened;
    return afterwards();
  }, setup);
  await stage.until('the first handler runs', () => zombie.starts.length > 0);
  const heir = await stage.work(() => heirGate.opened, { ...setup, inboxes: [stage.other] });
  await passOn(stage, () => heir.starts.length > 0);
  same(heir.starts[0]?.context.attempt, 2, 'the attempt at the other worker');
  return { zombie, heir, zombieGate, heirGate };
}

/** What a worker may do whose lease has passed to another. */
export const fencingFacts: readonly EngineFact[] = [
  {
    name: 'a worker that has lost its lease is told by its signal',
    needs: ['fencing'],
    async show(stage) {
      const { zombie, heir, zombieGate, heirGate } = await toZombie(stage, () => {});
      const { context } = zombie.starts[0] ?? {};
      await stage.until('the signal is aborted', () => context?.signal.aborted === true);
      same(heir.starts[0]?.context.signal.aborted, false, 'the signal of the other handler is aborted');
      zombieGate.open();
      heirGate.open();
      await untilOutcome(stage, heir, 'handled');
    },
  },
  ...Object.entries({
    'fails does not give its message back': () => {
      throw new Error('late');
    },
    'gives up does not bury its message': () => {
      throw Object.assign(new Error('late'), { name: 'GiveUp' });
    },
  }).map(([what, afterwards]): EngineFact => ({
    name: `a worker that has lost its lease and ${what}`,
    needs: ['fencing'],
    async show(stage) {
      const { zombie, heir, zombieGate, heirGate } = await toZombie(stage, afterwards);
      zombieGate.open();
      await zombie.close();
      await stage.rest(1);
      // The other worker is still at it: what counts is how it goes there.
      const third = await stage.work(undefined, { leaseMs: 8 * stage.unit });
      await stage.rest(2);
      same(third.starts.length, 0, 'handler starts at a third worker');
      await third.close();
      same((await stage.send({ id: 'msg_1' })).outcome, 'duplicate', 'the event, sent again');
      heirGate.open();
      await untilOutcome(stage, heir, 'handled');
      await heir.close();
      same(outcomesOf(heir), ['handled'], 'outcomes');
      const later = await stage.work();
      await stage.rest(2);
      same(later.starts.length, 0, 'handler starts afterwards');
      same((await stage.inbox.dead.list()).length, 0, 'dead messages');
    },
  })),
  {
    name: 'a worker that has lost its lease and succeeds does not end its message',
    needs: ['fencing', 'release'],
    async show(stage) {
      const { zombie, heir, zombieGate, heirGate } = await toZombie(stage, () => {});
      zombieGate.open();
      await zombie.close();
      // The other worker gives it back, and then it is there.
      await heir.close({ graceMs: 0 });
      heirGate.open();
      const later = await stage.work();
      await stage.until('it is handled after all', () => later.starts.length > 0);
      same(later.starts[0]?.context.attempt, 2, 'the attempt');
    },
  },
];
