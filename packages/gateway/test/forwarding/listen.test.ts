import type { RelayedDelivery } from '@hooklatch/relay/client';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { renewTunnelToken } from '../../src/lib/forwarding/destination-acts.ts';
import { listTunnels } from '../../src/lib/forwarding/list-tunnels.ts';
import { testDestination } from '../../src/lib/forwarding/test-destination.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { aWhile, dispatch, statesOf } from './lib/dispatch.ts';
import { answerOf, openLine } from './lib/line.ts';
import { actor, openStage } from './lib/stage.ts';

onEachDatabase('hooklatch listen', (database) => {
  test('gets the exact request, and its answer settles the forward', async () => {
    await using stage = await openStage(database);
    const { id, token } = await stage.connect({ kind: 'listen' });
    await using line = await openLine(stage);
    await using _ = dispatch(stage);
    const came: RelayedDelivery[] = [];
    const client = line.connect(token, async (delivery) => {
      came.push(delivery);
      return answerOf(201, 'thanks');
    });
    const body = new Uint8Array([0, 255, 10]);
    const headers = [
      ['X-A', '1'],
      ['x-a', '2'],
    ] as const;
    const [event] = await stage.store({
      method: 'PUT',
      target: `/in/${stage.endpoint}/hook?x=%20`,
      headers,
      body,
    });
    await until(async () => (await statesOf(stage))[0] === 'delivered');
    const publicUrl = `http://127.0.0.1:4401/in/${stage.endpoint}`;
    expect(client.states).toContainEqual({ state: 'connected', publicUrl, waiting: 0 });
    expect(came).toMatchObject([{ method: 'PUT', target: '/hook?x=%20' }]);
    expect(new Uint8Array(came[0]?.body ?? [])).toEqual(body);
    expect(came[0]?.headers.slice(0, 2)).toEqual(headers);
    expect(came[0]?.headers).toContainEqual(['hooklatch-event-id', event]);
    const [attempt] = await stage.attempts();
    expect(attempt).toMatchObject({ status: 201, target: 'PUT /hook?x=%20' });
    expect(new TextDecoder().decode(attempt?.response_body ?? undefined)).toBe('thanks');
    expect(await listTunnels(stage.context)).toMatchObject([
      { destinationId: id, isConnected: true, waiting: 0 },
    ]);
    expect(await testDestination(stage.context, id)).toMatchObject({ ok: true, status: 201 });
  });

  test('what comes while nobody listens waits, unspent', async () => {
    await using stage = await openStage(database);
    const { id, token } = await stage.connect({ kind: 'listen' });
    await using line = await openLine(stage);
    await using _ = dispatch(stage);
    await stage.store({}, {}, {});
    await aWhile();
    expect((await stage.forwards()).map(({ state, attempts }) => [state, attempts])).toEqual(
      Array.from({ length: 3 }, () => ['queued', 0]),
    );
    expect(await listTunnels(stage.context)).toMatchObject([
      { destinationId: id, isConnected: false, waiting: 3, lastSeenAt: null },
    ]);
    let count = 0;
    line.connect(token, async () => {
      count += 1;
      return answerOf(200);
    });
    await until(async () => (await statesOf(stage)).every((state) => state === 'delivered'));
    expect(count).toBe(3);
  });

  test('after a drop the client goes on where it was: nothing is lost, and nothing is run twice', async () => {
    await using stage = await openStage(database);
    const { token } = await stage.connect({ kind: 'listen' });
    await using line = await openLine(stage);
    await using _ = dispatch(stage);
    const runs = new Map<string, number>();
    const client = line.connect(
      token,
      async ({ id }) => {
        runs.set(id, (runs.get(id) ?? 0) + 1);
        await aWhile(30);
        return answerOf(200);
      },
      { maxInFlight: 4 },
    );
    await stage.store(...Array.from({ length: 40 }, () => ({})));
    for (let cuts = 0; cuts < 3; cuts += 1) {
      const before = runs.size;
      await until(() => runs.size > before || runs.size === 40);
      line.cut();
    }
    await until(async () => (await statesOf(stage)).every((state) => state === 'delivered'), {
      timeoutMs: 18_000,
    });
    expect(client.states.filter(({ state }) => state === 'connected').length).toBeGreaterThan(1);
    expect(runs.size).toBe(40);
    expect([...runs.values()].every((count) => count === 1)).toBe(true);
    const attempts = await stage.attempts();
    expect(attempts).toHaveLength(40);
    expect(attempts.every(({ number }) => number === 1)).toBe(true);
  });

  test('another client gets what the first one has left without an answer', async () => {
    await using stage = await openStage(database);
    const { token } = await stage.connect({ kind: 'listen' });
    await using line = await openLine(stage);
    await using _ = dispatch(stage);
    let begun = 0;
    const first = line.connect(token, () => {
      begun += 1;
      return new Promise(() => {});
    });
    await stage.store({}, {});
    await until(() => begun === 2);
    line.connect(token, async () => answerOf(200));
    await expect(first.closed).resolves.toBe('replaced');
    await until(async () => (await statesOf(stage)).every((state) => state === 'delivered'));
    expect((await stage.attempts()).map(({ number }) => number)).toEqual([1, 1]);
  });

  test('a client that says goodbye gives back what it has, unspent', async () => {
    await using stage = await openStage(database);
    const { token } = await stage.connect({ kind: 'listen' });
    await using line = await openLine(stage);
    await using _ = dispatch(stage);
    let begun = 0;
    const client = line.connect(token, () => {
      begun += 1;
      return new Promise(() => {});
    });
    await stage.store({});
    await until(() => begun === 1);
    await client.close();
    await until(async () => (await statesOf(stage))[0] === 'queued');
    expect((await stage.forwards())[0]?.attempts).toBe(0);
  });

  test('no answer, and an answer that is none, are failures that are tried again', async () => {
    await using stage = await openStage(database, { time: 1_800_000_000_000 });
    const { token } = await stage.connect({ kind: 'listen' });
    await using line = await openLine(stage);
    await using _ = dispatch(stage);
    const answers = [undefined, answerOf(500), answerOf(200)];
    line.connect(token, async () => answers.shift());
    await stage.store({});
    for (const [at, expected] of [{ error_code: 'no_answer' }, { status: 500 }, { status: 200 }].entries()) {
      await until(async () => (await stage.attempts()).length === at + 1);
      expect((await stage.attempts())[at]).toMatchObject(expected);
      stage.context.pass(3_600_000);
      stage.context.bus.tell({ kind: 'forward_due' });
    }
    expect(await statesOf(stage)).toEqual(['delivered']);
  });

  test('no more is under way than the client has credit for, and what its filter does not want is cancelled', async () => {
    await using stage = await openStage(database);
    const { token } = await stage.connect({ kind: 'listen' });
    await using line = await openLine(stage);
    await using _ = dispatch(stage);
    let underWay = 0;
    let most = 0;
    line.connect(
      token,
      async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await aWhile(10);
        underWay -= 1;
        return answerOf(200);
      },
      { maxInFlight: 3, filter: 'body.kind=a' },
    );
    await stage.store(
      ...Array.from({ length: 20 }, (_none, at) => ({
        body: JSON.stringify({ kind: at % 4 === 0 ? 'b' : 'a' }),
      })),
    );
    await until(async () =>
      (await statesOf(stage)).every((state) => state === 'delivered' || state === 'cancelled'),
    );
    expect((await statesOf(stage)).filter((state) => state === 'cancelled')).toHaveLength(5);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });

  test('who has no token of a destination is refused, also one that was renewed', async () => {
    await using stage = await openStage(database);
    const { id, token } = await stage.connect({ kind: 'listen' });
    await using line = await openLine(stage);
    const never = async (): Promise<undefined> => undefined;
    await expect(line.connect(`hlr_${'a'.repeat(43)}`, never).closed).resolves.toBe('unauthorized');
    const client = line.connect(token, never);
    await until(() => client.states.some(({ state }) => state === 'connected'));
    const renewed = await renewTunnelToken(stage.context, actor, id);
    await expect(client.closed).resolves.toBe('unauthorized');
    const again = line.connect(renewed.token, never);
    await until(() => again.states.some(({ state }) => state === 'connected'));
  });
});
