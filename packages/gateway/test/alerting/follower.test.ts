import { expect, test } from 'vitest';
import { createRule } from '../../src/lib/alerting/rules.ts';
import { until } from '../../../../test/servers/until.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { actor, openAlerting } from './lib/alert-stage.ts';

const onEvent = { match: { on: 'event' } };
const refused = { outcome: 'rejected', status: 401, type: null, code: 'signature_mismatch' } as const;

onEachDatabase('alerts behind the commit', (database) => {
  test('a rule makes one alert for each event that it matches, and one send for each channel', async () => {
    await using stage = await openAlerting(database);
    const one = await stage.channel('slack', { url: 'https://hooks.example.com/a' });
    const other = await stage.channel('discord', { url: 'https://hooks.example.com/b' });
    const rule = await stage.rule({ match: { on: 'event', types: ['invoice.*'] } }, [one, other]);
    const [paid] = await stage.store({ type: 'invoice.paid' }, { type: 'user.created' }, refused);
    const alerts = await stage.alerts();
    expect(alerts).toMatchObject([{ rule_id: rule, event: paid, key: paid, kind: 'event' }]);
    expect(alerts[0]?.said).toMatchObject({
      title: 'Shop: invoice.paid',
      link: `https://gw.example.com/events/${paid}`,
    });
    expect((await stage.sends()).map(({ channel_id: id, state }) => [id, state])).toEqual([
      [one, 'queued'],
      [other, 'queued'],
    ]);
  });

  test('an event that is routed once more makes no second alert', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(onEvent, [await stage.channel('slack', { url: 'https://hooks.example.com/a' })]);
    await stage.store({}, { outcome: 'duplicate' });
    await stage.context.db.updateTable('events').set({ routed: 0 }).execute();
    await stage.store();
    expect([(await stage.alerts()).length, (await stage.sends()).length]).toEqual([1, 1]);
  });

  test.each([
    ['of a filter', { match: { on: 'event', filter: 'body.amount>=1000' } }, ['b']],
    ['of an endpoint by name', { match: { on: 'event', endpoints: ['Sh*'] } }, ['a', 'b']],
    ['of an endpoint by id', { match: { on: 'event', endpoints: ['end_shop'] } }, ['a', 'b']],
    ['of another endpoint', { match: { on: 'event', endpoints: ['Other'] } }, []],
  ])('a rule %s sees what it asks for', async (_name, rule, matched) => {
    await using stage = await openAlerting(database);
    await stage.rule(rule);
    await stage.store({ event_id: 'a', body: { amount: 1 } }, { event_id: 'b', body: { amount: 2000 } });
    const ids = (await stage.alerts()).map(
      ({ said }) => said.fields.find(({ name }) => name === 'Id')?.value,
    );
    expect(ids).toEqual(matched);
  });

  test('a payload is shown as far as the rule names it, and no header', async () => {
    await using stage = await openAlerting(database);
    await stage.rule({ ...onEvent, template: { title: 'Paid {/amount}', fields: ['/user/name'] } });
    await stage.store({ body: { amount: 12, user: { name: 'Ada', card: '4242' } } });
    const [alert] = await stage.alerts();
    expect(alert?.said.title).toBe('Paid 12');
    expect(alert?.said.fields[0]).toEqual({ name: 'name', value: 'Ada' });
    expect(alert?.message).not.toMatch(/4242|content-type/);
  });

  test('a throttle remembers across routers and sums up the rest when its time has come', async () => {
    await using stage = await openAlerting(database);
    const mode = { kind: 'throttle', limit: 2, groupWaitMs: 30_000 };
    await stage.rule({ ...onEvent, mode });
    await stage.store({}, {}, {});
    await stage.store({ type: 'invoice.failed' });
    expect((await stage.alerts()).map(({ kind }) => kind)).toEqual(['event', 'event']);
    await using _ = stage.start();
    stage.context.pass(30_001);
    await until(async () => (await stage.alerts()).length === 3);
    expect((await stage.alerts()).at(-1)?.said).toMatchObject({
      kind: 'burst',
      rows: [
        { name: 'invoice.failed', count: 1 },
        { name: 'invoice.paid', count: 1 },
      ],
    });
  });

  test('a burst of failed signatures is said once, however many there are', async () => {
    await using stage = await openAlerting(database);
    await stage.rule({ match: { on: { kind: 'burst', count: 3 } } });
    await stage.store(refused, refused, { ...refused, code: 'timestamp_too_old' });
    expect(await stage.alerts()).toEqual([]);
    await stage.store(...Array.from({ length: 20 }, () => refused));
    expect((await stage.alerts()).map(({ said }) => [said.kind, said.fields[0]?.value])).toEqual([
      ['burst', 'signature_mismatch'],
    ]);
  });

  test('silence is said once after its hours, and its end when an event comes', async () => {
    await using stage = await openAlerting(database);
    await stage.rule({ match: { on: { kind: 'silence', hours: 2 }, types: ['invoice.*'] } });
    await using _ = stage.start();
    await until(
      async () =>
        (await stage.context.db.selectFrom('rules').select('state').executeTakeFirst())?.state?.includes(
          'silence',
        ) ?? false,
    );
    stage.context.pass(3_600_000);
    await stage.store({});
    stage.context.pass(2 * 3_600_000 - 1000);
    await stage.store({ type: 'user.created' });
    expect(await stage.alerts()).toEqual([]);
    stage.context.pass(2000);
    await until(async () => (await stage.alerts()).length === 1);
    stage.context.pass(3_600_000);
    await stage.store({});
    const said = (await stage.alerts()).map((alert) => alert.said);
    expect(said.map(({ kind }) => kind)).toEqual(['silence', 'recovery']);
    expect(said[1]?.incident).toBe(said[0]?.incident);
  });

  test('a rule that is made, changed or deleted holds from the next event on', async () => {
    await using stage = await openAlerting(database);
    const { context } = stage;
    await stage.store({});
    await createRule(context, actor, { name: 'Off', rule: onEvent, isEnabled: false });
    await stage.store({});
    expect(await stage.alerts()).toEqual([]);
    await stage.rule(onEvent);
    await stage.store({});
    expect(await stage.alerts()).toHaveLength(1);
  });
});
