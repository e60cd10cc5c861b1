import { anyOf, defineProvider, hmac, toBytes, type Provider } from '@hooklatch/core/provider';
import { batchOf } from '@hooklatch/core/provider';
import type { InboxRow } from '@hooklatch/core/store';
import { engineSecrets, standard } from './engine-delivery.ts';
import type { EngineFact } from './engine-fact.ts';
import { handledOnce, isTypeError, outcomesOf, untilDead } from './engine-expect.ts';
import type { Start } from './engine-stage.ts';
import { holds, same } from './store-expect.ts';

const facts = { sources: [], confirmed: true, checked: '2026-11-22' } as const;
const secret = 'a long text of the contract';

/** Another provider, whose events are named by what they say. */
const second: Provider = defineProvider<object>({
  name: 'second',
  env: [],
  schemes: [hmac({ signature: { header: 'x-second-signature' } })],
  id: { field: 'id' },
  type: { field: 'type' },
  facts,
})({ secret });

interface Item {
  readonly id: string;
  readonly type: string;
}

/** One whose deliveries hold several events. */
const batching: Provider = defineProvider<object>({
  name: 'batching',
  env: [],
  schemes: [hmac({ signature: { header: 'x-batching-signature' } })],
  batch: (whole) =>
    batchOf(
      whole,
      (whole.payload as readonly Item[]).map((item) => ({ ...item, payload: item })),
    ),
  facts,
})({ secret });

const items = ['first', 'second', 'third'].map((id): Item => ({ id, type: `item.${id}` }));
const batch = { provider: batching, secret, body: toBytes(JSON.stringify(items)) } as const;

function idsOf(starts: readonly Start[]): (string | undefined)[] {
  return starts.map(({ event }) => event.id);
}

/** Which handlers a message reaches. */
export const rowFacts: readonly EngineFact[] = [
  {
    name: 'two rows that name one endpoint are a TypeError',
    async show({ inbox }) {
      const row: InboxRow = { provider: standard, on: { '*': () => {} } };
      await isTypeError(inbox.work([row, row]), /standard-webhooks/);
      const named = { ...row, name: 'standard-webhooks' };
      await isTypeError(inbox.work([row, named]), /standard-webhooks/);
    },
  },
  {
    name: 'options that cannot be used are a TypeError',
    async show({ inbox }) {
      const rows = [{ provider: standard, on: { '*': () => {} } }] as const;
      for (const options of [
        { concurrency: 0 },
        { concurrency: 1.5 },
        { leaseMs: 0 },
        { timeoutMs: 0 },
        { retry: { attempts: 0 } },
      ]) {
        await isTypeError(inbox.work(rows, options), new RegExp(Object.keys(options)[0] as string));
      }
    },
  },
  {
    name: 'each row gets its own endpoint, with the provider that it was proved by',
    async show(stage) {
      await stage.send({ id: 'msg_1', endpoint: 'eu' });
      await stage.send({ id: 'msg_2', endpoint: 'us' });
      await stage.send({ provider: second, secret, body: toBytes('{"id":"2","type":"x"}') });
      const seen: string[] = [];
      const note = (name: string) => ({
        '*': (event: { id?: string | undefined }) => void seen.push(`${name} ${event.id}`),
      });
      await stage.inbox.work([
        { provider: standard, name: 'us', on: note('us') },
        { provider: standard, name: 'eu', on: note('eu') },
        { provider: second, on: note('second') },
      ]);
      await stage.until('all are handled', () => seen.length >= 3);
      same(seen.toSorted(), ['eu msg_1', 'second 2', 'us msg_2'], 'rows and events');
    },
  },
  {
    name: 'a message whose endpoint has no row ends dead, with the reason',
    async show(stage) {
      await stage.send({ endpoint: 'forgotten' });
      const work = await stage.work(undefined, { retry: { attempts: 1 } });
      const { reason } = await untilDead(stage, work);
      holds(/forgotten/.test(reason ?? ''), `the reason is ${reason}`);
      same(work.starts.length, 0, 'handler starts');
    },
  },
  {
    name: 'an event whose type has no handler is done',
    async show(stage) {
      await stage.send({ type: 'order.seen' });
      const work = await stage.work(undefined, { row: { on: { 'order.paid': () => {} } } });
      await stage.until('it is ignored', () => work.reports.length > 0);
      await work.close();
      same(outcomesOf(work), ['ignored'], 'outcomes');
      const later = await stage.work();
      await stage.rest(2);
      same(later.starts.length, 0, 'handler starts afterwards');
    },
  },
  {
    name: 'a row of anyOf handles the messages of each of its providers',
    async show(stage) {
      const both = anyOf(standard, second) as unknown as Provider;
      const door = { verifiedBy: both, endpoint: 'both' };
      await stage.send({ ...door, id: 'msg_1' });
      await stage.send({ ...door, provider: second, secret, body: toBytes('{"id":"2","type":"x"}') });
      const work = await stage.work(undefined, { row: { provider: both, name: 'both' } });
      await stage.until('both are handled', () => work.starts.length >= 2);
      same(
        work.starts.map(({ event }) => `${event.provider} ${event.id}`).toSorted(),
        ['second 2', 'standard-webhooks msg_1'],
        'providers and events',
      );
    },
  },
  {
    name: 'a row needs no secret',
    async show(stage) {
      const unset = defineProvider<object>({ ...standard.definition })({ secret: () => undefined });
      await stage.send({ id: 'msg_1', secret: engineSecrets[0] });
      const work = await stage.work(undefined, { row: { provider: unset } });
      await handledOnce(stage, work);
    },
  },
  {
    name: 'of a batch each event is handled, with an idempotency key of its own',
    async show(stage) {
      const { status, outcome } = await stage.send(batch);
      same([status, outcome], [200, 'stored'], 'the answer');
      const work = await stage.work(undefined, { row: { provider: batching } });
      await stage.until('all are handled', () => work.starts.length >= 3);
      await work.close();
      same(idsOf(work.starts), ['first', 'second', 'third'], 'the events');
      same(new Set(work.starts.map(({ context }) => context.idempotencyKey)).size, 3, 'different keys');
      same(outcomesOf(work), ['handled'], 'outcomes');
    },
  },
  {
    name: 'of a batch only the event that failed is run again',
    needs: ['batch'],
    async show(stage) {
      await stage.send(batch);
      const act = ({ event, index }: Start): void => {
        if (event.id === 'second' && index < 3) throw new Error('not yet');
      };
      const work = await stage.work(act, { row: { provider: batching } });
      await stage.until('it is handled', () => outcomesOf(work).includes('handled'));
      await stage.rest(1);
      same(idsOf(work.starts), ['first', 'second', 'third', 'second'], 'the events that were run');
      const keys = work.starts.map(({ context }) => context.idempotencyKey);
      same(keys[3], keys[1], 'the idempotency key of the second attempt');
    },
  },
  {
    name: 'a batch that is sent again is a duplicate',
    needs: ['duplicates'],
    async show(stage) {
      const time = Date.now();
      const answers = [
        await stage.send({ ...batch, time }),
        await stage.send({ ...batch, time }, stage.other),
      ];
      same(
        answers.map(({ outcome }) => outcome),
        ['stored', 'duplicate'],
        'the outcomes',
      );
    },
  },
];
