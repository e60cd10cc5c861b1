import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { createChannel } from '../../src/lib/alerting/channels.ts';
import { followWithAlerts } from '../../src/lib/alerting/follow-with-alerts.ts';
import { createRule } from '../../src/lib/alerting/rules.ts';
import { startAlerting } from '../../src/lib/alerting/start-alerting.ts';
import { startRouter } from '../../src/lib/routing/router.ts';
import { startReceiver } from '../forwarding/lib/receiver.ts';
import { by, openStage } from '../ingest/lib/open-stage.ts';

test('the door answers as ever while a channel hangs and alerts pile up', async () => {
  await using stage = await openStage({ settings: { allowedAddresses: ['127.0.0.0/8'] } });
  await using hanging = await startReceiver(() => {});
  const { context } = stage;
  const { id } = await createChannel(context, by, {
    name: 'Hangs',
    kind: 'webhook',
    config: { url: hanging.url },
  });
  await createRule(context, by, { name: 'All', rule: { match: { on: 'event' } }, channelIds: [id] });
  const endpoint = await stage.add();
  const parts = [startRouter(context, [followWithAlerts(context)]), startAlerting(context, { pollMs: 20 })];
  try {
    const times: number[] = [];
    for (let at = 0; at < 40; at += 1) {
      const begun = performance.now();
      // oxlint-disable-next-line no-await-in-loop
      const { status } = await endpoint.deliver({ body: JSON.stringify({ at }) });
      expect(status).toBe(200);
      times.push(performance.now() - begun);
    }
    await until(() => hanging.received.length > 0);
    // A send waits for 10 seconds.
    expect(Math.max(...times)).toBeLessThan(3000);
    await until(async () => (await context.db.selectFrom('alerts').select('id').execute()).length === 40);
  } finally {
    for (const part of parts) {
      // oxlint-disable-next-line no-await-in-loop
      await part.stop(100);
    }
  }
});

test('what a stop gives up is there for the next start', async () => {
  await using stage = await openStage({ settings: { allowedAddresses: ['127.0.0.0/8'] } });
  await using receiver = await startReceiver(() => {});
  const { context } = stage;
  const { id } = await createChannel(context, by, {
    name: 'Hangs',
    kind: 'webhook',
    config: { url: receiver.url },
  });
  await createRule(context, by, { name: 'All', rule: { match: { on: 'event' } }, channelIds: [id] });
  const router = startRouter(context, [followWithAlerts(context)]);
  await (await stage.add()).deliver();
  await router.idle();
  await router.stop(100);
  const first = startAlerting(context, { pollMs: 20 });
  await until(() => receiver.received.length === 1);
  await first.stop(50);
  const read = () => context.db.selectFrom('sends').select(['state', 'attempts']).executeTakeFirstOrThrow();
  expect(await read()).toEqual({ state: 'queued', attempts: 0 });
  receiver.answer = (response) => void response.end();
  const second = startAlerting(context, { pollMs: 20 });
  await until(async () => (await read()).state === 'sent');
  await second.stop(100);
  const ids = receiver.received.map((one) => one.header('webhook-id'));
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
});
