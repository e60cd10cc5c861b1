import { bury } from './engine-dead.ts';
import type { EngineFact } from './engine-fact.ts';
import { fail, handledOnce, sorted } from './engine-expect.ts';
import { toGate, type EngineStage } from './engine-stage.ts';
import { same } from './store-expect.ts';

/** A message that is handled, and no worker. */
async function handle(stage: EngineStage): Promise<string> {
  const { message } = await stage.send({ id: 'msg_1' });
  const work = await stage.work();
  await stage.until('it is handled', () => work.reports.length > 0);
  await work.close();
  return message.id;
}

async function runsAgain(stage: EngineStage, replay: number): Promise<void> {
  const work = await stage.work();
  await handledOnce(stage, work);
  const [start] = work.starts;
  same(
    [start?.event.id, start?.context.attempt, start?.context.idempotencyKey, work.reports[0]?.replay],
    ['msg_1', 1, 'standard-webhooks:msg_1', replay],
    'event, attempt, idempotency key and replay',
  );
  await work.close();
}

/** What an operator sends through again. */
export const replayFacts: readonly EngineFact[] = [
  {
    name: 'what was handled is handled once more for each replay, from its first attempt on',
    needs: ['replay'],
    async show(stage) {
      const id = await handle(stage);
      same(await stage.inbox.replay(id), true, 'replay');
      await runsAgain(stage, 1);
      same(await stage.other.replay(id), true, 'another replay');
      await runsAgain(stage, 2);
    },
  },
  {
    name: 'what is dead is handled once more, and is dead no more',
    needs: ['replay', 'list'],
    async show(stage) {
      const { id } = await bury(stage, 'msg_1');
      same(await stage.other.replay(id), true, 'replay');
      same((await stage.inbox.dead.list()).length, 0, 'dead messages');
      await runsAgain(stage, 1);
      same((await stage.inbox.dead.list()).length, 0, 'dead messages afterwards');
    },
  },
  {
    name: 'a replay that fails is tried again, and ends dead',
    needs: ['replay', 'list'],
    async show(stage) {
      const id = await handle(stage);
      await stage.inbox.replay(id);
      const work = await stage.work(fail, { retry: { attempts: 2, baseMs: 0 } });
      await stage.until('it has failed twice', () => work.reports.length >= 2);
      await work.close();
      same(
        work.starts.map(({ context }) => context.attempt),
        [1, 2],
        'attempts',
      );
      same(
        (await stage.inbox.dead.list()).map((dead) => [dead.id, dead.attempts]),
        [[id, 2]],
        'the dead',
      );
    },
  },
  {
    name: 'a replay reaches a worker that waits',
    needs: ['replay'],
    async show(stage) {
      const id = await handle(stage);
      const work = await stage.work();
      await stage.rest(1);
      await stage.other.replay(id);
      await handledOnce(stage, work);
    },
  },
  {
    name: 'of two replays at once one is made',
    needs: ['replay'],
    async show(stage) {
      const id = await handle(stage);
      const clicks = [stage.inbox, stage.other, stage.inbox].map((inbox) => inbox.replay(id));
      same(sorted(await Promise.all(clicks)), ['false', 'false', 'true'], 'replay');
      await runsAgain(stage, 1);
    },
  },
  {
    name: 'what waits, is handled, or was never there is not replayed',
    needs: ['replay'],
    async show(stage) {
      const gate = toGate();
      const { message } = await stage.send({ id: 'msg_1' });
      same(await stage.inbox.replay(message.id), false, 'replay of what waits');
      const work = await stage.work(() => gate.opened);
      await stage.until('the handler runs', () => work.starts.length > 0);
      same(await stage.inbox.replay(message.id), false, 'replay of what is handled, here');
      same(await stage.other.replay(message.id), false, 'replay of what is handled, there');
      gate.open();
      await handledOnce(stage, work);
      for (const id of ['00000000-0000-8000-8000-000000000000', 'no message has this id']) {
        same(await stage.inbox.replay(id), false, `replay of ${id}`);
      }
    },
  },
  {
    name: 'what waits for its next attempt is not replayed',
    needs: ['replay', 'delays'],
    async show(stage) {
      const { message } = await stage.send({ id: 'msg_1' });
      const work = await stage.work(fail, { retry: { baseMs: 3_600_000 } });
      await stage.until('it has failed', () => work.reports.length > 0);
      await work.close();
      same(await stage.inbox.replay(message.id), false, 'replay');
    },
  },
  {
    name: 'the event of a replay is still a duplicate at the door',
    needs: ['replay', 'duplicates'],
    async show(stage) {
      await stage.inbox.replay(await handle(stage));
      same((await stage.send({ id: 'msg_1' })).outcome, 'duplicate', 'while it waits');
      await runsAgain(stage, 1);
      same(
        (await stage.send({ id: 'msg_1' }, stage.other)).outcome,
        'duplicate',
        'when it was handled again',
      );
    },
  },
  {
    name: 'a delivery that may be sent again is replayed from the door',
    needs: ['replay', 'duplicates'],
    async show(stage) {
      await handle(stage);
      const again = await stage.send({ id: 'msg_1', options: { allowRedelivery: () => true } });
      same([again.status, again.outcome], [200, 'stored'], 'the answer');
      await runsAgain(stage, 1);
    },
  },
];
