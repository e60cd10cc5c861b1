import type { AlertMessage } from '@hooklatch/alerts/rules';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { issueOnSettled } from '../../src/lib/alerting/issue-on-settled.ts';
import { actOnIssue, listIssues } from '../../src/lib/alerting/issues.ts';
import { createRule } from '../../src/lib/alerting/rules.ts';
import { dispatch } from '../forwarding/lib/dispatch.ts';
import { startReceiver } from '../forwarding/lib/receiver.ts';
import { openStage } from '../forwarding/lib/stage.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { actor, openAlerting } from './lib/alert-stage.ts';
import { follow, minuteMs, onFailure } from './lib/follow-destination.ts';

onEachDatabase('an issue that escalates', (database) => {
  test('each part of the limit is said once, and all of them again once it was resolved', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    await stage.rule({ match: { on: { ...onFailure.match.on, limit: 0 } } }, [], 'None of it');
    const told = await follow(stage);
    await using _ = stage.start();
    const titles = [
      'Billing fails: HTTP 500',
      'Billing has failed 10 times in a row: 50 % of the limit',
      'Billing has failed 14 times in a row: 70 % of the limit',
      'Billing has failed 18 times in a row: 90 % of the limit',
      'Billing has failed 20 times in a row: the limit is reached',
    ];
    const said = async (rule: string): Promise<readonly string[]> =>
      (await stage.alerts()).filter((one) => one.said.rule === rule).map((one) => one.said.title);
    await told.failInRow(30);
    expect(await said('A rule')).toEqual(titles);
    expect(await said('None of it')).toEqual(titles.slice(0, 1));
    await told.succeed();
    await told.failInRow(30);
    expect(await said('A rule')).toEqual(titles);
    await told.succeed();
    stage.context.pass(10 * minuteMs);
    await until(async () => (await told.states())[0] === 'resolved');
    await told.failInRow(30);
    expect(await said('A rule')).toEqual([...titles, 'Billing works again', ...titles.slice(1)]);
    expect(
      new Set((await stage.alerts()).map(({ said: { rule, incident } }) => `${rule} ${incident}`)).size,
    ).toBe(2);
  });

  test.each([
    ['acknowledge', 1],
    ['ignore', 0],
  ] as const)('who does %s hears of %i part of the limit', async (act, count) => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    const told = await follow(stage);
    await told.failInRow(9);
    const [issue] = (await listIssues(stage.context, { limit: 1 })).items;
    await actOnIssue(stage.context, actor, issue?.id ?? '', act);
    await told.failInRow(1);
    expect((await told.said()).filter((title) => title.includes('in a row'))).toHaveLength(count);
  });

  test('what an issue that is ignored would have said is said of another cause', async () => {
    await using stage = await openAlerting(database);
    await stage.rule(onFailure);
    const told = await follow(stage);
    await told.failInRow(3);
    const [issue] = (await listIssues(stage.context, { limit: 1 })).items;
    await actOnIssue(stage.context, actor, issue?.id ?? '', 'ignore');
    await told.failInRow(3, '503');
    await told.failInRow(4);
    await told.failInRow(4, '503');
    expect(await told.said()).toEqual([
      'Billing fails: HTTP 500',
      'Billing fails: HTTP 503',
      'Billing has failed 11 times in a row: 50 % of the limit',
      'Billing has failed 14 times in a row: 70 % of the limit',
    ]);
  });

  test('two dispatchers say each part once, whatever goes wrong', async () => {
    await using stage = await openStage(database);
    let count = 0;
    await using receiver = await startReceiver((response) => {
      count += 1;
      response.writeHead(count % 2 === 0 ? 500 : 503).end();
    });
    await createRule(stage.context, actor, { name: 'A rule', rule: onFailure, channelIds: [] });
    await stage.connect({ url: receiver.url, name: 'Billing', concurrency: 8 });
    const options = { onSettled: [issueOnSettled(stage.context)] };
    await using _ = dispatch(stage, options, 2);
    await stage.store(...Array.from({ length: 25 }, () => ({})));
    await until(async () => (await stage.attempts()).length === 25);
    const rows = await stage.context.db.selectFrom('alerts').select(['message', 'key']).execute();
    const parts = rows
      .map(({ message }) => JSON.parse(message) as AlertMessage)
      .flatMap(({ title }) => /in a row: (.*)$/.exec(title)?.[1] ?? []);
    expect(parts.toSorted()).toEqual([
      '50 % of the limit',
      '70 % of the limit',
      '90 % of the limit',
      'the limit is reached',
    ]);
  });
});
