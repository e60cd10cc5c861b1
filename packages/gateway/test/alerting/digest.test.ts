import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { startReceiver } from '../forwarding/lib/receiver.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { noon, openAlerting, type AlertStage, type GivenEvent } from './lib/alert-stage.ts';

const hourMs = 3_600_000;
const hourly = { kind: 'digest', cron: '0 * * * *' };
const digest = (mode: object = {}, match: object = { on: 'event' }): Record<string, unknown> => ({
  match,
  mode: { ...hourly, ...mode },
});
const refused = { outcome: 'rejected', status: 401, type: null, code: 'signature_mismatch' } as const;

/** Waits until a rule has told everything up to a time. */
async function told(stage: AlertStage, time: number): Promise<void> {
  await until(async () => {
    const rows = await stage.context.db.selectFrom('rules').select('state').execute();
    return rows.every(
      ({ state }) =>
        (JSON.parse(state ?? '{}') as { digest: { toldUntil: number } }).digest.toldUntil >= time,
    );
  });
}

const rowsOf = async (
  stage: AlertStage,
): Promise<readonly (readonly [string, string, readonly string[]])[]> =>
  (await stage.alerts()).map(({ key, said }) => [
    key,
    said.summary,
    said.rows.map(({ name, count, isFailure }) => `${isFailure ? '!' : ''}${name} ${count}`),
  ]);

