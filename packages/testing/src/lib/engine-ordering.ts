import type { WebhookEvent } from '@hooklatch/core';
import { toBytes } from '@hooklatch/core/provider';
import type { InboxRow } from '@hooklatch/core/store';
import type { EngineFact } from './engine-fact.ts';
import { outcomesOf } from './engine-expect.ts';
import { toGate, type EngineStage } from './engine-stage.ts';
import { same } from './store-expect.ts';

interface Change {
  readonly of: string;
  readonly version?: number;
}

const changeOf = (event: WebhookEvent): Change => (event.payload as { data: Change }).data;
const ordering: InboxRow['ordering'] = {
  key: (event) => changeOf(event).of,
  version: (event) => changeOf(event).version,
};

async function change(stage: EngineStage, data: Change): Promise<void> {
  await stage.send({ body: toBytes(JSON.stringify({ type: 'order.changed', data })) });
}

/** Events of one thing. */
export const orderingFacts: readonly EngineFact[] = [
  {
    name: 'an event that comes after a newer one is dropped, and done',
    needs: ['ordering'],
    async show(stage) {
      const work = await stage.work(undefined, { row: { ordering } });
      for (const [at, version] of [2, 1, 2, 3].entries()) {
        await change(stage, { of: 'order_1', version });
        await stage.until('it is settled', () => work.reports.length > at);
      }
      await change(stage, { of: 'order_2', version: 1 });
      await stage.until('the last is settled', () => work.reports.length > 4);
      same(outcomesOf(work), ['handled', 'stale', 'handled', 'handled', 'handled'], 'outcomes');
      same(
        work.starts.map(({ event }) => changeOf(event).version),
        [2, 2, 3, 1],
        'the versions',
      );
    },
  },
  {
    name: 'events of one thing are handled one at a time, at both inboxes, and those of others meanwhile',
    needs: ['ordering'],
    async show(stage) {
      const gate = toGate();
      let active = 0;
      let most = 0;
      const inboxes = [stage.inbox, stage.other];
      const act = async ({ event }: { event: WebhookEvent }): Promise<void> => {
        if (changeOf(event).of === 'order_2') return gate.open();
        active += 1;
        most = Math.max(most, active);
        await gate.opened;
        await stage.rest(0.2);
        active -= 1;
      };
      for (let at = 0; at < 3; at += 1) await change(stage, { of: 'order_1' });
      const work = await stage.work(act, { row: { ordering }, inboxes, concurrency: 2 });
      await stage.until('the first is handled', () => active > 0);
      await change(stage, { of: 'order_2' });
      await stage.until(
        'all are handled',
        () => outcomesOf(work).filter((one) => one === 'handled').length === 4,
      );
      same(most, 1, 'handlers at once');
      same(work.starts.length, 4, 'handler starts');
    },
  },
  {
    name: 'an event that is given back because it is not its turn has spent no attempt',
    needs: ['ordering', 'release'],
    async show(stage) {
      const gate = toGate();
      const row = { ordering: { ...ordering, waitMs: 10 } };
      await change(stage, { of: 'order_1' });
      await change(stage, { of: 'order_1' });
      const work = await stage.work(({ index }) => index === 0 && gate.opened, { row });
      await stage.until('one is given back', () => outcomesOf(work).includes('released'));
      gate.open();
      await stage.until('both are handled', () => work.starts.length === 2);
      same(work.starts[1]?.context.attempt, 1, 'the attempt');
    },
  },
];
