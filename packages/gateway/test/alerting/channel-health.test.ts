import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { testChannels } from '../../src/lib/alerting/await-sends.ts';
import { changeChannel } from '../../src/lib/alerting/channels.ts';
import { startReceiver, type Answer, type Receiver } from '../forwarding/lib/receiver.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { actor, openAlerting, type AlertStage } from './lib/alert-stage.ts';

const ok: Answer = (response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
const gone: Answer = (response) => void response.writeHead(410).end();

/** What the gateway itself says, but samples. */
const saidBy = async (stage: AlertStage): ReturnType<AlertStage['alerts']> =>
  (await stage.alerts()).filter((one) => one.rule_id === 'gateway' && one.kind !== 'test');

/** A channel, and one beside it that is told of it. */
async function openPair(
  stage: AlertStage,
  receiver: Receiver,
  other: Receiver,
): Promise<{ readonly id: string; told(): Promise<readonly string[]>; isBroken(): Promise<boolean> }> {
  const id = await stage.channel('webhook', { url: receiver.url }, '#payments');
  const beside = await stage.channel('webhook', { url: other.url }, 'Beside');
  await stage.rule({ match: { on: 'event', types: ['invoice.*'] } }, [id]);
  await stage.rule({ match: { on: 'event', types: ['user.*'] } }, [id, beside]);
  return {
    id,
    told: async () => (await saidBy(stage)).map(({ said }) => `${said.title}: ${said.summary}`),
    async isBroken() {
      const row = await stage.context.db
        .selectFrom('channels')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.state === 'broken';
    },
  };
}

const probe = ({ context }: AlertStage, id: string): Promise<unknown> =>
  testChannels(context, new Map([[id, []]]));

const broke =
  '#payments: The channel refuses everything. What waits for it is kept until it is mended and tested.';

onEachDatabase('a channel that was broken', (database) => {
  test.each([
    ['a test arrives', (stage: AlertStage, id: string) => probe(stage, id)],
    [
      'it is configured anew, and an alert arrives',
      (stage: AlertStage, id: string, url: string) =>
        changeChannel(stage.context, actor, id, { config: { url } }),
    ],
  ])('is said to work again once %s, with what became of its alerts', async (_what, mend) => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(gone);
    await using other = await startReceiver(ok);
    const { id, told, isBroken } = await openPair(stage, receiver, other);
    await using _ = stage.start();
    await stage.store({});
    await until(isBroken);
    await stage.store({}, {});
    // One was given up: an operator's doing, say.
    const [last] = (await stage.sends()).filter((one) => one.channel_id === id).slice(-1);
    stage.context.pass(7_200_000);
    await stage.context.db
      .updateTable('sends')
      .set({ state: 'dead', settled_at: stage.context.now() })
      .where('id', '=', last?.id ?? '')
      .execute();
    expect(await told()).toEqual([`Alerts no longer reach ${broke}`]);
    receiver.answer = ok;
    await mend(stage, id, receiver.url);
    await until(async () => (await told()).length === 2);
    expect((await told())[1]).toBe(
      '#payments works again: Alerts reach it again after 2 hours. 2 alerts were sent late, 1 alert was given up.',
    );
    await until(async () => (await stage.sends()).every(({ state }) => state === 'sent' || state === 'dead'));
    await stage.store({}, {});
    await until(async () => (await stage.sends()).every(({ state }) => state === 'sent' || state === 'dead'));
    expect(await told()).toHaveLength(2);
    // The one beside it was told both, and it itself neither.
    const gateway = await saidBy(stage);
    expect(gateway.map(({ said }) => [said.kind, said.incident === gateway[0]?.said.incident])).toEqual([
      ['failure', true],
      ['recovery', true],
    ]);
    const sends = (await stage.sends()).filter((send) => gateway.some((one) => one.id === send.alert_id));
    expect(sends.map(({ channel_id: channel }) => channel === id)).toEqual([false, false]);
    expect(other.received).toHaveLength(2);
  });

  test('is not said to work again where nobody was told, nor twice by two that send', async () => {
    await using stage = await openAlerting(database);
    await using receiver = await startReceiver(gone);
    await using other = await startReceiver(ok);
    const { id, told, isBroken } = await openPair(stage, receiver, other);
    await using both = new AsyncDisposableStack();
    for (let at = 0; at < 2; at += 1) both.use(stage.start());
    await probe(stage, id);
    expect(await isBroken()).toBe(true);
    receiver.answer = ok;
    await probe(stage, id);
    expect([await isBroken(), await told()]).toEqual([false, []]);
    receiver.answer = gone;
    await stage.store({}, {}, {});
    await until(isBroken);
    receiver.answer = ok;
    await Promise.all([probe(stage, id), probe(stage, id)]);
    await until(async () => (await stage.sends()).every(({ state }) => state === 'sent' || state === 'dead'));
    expect((await told()).map((said) => said.split(':')[0])).toEqual([
      'Alerts no longer reach #payments',
      '#payments works again',
    ]);
  });
});
