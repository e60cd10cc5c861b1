import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { changeChannel } from '../../src/lib/alerting/channels.ts';
import { startReceiver, status, type Answer, type Receiver } from '../forwarding/lib/receiver.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { actor, openAlerting, type AlertStage } from './lib/alert-stage.ts';

const onEvent = { match: { on: 'event' } };
/** As Slack answers. */
const ok: Answer = (response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
const say =
  (code: number, text: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end(text);
const hang: Answer = () => {};

const textsOf = ({ received }: Receiver): readonly string[] =>
  received.map(({ body }) => (JSON.parse(body.toString()) as { text: string }).text);

const statesOf = async (stage: AlertStage): Promise<readonly string[]> =>
  (await stage.sends()).map(({ state }) => state);

onEachDatabase('the outbox', (database) => {
  test('an alert arrives as Slack wants it', async () => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(ok);
    await stage.rule(onEvent, [await stage.channel('slack', { url: `${receiver.url}/services/T/B/secret` })]);
    await using _ = stage.start();
    const [id] = await stage.store({});
    await until(async () => (await statesOf(stage))[0] === 'sent');
    const [received] = receiver.received;
    expect([received?.method, received?.target]).toEqual(['POST', '/services/T/B/secret']);
    expect(JSON.parse(received?.body.toString() ?? '')).toMatchObject({
      text: expect.stringContaining('Shop: invoice.paid'),
      blocks: [
        { type: 'header' },
        { type: 'section' },
        { type: 'section' },
        { type: 'actions' },
        { type: 'context' },
      ],
      unfurl_links: false,
    });
    expect(received?.body.toString()).toContain(`https://gw.example.com/events/${id}`);
    expect(await stage.sends()).toMatchObject([{ last_status: 200, attempts: 1, last_error: null }]);
  });

  test('429 leaves the channel alone for as long as it asks', async () => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(say(429, 'rate_limited', { 'retry-after': '120' }));
    await stage.rule(onEvent, [await stage.channel('slack', { url: receiver.url })]);
    await using _ = stage.start();
    await stage.store({});
    await until(async () => (await stage.sends())[0]?.last_status === 429);
    receiver.answer = ok;
    await stage.store({});
    stage.context.pass(119_000);
    await sleep(80);
    expect(receiver.received).toHaveLength(1);
    stage.context.pass(31_000);
    await until(async () => (await statesOf(stage)).join() === 'sent,sent');
    expect(receiver.received).toHaveLength(3);
  });

  test('what fails is tried five times within an hour, and is given up then; it can be sent again', async () => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(say(503, 'no'));
    await stage.rule(onEvent, [await stage.channel('slack', { url: receiver.url })]);
    await using _ = stage.start();
    await stage.store({});
    for (let tries = 1; tries < 5; tries += 1) {
      await until(async () => receiver.received.length === tries && (await statesOf(stage))[0] === 'queued');
      stage.context.pass(1_800_000);
    }
    await until(async () => (await statesOf(stage))[0] === 'dead');
    expect(receiver.received).toHaveLength(5);
    expect(await stage.sends()).toMatchObject([
      { attempts: 5, last_status: 503, last_error: 'HTTP 503: no' },
    ]);
  });

  test('a channel that refuses everything is broken: others are told, and what waits is sent when it is mended', async () => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(say(404, 'no_service'));
    await using other = await startReceiver(ok);
    const id = await stage.channel('slack', { url: `${receiver.url}/services/secret-path` }, 'Ops');
    const beside = await stage.channel('slack', { url: other.url }, 'Beside');
    await stage.rule({ match: { on: 'event', types: ['invoice.*'] } }, [id]);
    await stage.rule({ match: { on: 'event', types: ['user.*'] } }, [beside]);
    await using _ = stage.start();
    await stage.store({}, {});
    await until(() => other.received.length === 1);
    const row = await stage.context.db
      .selectFrom('channels')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ state: 'broken', broken_reason: 'HTTP 404: no_service' });
    expect(textsOf(other)[0]).toMatch(/Alerts no longer reach Ops/);
    expect(textsOf(other)[0]).not.toMatch(/secret-path/);
    await stage.store({});
    await sleep(60);
    expect(receiver.received).toHaveLength(1);
    receiver.answer = ok;
    await changeChannel(stage.context, actor, id, { config: { url: receiver.url } });
    await until(async () => (await statesOf(stage)).every((state) => state === 'sent'));
    expect(receiver.received).toHaveLength(4);
  });

  test('a channel that hangs, and one that is not there, keep no other waiting', async () => {
    await using stage = await openAlerting(database);
    await using hanging = await startReceiver(hang);
    await using receiver = await startReceiver(ok);
    const url = await deadUrl();
    const channels = await Promise.all(
      [hanging.url, url, receiver.url].map((to) => stage.channel('webhook', { url: to })),
    );
    await stage.rule(onEvent, channels);
    await using _ = stage.start({ sendMs: 3000 });
    const begun = Date.now();
    await stage.store({}, {}, {}, {}, {});
    await until(() => receiver.received.length === 5);
    expect(Date.now() - begun).toBeLessThan(2500);
    await until(() => hanging.received.length > 0);
  });

  test('more than five that wait are told in one summary, and none is lost', async () => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(ok);
    await stage.rule(onEvent, [await stage.channel('slack', { url: receiver.url })]);
    await using _ = stage.start();
    const failed = Array.from({ length: 12 }, () => ({ type: 'invoice.failed' }));
    await stage.store(...failed, ...Array.from({ length: 28 }, () => ({})));
    await sleep(60);
    expect(receiver.received).toHaveLength(0);
    stage.context.pass(30_001);
    await until(async () => (await statesOf(stage)).every((state) => state === 'sent'));
    expect(textsOf(receiver)).toEqual([expect.stringContaining('40 alerts came at once')]);
    const body = receiver.received[0]?.body.toString() ?? '';
    expect(body).toMatch(/28\s+invoice\.paid\\n12\s+invoice\.failed/);
    expect(body).toContain('https://gw.example.com/alerts?from=');
    const [summary] = (await stage.alerts()).filter(({ rule_id: rule }) => rule === 'gateway');
    expect((await stage.sends()).filter(({ told_in: id }) => id === summary?.id)).toHaveLength(40);
  });

  test('a few that come at once are sent one by one, at the rate of the channel', async () => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(ok);
    await stage.rule(onEvent, [await stage.channel('slack', { url: receiver.url })]);
    await using _ = stage.start();
    await stage.store({}, {}, {}, {}, {});
    await until(() => receiver.received.length === 3);
    await sleep(80);
    expect(receiver.received).toHaveLength(3);
    stage.context.pass(1000);
    await until(() => receiver.received.length === 4);
    stage.context.pass(1000);
    await until(async () => (await statesOf(stage)).every((state) => state === 'sent'));
  });

  test.each([
    ['a private address', 'http://127.0.0.1:9/x', []],
    ['the metadata of a cloud', 'http://169.254.169.254/latest', ['127.0.0.0/8']],
  ])('%s is refused when a channel is made', async (_name, url, allowedAddresses) => {
    await using stage = await openAlerting(database, { settings: { allowedAddresses } });
    await expect(stage.channel('slack', { url })).rejects.toMatchObject({ status: 422, code: 'config' });
  });

  test('a name of a private address is refused when it is connected to', async () => {
    await using stage = await openAlerting(database, { settings: { allowedAddresses: [] } });
    await stage.rule(onEvent, [await stage.channel('slack', { url: 'http://localhost:9/x' })]);
    await using _ = stage.start();
    await stage.store({});
    await until(async () => (await stage.sends())[0]?.last_error !== null);
    expect(await stage.sends()).toMatchObject([
      { state: 'queued', last_error: expect.stringContaining('PRIVATE_ADDRESS') },
    ]);
  });

  test('two that send share the work', async () => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(ok);
    await stage.rule(onEvent, [await stage.channel('webhook', { url: receiver.url })]);
    await stage.store({}, {}, {}, {}, {});
    await using both = new AsyncDisposableStack();
    for (let at = 0; at < 2; at += 1) both.use(stage.start());
    await until(async () => (await statesOf(stage)).every((state) => state === 'sent'));
    const ids = receiver.received.map((one) => one.header('webhook-id'));
    expect([ids.length, new Set(ids).size]).toEqual([5, 5]);
  });

  test('a redirect is not followed', async () => {
    await using open = await openAlerting(database);
    await using target = await startReceiver(ok);
    await using receiver = await startReceiver(status(302, { location: target.url }));
    await open.rule(onEvent, [await open.channel('slack', { url: receiver.url })]);
    await using _ = open.start();
    await open.store({});
    await until(async () => (await statesOf(open))[0] === 'dead');
    expect([receiver.received.length, target.received.length]).toEqual([1, 0]);
  });
});

/** Where nobody listens. */
async function deadUrl(): Promise<string> {
  const gone = await startReceiver();
  await gone[Symbol.asyncDispose]();
  return gone.url;
}
