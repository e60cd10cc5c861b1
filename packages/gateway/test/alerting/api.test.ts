import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { followWithAlerts } from '../../src/lib/alerting/follow-with-alerts.ts';
import { startRouter } from '../../src/lib/routing/router.ts';
import { startReceiver, status } from '../forwarding/lib/receiver.ts';
import { storeEvents } from './lib/alert-stage.ts';
import { openAlertApi, type AlertApi } from './lib/api-stage.ts';

const post = (body: object): { method: string; body: object } => ({ method: 'POST', body });

async function addChannel({ ask }: AlertApi, url: string, kind = 'slack'): Promise<string> {
  const { json } = await ask('/channels', post({ name: 'Ops', kind, config: { url } }));
  return json['id'] as string;
}

async function addRule({ ask }: AlertApi, rule: object, channelIds: string[] = []): Promise<string> {
  const { json } = await ask('/rules', post({ name: 'A rule', rule, channelIds }));
  return json['id'] as string;
}

test('a configuration goes in and never comes out', async () => {
  await using api = await openAlertApi();
  const url = 'https://hooks.slack.com/services/T000/B000/very-secret';
  const made = await api.ask('/channels', post({ name: 'Ops', kind: 'slack', config: { url } }));
  expect(made).toMatchObject({
    status: 201,
    json: {
      name: 'Ops',
      kind: 'slack',
      label: 'Slack (hooks.slack.com)',
      state: 'active',
      brokenReason: null,
    },
  });
  const id = made.json['id'] as string;
  await api.ask(`/channels/${id}`, { method: 'PATCH', body: { name: 'Operations' } });
  const answers = await Promise.all(['/channels', `/channels/${id}`].map((path) => api.ask(path)));
  const rows = await api.stage.context.db.selectFrom('audit').selectAll().execute();
  expect(JSON.stringify([made, answers, rows])).not.toContain('very-secret');
  const kept = await api.stage.context.db.selectFrom('channels').select('config').executeTakeFirstOrThrow();
  expect(Buffer.from(kept.config).toString('latin1')).not.toContain('very-secret');
  expect(rows.map(({ action }) => action)).toEqual(['channel.create', 'channel.update']);
});

test.each([
  ['an unknown kind', { kind: 'fax', config: {} }, /body\.kind/],
  ['a URL with a password', { kind: 'slack', config: { url: 'https://u:pass@example.com' } }, /password/],
  ['another scheme', { kind: 'teams', config: { url: 'file:///etc/passwd' } }, /https?:/],
  [
    'something unknown',
    { kind: 'slack', config: { url: 'https://example.com', token: 'x' } },
    /config: Unrecognized/,
  ],
  ['a private address', { kind: 'webhook', config: { url: 'http://10.0.0.1/' } }, /private address/],
  [
    'a mail server in a private network',
    { kind: 'email', config: { to: 'a@b.c', from: 'a@b.c', smtp: { host: '10.1.1.1' } } },
    /private address/,
  ],
  ['no mail server at all', { kind: 'email', config: { to: 'a@b.c', from: 'a@b.c' } }, /mail server/],
  [
    'two recipients in one',
    { kind: 'email', config: { to: 'a@b.c,d@e.f', from: 'a@b.c', smtp: { host: 'x.y' } } },
    /plain address/,
  ],
  ['a wrong key', { kind: 'pagerduty', config: { routingKey: '?' } }, /integration key/],
])('a channel with %s is refused', async (_name, given, why) => {
  await using api = await openAlertApi();
  const { status: code, json } = await api.ask('/channels', post({ name: 'Ops', ...given }));
  expect([code, json['detail']]).toEqual([422, expect.stringMatching(why)]);
});

