import type { Inbox } from '@hooklatch/core/store';
import type { EngineFact } from './engine-fact.ts';
import { fail, untilDead } from './engine-expect.ts';
import { toGate, type EngineStage } from './engine-stage.ts';
import { same } from './store-expect.ts';

const id = 'msg_again';

/** Both doors know the event, and answer so that it is not sent again. */
async function isKnown(stage: EngineStage, when: string): Promise<void> {
  for (const [door, inbox] of Object.entries({ first: stage.inbox, other: stage.other })) {
    const { status, outcome } = await stage.send({ id }, inbox);
    same([status, outcome], [200, 'duplicate'], `a duplicate ${when}, at the ${door} door`);
  }
}

/** Whether an event is stored, at each of these doors. */
async function outcomes(stage: EngineStage, doors: readonly Inbox[], sent: object): Promise<unknown[]> {
  const answers = await Promise.all(doors.map((door) => stage.send(sent, door)));
  return answers.map(({ outcome }) => outcome);
}

/** What is recognised at the door. */
export const duplicateFacts: readonly EngineFact[] = [
  {
    name: 'a duplicate is known before it is handled',
    needs: ['duplicates'],
    async show(stage) {
      await stage.send({ id });
      await isKnown(stage, 'that waits');
      const work = await stage.work();
      await stage.until('it is handled', () => work.starts.length > 0);
      await stage.rest(2);
      same(work.starts.length, 1, 'handler starts');
    },
  },
  {
    name: 'a duplicate is known while it is handled',
    needs: ['duplicates'],
    async show(stage) {
      const gate = toGate();
      await stage.send({ id });
      const work = await stage.work(() => gate.opened);
      await stage.until('the handler runs', () => work.starts.length > 0);
      await isKnown(stage, 'that is handled');
      gate.open();
      await stage.rest(2);
      same(work.starts.length, 1, 'handler starts');
    },
  },
  {
    name: 'a duplicate is known while it waits for its next attempt',
    needs: ['duplicates', 'delays'],
    async show(stage) {
      await stage.send({ id });
      const work = await stage.work(fail, { retry: { baseMs: 3_600_000 } });
      await stage.until('the attempt has failed', () => work.reports.length > 0);
      await work.close();
      await isKnown(stage, 'that waits for its next attempt');
    },
  },
  {
    name: 'a duplicate is known after it was handled',
    needs: ['duplicates'],
    async show(stage) {
      await stage.send({ id });
      const work = await stage.work();
      await stage.until('it is handled', () => work.starts.length > 0);
      await work.close();
      await isKnown(stage, 'that was handled');
      const later = await stage.work(undefined, { inboxes: [stage.inbox, stage.other] });
      await stage.rest(3);
      same(later.starts.length, 0, 'handler starts after it was handled');
    },
  },
  {
    name: 'a duplicate is known when it is dead',
    needs: ['duplicates'],
    async show(stage) {
      await stage.send({ id });
      const work = await stage.work(fail, { retry: { attempts: 1 } });
      await untilDead(stage, work);
      await work.close();
      await isKnown(stage, 'that is dead');
      const later = await stage.work();
      await stage.rest(2);
      same(later.starts.length, 0, 'handler starts after it was dead');
    },
  },
  {
    name: '50 duplicates at once through both doors: one is stored, and one handler starts',
    needs: ['duplicates'],
    async show(stage) {
      const work = await stage.work(undefined, { inboxes: [stage.inbox, stage.other] });
      const doors = Array.from({ length: 50 }, (_, at) => (at % 2 ? stage.other : stage.inbox));
      const seen = await outcomes(stage, doors, { id });
      same(seen.filter((one) => one === 'stored').length, 1, 'stored');
      same(seen.filter((one) => one === 'duplicate').length, 49, 'duplicates');
      await stage.until('it is handled', () => work.starts.length > 0);
      await stage.rest(3);
      same(work.starts.length, 1, 'handler starts');
    },
  },
  {
    name: 'an event that nothing names is never a duplicate',
    async show(stage) {
      const sent = { id, options: { idempotencyKey: () => undefined } };
      const doors = [stage.inbox, stage.inbox, stage.other];
      same(await outcomes(stage, doors, sent), ['stored', 'stored', 'stored'], 'the outcomes');
      const work = await stage.work();
      await stage.until('all are handled', () => work.starts.length >= 3);
      await stage.rest(2);
      same(work.starts.length, 3, 'handler starts');
    },
  },
  {
    name: 'endpoints do not share their events',
    async show(stage) {
      const answers = [await stage.send({ id, endpoint: 'eu' }), await stage.send({ id, endpoint: 'us' })];
      same(
        answers.map(({ outcome }) => outcome),
        ['stored', 'stored'],
        'the outcomes',
      );
      const eu = await stage.work(undefined, { row: { name: 'eu' } });
      await stage.until('the first is handled', () => eu.starts.length > 0);
      await eu.close();
      same(
        eu.reports.filter(({ outcome }) => outcome === 'handled').map(({ endpoint }) => endpoint),
        ['eu'],
        'the endpoints that were handled',
      );
    },
  },
  {
    name: 'ids that differ in case, in white space or past 255 characters are different events',
    async show(stage) {
      const long = 'x'.repeat(254);
      const ids = ['msg_a', 'msg_A', `${long}1`, `${long}2`, 'msg_\u00e9', 'msg_e\u0301', 'msg_%', 'msg_:'];
      const options = (key: string): object => ({ idempotencyKey: () => key });
      const answers = [];
      for (const one of [...ids, `${long}${long}1`, `${long}${long}2`, 'a\u0000b', 'a\u0000c']) {
        answers.push(await stage.send({ options: options(one) }));
      }
      const stored = answers.filter(({ outcome }) => outcome === 'stored');
      same(stored.length, answers.length, 'stored');
    },
  },
];