onEachDatabase('digests', (database) => {
  test('a window is told five seconds after its boundary, with what came in it and nothing else', async () => {
    await using stage = await openAlerting(database, { time: noon + 60_000 });
    await using receiver = await startReceiver();
    await stage.rule(digest(), [await stage.channel('slack', { url: receiver.url })]);
    await using _ = stage.start();
    const at = (time: number, given: GivenEvent = {}): GivenEvent => ({ ...given, received_at: time });
    await stage.store(
      at(noon - 1),
      at(noon),
      at(noon + hourMs - 1),
      at(noon + hourMs - 1, refused),
      at(noon + hourMs),
    );
    stage.context.pass(hourMs - 60_000 + 4999);
    await sleep(80);
    expect(await stage.alerts()).toEqual([]);
    stage.context.pass(1);
    await until(() => receiver.received.length === 1);
    expect(await rowsOf(stage)).toEqual([
      [`digest:${noon}`, '3 events, 1 failed.', ['!(no type) 1', 'invoice.paid 2']],
    ]);
    // One event of the window before.
    expect((await stage.alerts())[0]?.said.fields[0]).toEqual({ name: 'Events', value: '3 (+2)' });
    stage.context.pass(hourMs);
    await until(async () => (await stage.alerts()).length === 2);
    expect((await rowsOf(stage))[1]).toEqual([
      `digest:${noon + hourMs}`,
      '1 event, none failed.',
      ['invoice.paid 1'],
    ]);
  });

  test.each([
    ['never', {}, []],
    ['always', { empty: 'always' }, ['A rule: all quiet', 'A rule: all quiet']],
    ['heartbeat, before a week is over', { empty: 'heartbeat' }, []],
  ])('an empty window is told: %s', async (_name, mode, titles) => {
    await using stage = await openAlerting(database);
    await stage.rule(digest(mode));
    await using _ = stage.start();
    for (let hour = 1; hour <= 2; hour += 1) {
      stage.context.pass(hourMs + 5000);
      await told(stage, noon + hour * hourMs);
    }
    expect((await stage.alerts()).map(({ said }) => said.title)).toEqual(titles);
  });

  test.each([
    ['merge', [[`digest:${noon}`, '3 events, none failed.', ['invoice.paid 3']]]],
    [
      'each',
      [
        [`digest:${noon}`, '2 events, none failed.', ['invoice.paid 2']],
        [`digest:${noon + 2 * hourMs}`, '1 event, none failed.', ['invoice.paid 1']],
      ],
    ],
    ['skip', [[`digest:${noon + 2 * hourMs}`, '1 event, none failed.', ['invoice.paid 1']]]],
  ])('windows that ended while nobody was there: %s', async (catchUp, rows) => {
    await using stage = await openAlerting(database);
    await stage.rule(digest({ catchUp }));
    await stage.store({}, {}, { received_at: noon + 2 * hourMs + 1 });
    stage.context.pass(3 * hourMs + 5000);
    await using _ = stage.start();
    await told(stage, noon + 3 * hourMs);
    expect(await rowsOf(stage)).toEqual(rows);
  });

  test('a rule with a filter counts what it has let pass, once all of the window is routed', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(digest({}, { on: 'event', filter: 'body.amount>=10' }));
    await using _ = stage.start();
    await stage.store(
      { body: { amount: 9 } },
      { body: { amount: 10 } },
      { body: { amount: 11 }, type: 'other' },
    );
    stage.context.pass(hourMs + 5000);
    await told(stage, noon + hourMs);
    expect(await rowsOf(stage)).toEqual([
      [`digest:${noon}`, '2 events, none failed.', ['invoice.paid 1', 'other 1']],
    ]);
  });

  test('types and endpoints of the rule are all that is counted, and what has died is a failure', async () => {
    await using stage = await openAlerting(database);
    const { context, endpoint } = stage;
    await stage.rule(digest({}, { on: 'event', types: ['invoice.*'], endpoints: ['Shop'] }));
    await stage.store({}, { type: 'user.created' }, { endpoint_id: 'end_other' });
    const event = await context.db.selectFrom('events').selectAll().orderBy('seq').executeTakeFirstOrThrow();
    const forward = {
      id: 'fwd_1',
      event: event.id,
      event_seq: event.seq,
      endpoint_id: endpoint,
      connection_id: 'con_1',
      destination_id: 'dst_1',
      replay: 0,
      spent: 0,
      state: 'dead',
      trigger: 'automatic',
      last_status: 500,
      last_error: null,
      created_at: noon,
      settled_at: noon + 1,
      due_at: noon,
      lease_token: null,
      lease_until: null,
      attempts: 12,
    } as const;
    await context.db.insertInto('forwards').values(forward).execute();
    await using _ = stage.start();
    context.pass(hourMs + 5000);
    await told(stage, noon + hourMs);
    expect((await rowsOf(stage))[0]?.slice(1)).toEqual(['1 event, 1 failed.', ['!invoice.paid 1']]);
  });

  test('20,000 events in one millisecond are counted', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(digest());
    await stage.store();
    await stage.context.transaction(async (tx) => {
      for (let part = 0; part < 40; part += 1) {
        const rows = Array.from({ length: 525 }, (_, at) => ({
          id: `evt_${part}_${at}`,
          endpoint_id: 'end_shop',
          provider: 'stripe',
          received_at: noon + (part < 38 ? 5 : part),
          method: 'POST',
          target: '/',
          outcome: 'verified' as const,
          status: 200,
          type: 'a',
          source: 'received' as const,
          bytes: 0,
          milliseconds: 1,
          routed: 1 as const,
        }));
        // oxlint-disable-next-line no-await-in-loop
        await tx.insertInto('events').values(rows).execute();
      }
    });
    stage.context.pass(hourMs + 5000);
    await using _ = stage.start();
    await told(stage, noon + hourMs);
    expect((await rowsOf(stage))[0]?.[1]).toBe('21000 events, none failed.');
  });

  test.skipIf(database.kind === 'sqlite')('two processes tell each window once', async () => {
    const origin = { url: await database.url() };
    await using stage = await openAlerting(database, { origin });
    await using other = await openAlerting(database, { origin });
    await stage.rule(digest({ empty: 'always', catchUp: 'each' }));
    await using working = new AsyncDisposableStack();
    for (const each of [stage, other]) working.use(each.start());
    for (let hour = 1; hour <= 6; hour += 1) {
      stage.context.pass(hourMs);
      other.context.pass(hourMs);
    }
    stage.context.pass(5000);
    other.context.pass(5000);
    await told(stage, noon + 6 * hourMs);
    const keys = (await stage.alerts()).map(({ key }) => key);
    expect(keys).toEqual(Array.from({ length: 6 }, (_, hour) => `digest:${noon + hour * hourMs}`));
  });
});