test('a test goes the real way and says what the channel answered', async () => {
  await using api = await openAlertApi();
  await using receiver = await startReceiver(status(200));
  const id = await addChannel(api, receiver.url);
  expect((await api.ask(`/channels/${id}/test`, { method: 'POST' })).json).toEqual({
    ok: true,
    status: 200,
    milliseconds: expect.any(Number),
    error: null,
  });
  expect(receiver.received[0]?.body.toString()).toContain('Test: alerts arrive here');
  receiver.answer = (response) => void response.writeHead(404).end('no_service');
  expect((await api.ask(`/channels/${id}/test`, { method: 'POST' })).json).toMatchObject({
    ok: false,
    status: 404,
    error: 'HTTP 404: no_service',
  });
  expect((await api.ask(`/channels/${id}`)).json).toMatchObject({ state: 'broken' });
  receiver.answer = status(200);
  await api.ask(`/channels/${id}/test`, { method: 'POST' });
  expect((await api.ask(`/channels/${id}`)).json).toMatchObject({ state: 'active', brokenReason: null });
  const { json } = await api.ask('/alerts');
  expect(
    (json['items'] as { kind: string; ruleName: string }[]).map(({ kind, ruleName }) => [kind, ruleName]),
  ).toEqual(Array.from({ length: 3 }, () => ['test', 'Gateway']));
});

test.each([
  ['an unknown trigger', { match: { on: 'sunset' } }, /match\.on/],
  ['an unknown name', { match: { on: 'event' }, colour: 'red' }, /colour/],
  [
    'a filter that cannot be read',
    { match: { on: 'event', filter: { body: { a: { $regexp: 'x' } } } } },
    /match\.filter/,
  ],
  [
    'a pattern of no calendar',
    { match: { on: 'event' }, mode: { kind: 'digest', cron: '99 * * * *' } },
    /mode/,
  ],
  ['hours that are none', { match: { on: { kind: 'silence', hours: -1 } } }, /match\.on\.hours/],
])('a rule with %s is refused with its path', async (_name, rule, path) => {
  await using api = await openAlertApi();
  const answers = await Promise.all([
    api.ask('/rules', post({ name: 'A rule', rule })),
    api.ask('/rules/preview', post({ rule })),
  ]);
  for (const { status: code, json } of answers)
    expect([code, json['detail']]).toEqual([422, expect.stringMatching(path)]);
});

