import type { InboxMessage } from '@hooklatch/core/store';
import type { EngineFact } from './engine-fact.ts';
import { fail, handledOnce, sorted, untilDead } from './engine-expect.ts';
import type { EngineStage, WorkSetup } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';

const once = { retry: { attempts: 1 } } as const;

/** A message that is dead, and no worker. */
export async function bury(stage: EngineStage, id: string, setup: WorkSetup = once): Promise<InboxMessage> {
  const { message } = await stage.send({ id });
  const work = await stage.work(fail, setup);
  await untilDead(stage, work);
  await work.close();
  return message;
}

const nobody = ['00000000-0000-8000-8000-000000000000', 'no message has this id'] as const;

/** What is not tried any more. */
export const deadFacts: readonly EngineFact[] = [
  {
    name: 'a dead message is listed with all that is known of it, at both inboxes',
    needs: ['list'],
    async show(stage) {
      const before = Date.now();
      const { id, receivedAt } = await bury(stage, 'msg_1', { retry: { attempts: 2, baseMs: 0 } });
      for (const inbox of [stage.inbox, stage.other]) {
        const [dead, ...more] = await inbox.dead.list();
        if (!dead) throw new Error('there is no dead message');
        same(more.length, 0, 'further dead messages');
        const { diedAt, endpoint, provider, type, eventId, attempts, reason } = dead;
        same(
          [dead.id, endpoint, provider, type, eventId, dead.receivedAt, attempts, reason],
          [id, 'standard-webhooks', 'standard-webhooks', 'order.paid', 'msg_1', receivedAt, 2, 'Error: away'],
          'the dead message',
        );
        // The engine's clock may be another one.
        holds(Math.abs(diedAt - before) < 60_000, `it died at ${diedAt}, and it is ${before}`);
      }
    },
  },
  {
    name: 'what is waiting, or handled, is not dead',
    needs: ['list'],
    async show(stage) {
      await stage.send({ id: 'msg_1' });
      same((await stage.inbox.dead.list()).length, 0, 'dead messages while one waits');
      const work = await stage.work();
      await handledOnce(stage, work);
      same((await stage.inbox.dead.list()).length, 0, 'dead messages when it is handled');
    },
  },
  {
    name: 'those that died longest ago are listed first, from an offset and up to a limit',
    needs: ['list'],
    async show(stage) {
      const ids: string[] = [];
      for (const name of ['msg_1', 'msg_2', 'msg_3', 'msg_4']) {
        ids.push((await bury(stage, name)).id);
        await stage.rest(0.2);
      }
      const list = async (options?: { limit?: number; offset?: number }): Promise<string[]> =>
        (await stage.other.dead.list(options)).map(({ id }) => id);
      same(await list(), ids, 'all');
      same(await list({ limit: 2 }), ids.slice(0, 2), 'the first two');
      same(await list({ limit: 2, offset: 1 }), ids.slice(1, 3), 'two after the first');
      same(await list({ offset: 3 }), ids.slice(3), 'all after the third');
      same(await list({ offset: 4 }), [], 'all after the last');
    },
  },
  {
    name: 'dead.retry tries a message again from its first attempt on',
    needs: ['retry'],
    async show(stage) {
      const { id } = await bury(stage, 'msg_1');
      same(await stage.other.dead.retry(id), true, 'retry');
      const work = await stage.work(({ index }) => index === 0 && fail());
      await stage.until('it is handled', () => work.starts.length > 1);
      same(
        work.starts.map(({ context }) => context.attempt),
        [1, 2],
        'attempts',
      );
      same(work.reports[0]?.replay, 0, 'the replay');
      await work.close();
      same(await stage.inbox.dead.retry(id), false, 'retry of what is not dead any more');
    },
  },
  {
    name: 'dead.retry reaches a worker that waits',
    needs: ['retry'],
    async show(stage) {
      const { id } = await bury(stage, 'msg_1');
      const work = await stage.work();
      await stage.rest(1);
      same(await stage.inbox.dead.retry(id), true, 'retry');
      await handledOnce(stage, work);
    },
  },
  {
    name: 'of two that retry a dead message at once one does',
    needs: ['retry'],
    async show(stage) {
      const { id } = await bury(stage, 'msg_1');
      const both = [stage.inbox, stage.other].map((inbox) => inbox.dead.retry(id));
      same(sorted(await Promise.all(both)), ['false', 'true'], 'retry');
      await handledOnce(stage, await stage.work());
    },
  },
  {
    name: 'a message that was discarded is gone, and its event stays a duplicate',
    needs: ['discard'],
    async show(stage) {
      const { id } = await bury(stage, 'msg_1');
      same(await stage.other.dead.discard(id), true, 'discard');
      same(await stage.inbox.dead.discard(id), false, 'discard again');
      same(await stage.inbox.dead.retry(id), false, 'retry of what is discarded');
      same(await stage.inbox.replay(id), false, 'replay of what is discarded');
      same((await stage.inbox.dead.list()).length, 0, 'dead messages');
      same((await stage.send({ id: 'msg_1' })).outcome, 'duplicate', 'the event, sent again');
      const work = await stage.work();
      await stage.rest(2);
      same(work.starts.length, 0, 'handler starts');
    },
  },
  {
    name: 'what is not dead can be neither retried nor discarded',
    needs: ['retry', 'discard'],
    async show(stage) {
      const { message } = await stage.send({ id: 'msg_1' });
      for (const id of [message.id, ...nobody]) {
        same(await stage.inbox.dead.retry(id), false, `retry of ${id}`);
        same(await stage.inbox.dead.discard(id), false, `discard of ${id}`);
      }
      await handledOnce(stage, await stage.work());
    },
  },
];
