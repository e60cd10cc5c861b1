import { expect, test } from 'vitest';
import { createConnection } from '../../src/lib/forwarding/connections.ts';
import { createDestination } from '../../src/lib/forwarding/destinations.ts';
import { followWithForwards } from '../../src/lib/forwarding/follow-with-forwards.ts';
import { startDispatcher } from '../../src/lib/forwarding/start-dispatcher.ts';
import { startRouter } from '../../src/lib/routing/router.ts';
import { startReceiver, type Answer } from '../forwarding/lib/receiver.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { by, openStage, type Stage, type StageEndpoint } from './lib/open-stage.ts';

interface Through extends AsyncDisposable {
  readonly stage: Stage;
  readonly endpoint: StageEndpoint;
}

onEachDatabase('a delivery on its way through', ({ origin }) => {
  /** A door, a router, a dispatcher, and one destination. */
  const openThrough = async (url: string): Promise<Through> => {
    const given = await origin();
    const settings = { allowedAddresses: ['127.0.0.0/8'] };
    const stage = await openStage({ ...(given && { origin: given }), settings });
    const { context } = stage;
    const endpoint = await stage.add({ responseMode: 'forward', replyTimeoutMs: 3000 });
    const made = await createDestination(context, by, { name: 'a', kind: 'http', config: { url } });
    await createConnection(context, by, { endpointId: endpoint.row.id, destinationId: made.id });
    const router = startRouter(context, [followWithForwards(context)]);
    const dispatcher = startDispatcher(context);
    return {
      stage,
      endpoint,
      async [Symbol.asyncDispose]() {
        await stage.door.stop(500);
        await Promise.all([router.stop(500), dispatcher.stop(500)]);
        await stage[Symbol.asyncDispose]();
      },
    };
  };
  const say: Answer = (response, { body }) =>
    void response.writeHead(202, ['x-say', 'one', 'x-say', 'two']).end(`got ${body.length}`);

  test('a delivery goes through router and dispatcher, and the answer comes back', async () => {
    await using receiver = await startReceiver(say);
    await using through = await openThrough(receiver.url);
    const { endpoint, stage } = through;
    const answer = await endpoint.deliver({ body: '{"a":1}' });
    expect(answer).toMatchObject({ status: 202, headers: { 'x-say': 'one, two' }, body: 'got 7' });
    // The duplicate is not handed on again, and is answered the same.
    expect(await endpoint.deliver({ body: '{"a":1}' })).toMatchObject({ status: 202, body: 'got 7' });
    expect(receiver.received).toHaveLength(1);
    expect((await stage.log()).map(({ outcome }) => outcome)).toEqual(['verified', 'duplicate']);
  });

  test('a destination that is not there is no success', async () => {
    const receiver = await startReceiver();
    const { url } = receiver;
    await receiver[Symbol.asyncDispose]();
    await using through = await openThrough(url);
    expect(await through.endpoint.deliver()).toMatchObject({ status: 502, headers: { 'retry-after': '30' } });
  });
});