test('a rule is made, read, changed, previewed, tested and deleted', async () => {
  await using api = await openAlertApi();
  await using receiver = await startReceiver();
  const { context } = api.stage;
  await storeEvents(context, 'end_1', [{ type: 'a.b' }, { type: 'c.d', event_id: 'evt_9' }]);
  const channel = await addChannel(api, receiver.url);
  const id = await addRule(api, { match: { on: 'event', types: ['c.*'] } }, [channel]);
  expect((await api.ask(`/rules/${id}`)).json).toMatchObject({
    isEnabled: true,
    channelIds: [channel],
    rule: { match: { on: { kind: 'event' }, types: ['c.*'] }, mode: { kind: 'each' }, severity: 'info' },
  });
  const preview = await api.ask('/rules/preview', post({ rule: { match: { on: 'event', types: ['c.*'] } } }));
  expect(preview.json).toMatchObject({
    matched: 1,
    of: 2,
    items: [{ type: 'c.d', message: { title: 'end_1: c.d' } }],
  });
  expect((await api.ask(`/rules/${id}/test`, { method: 'POST' })).json).toMatchObject({
    results: [{ channelId: channel, ok: true, status: 200 }],
  });
  expect((await api.ask(`/rules/${id}/digest`)).status).toBe(409);
  await api.ask(`/rules/${id}`, { method: 'PATCH', body: { isEnabled: false, channelIds: [] } });
  expect((await api.ask(`/rules/${id}/test`, { method: 'POST' })).status).toBe(409);
  expect(
    (await api.ask('/rules', post({ name: 'x', rule: { match: { on: 'event' } }, channelIds: ['chn_0'] })))
      .status,
  ).toBe(422);
  expect((await api.ask(`/rules/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await api.ask(`/rules/${id}`)).status).toBe(404);
});

test('a digest says when it comes and what it would say now', async () => {
  await using api = await openAlertApi({ time: Date.UTC(2026, 10, 22, 12, 30) });
  const { context } = api.stage;
  const id = await addRule(api, {
    match: { on: 'event' },
    mode: { kind: 'digest', cron: '0 9 * * *', timeZone: 'Europe/Berlin' },
  });
  await storeEvents(context, 'end_1', [{}, {}]);
  const { json } = await api.ask(`/rules/${id}/digest`);
  expect(json).toMatchObject({
    nextRuns: [23, 24, 25].map((day) => Date.UTC(2026, 10, day, 8)),
    windowStart: Date.UTC(2026, 10, 22, 8),
    windowEnd: Date.UTC(2026, 10, 23, 8),
    message: {
      title: 'A rule: 2 events',
      rows: [{ name: 'invoice.paid', count: 2, before: 0, isFailure: false }],
    },
  });
});

test('what was given up is listed, and sent again when somebody asks; a channel that is gone gives up what waits', async () => {
  await using api = await openAlertApi();
  await using receiver = await startReceiver(
    (response) => void response.writeHead(400).end('invalid_payload'),
  );
  const { context } = api.stage;
  const channel = await addChannel(api, receiver.url);
  await addRule(api, { match: { on: 'event' } }, [channel]);
  const [event] = await storeEvents(context, 'end_1', [{}]);
  const router = startRouter(context, [followWithAlerts(context)]);
  await router.idle();
  const read = async () =>
    (await api.ask(`/alerts?event=${event}`)).json['items'] as { sends: { id: string; state: string }[] }[];
  await until(async () => (await read())[0]?.sends[0]?.state === 'dead');
  receiver.answer = status(200);
  const id = (await read())[0]?.sends[0]?.id ?? '';
  expect((await api.ask(`/sends/${id}/retry`, { method: 'POST' })).status).toBe(204);
  await until(async () => (await read())[0]?.sends[0]?.state === 'sent');
  expect((await api.ask(`/sends/${id}/retry`, { method: 'POST' })).status).toBe(409);
  receiver.answer = () => {};
  await storeEvents(
    context,
    'end_1',
    Array.from({ length: 4 }, () => ({})),
  );
  await router.idle();
  await until(() => receiver.received.length === 3);
  expect((await api.ask(`/channels/${channel}`, { method: 'DELETE' })).status).toBe(204);
  const left = await context.db.selectFrom('sends').select('state').where('state', '=', 'dead').execute();
  expect(left.length).toBeGreaterThanOrEqual(3);
  await router.stop(1000);
});

test('a viewer reads and changes nothing; lists go on at their cursor', async () => {
  await using api = await openAlertApi();
  const ids = [
    await addRule(api, { match: { on: 'event' } }),
    await addChannel(api, 'https://example.com/a'),
  ];
  for (const path of ['/channels', '/rules', '/alerts', '/issues']) {
    expect((await api.askAs('viewer', path)).status).toBe(200);
  }
  const acts = [
    '/channels',
    '/rules',
    '/rules/preview',
    `/rules/${ids[0]}/test`,
    `/channels/${ids[1]}/test`,
    '/sends/x/retry',
    '/issues/x/ignore',
  ];
  for (const path of acts) {
    const body = { name: 'x', kind: 'slack', config: {}, rule: {} };
    expect([path, (await api.askAs('viewer', path, post(body))).status]).toEqual([path, 403]);
  }
  const { context } = api.stage;
  await storeEvents(
    context,
    'end_1',
    Array.from({ length: 5 }, () => ({})),
  );
  const router = startRouter(context, [followWithAlerts(context)]);
  await router.idle();
  await router.stop(1000);
  const first = (await api.ask('/alerts?limit=3')).json;
  const second = (await api.ask(`/alerts?limit=3&cursor=${String(first['next'])}`)).json;
  expect([(first['items'] as object[]).length, (second['items'] as object[]).length, second['next']]).toEqual(
    [3, 2, null],
  );
});
