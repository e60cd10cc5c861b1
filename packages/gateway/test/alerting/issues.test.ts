import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { issueOnSettled } from '../../src/lib/alerting/issue-on-settled.ts';
import { actOnIssue, listIssues } from '../../src/lib/alerting/issues.ts';
import { startDispatcher } from '../../src/lib/forwarding/start-dispatcher.ts';
import { startReceiver, status } from '../forwarding/lib/receiver.ts';
import { openStage } from '../forwarding/lib/stage.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { actor, openAlerting } from './lib/alert-stage.ts';
import { follow, minuteMs, onFailure } from './lib/follow-destination.ts';

onEachDatabase('issues of destinations', (database) => {
  test('one message when it opens, one for each interval, and one when it was quiet and three successes came', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    const told = await follow(stage);
    await using _ = stage.start();
    await told.fail(2);
    expect(await told.said()).toEqual([]);
    await told.fail(20);
    expect(await told.said()).toEqual(['Billing fails: HTTP 500']);
    stage.context.pass(61 * minuteMs);
    await told.fail(5);
    expect(await told.said()).toHaveLength(2);
    await told.succeed(2);
    stage.context.pass(11 * minuteMs);
    await told.succeed(1);
    await until(async () => (await told.said()).length === 3);
    expect(await told.said()).toEqual([
      'Billing fails: HTTP 500',
      'Billing still fails: HTTP 500',
      'Billing works again',
    ]);
    const incidents = new Set((await stage.alerts()).map(({ said }) => said.incident));
    expect([incidents.size, await told.states()]).toEqual([1, ['resolved']]);
  });

  test('it is resolved by time alone, where the successes came before', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    const told = await follow(stage);
    await using _ = stage.start();
    await told.fail(3);
    await told.succeed(50);
    expect(
      (await stage.context.db.selectFrom('issues').select('successes').executeTakeFirst())?.successes,
    ).toBe(3);
    stage.context.pass(10 * minuteMs);
    await until(async () => (await told.said()).at(-1) === 'Billing works again');
  });

  test('the last failure of a forward opens it at once, and each cause has its own', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    const told = await follow(stage);
    await told.fail(1, { result: 'dead' });
    await told.fail(1, { result: 'dead', cause: 'timeout' });
    expect(await told.said()).toEqual(['Billing fails: HTTP 500', 'Billing fails: timeout']);
    expect((await listIssues(stage.context, { limit: 50 })).items).toMatchObject([
      { cause: 'timeout', destinationName: 'Billing', state: 'open', count: 1 },
      { cause: '500', state: 'open' },
    ]);
  });

  test('what comes back within half an hour is not opened anew, and is said once an hour at most', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    const told = await follow(stage);
    await using _ = stage.start();
    await told.fail(3);
    for (let flap = 0; flap < 4; flap += 1) {
      await told.succeed();
      stage.context.pass(11 * minuteMs);
      await until(async () => (await told.states())[0] === 'resolved');
      await told.fail();
      expect(await told.states()).toEqual(['open']);
    }
    const said = await told.said();
    expect(said.filter((title) => title.includes(' fails'))).toHaveLength(1);
    expect(said.filter((title) => title.includes('still fails')).length).toBeLessThanOrEqual(1);
  });

  test.each([
    ['acknowledge', ['Billing fails: HTTP 500', 'Billing works again'], 'resolved'],
    ['ignore', ['Billing fails: HTTP 500'], 'ignored'],
  ] as const)('who does %s hears no repetition', async (act, titles, state) => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    const told = await follow(stage);
    await using _ = stage.start();
    await told.fail(3);
    const [issue] = (await listIssues(stage.context, { limit: 1 })).items;
    await actOnIssue(stage.context, actor, issue?.id ?? '', act);
    stage.context.pass(61 * minuteMs);
    await told.fail(3);
    await told.succeed();
    stage.context.pass(11 * minuteMs);
    await told.succeed();
    await until(async () => (await told.states())[0] === state);
    expect(await told.said()).toEqual(titles);
  });

  test('who resolves it says so to those who were told', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    const told = await follow(stage);
    await told.fail(3);
    const [issue] = (await listIssues(stage.context, { limit: 1 })).items;
    expect(await actOnIssue(stage.context, actor, issue?.id ?? '', 'resolve')).toMatchObject({
      state: 'resolved',
    });
    expect(await told.said()).toEqual(['Billing fails: HTTP 500', 'Billing works again']);
  });

  test('rules speak as they ask: of types, and after their own number of failures', async () => {
    await using stage = await openAlerting(database);
    await stage.rule({ match: { on: { ...onFailure.match.on, failures: 5 } } }, [], 'Five');
    await stage.rule({ match: { ...onFailure.match, types: ['user.*'] } }, [], 'Users');
    await stage.rule({ match: { ...onFailure.match, filter: 'body.a=1' } }, [], 'Filtered');
    const told = await follow(stage);
    await told.fail(4);
    expect(await told.said()).toEqual([]);
    await told.fail();
    expect((await stage.alerts()).map(({ said }) => said.rule)).toEqual(['Five']);
  });

  test('the dispatcher tells of what it settles', async () => {
    await using stage = await openStage(database);
    await using receiver = await startReceiver(status(410));
    const { id } = await stage.connect({ url: receiver.url });
    await stage.store({});
    const part = startDispatcher(stage.context, { pollMs: 20, onSettled: [issueOnSettled(stage.context)] });
    try {
      await until(async () => (await listIssues(stage.context, { limit: 1 })).items.length === 1);
      expect((await listIssues(stage.context, { limit: 1 })).items).toMatchObject([
        { destinationId: id, cause: '410', state: 'open', count: 1 },
      ]);
    } finally {
      await part.stop(1000);
    }
  });
});
