import { expect, test } from 'vitest';
import { addSecret, deleteSecret, retireSecret } from '../../src/lib/endpoints/secrets.ts';
import { readSecrets } from '../../src/lib/endpoints/read-secrets.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { by, openStage, secret, type Stage } from '../ingest/lib/open-stage.ts';
import { until } from '../ingest/lib/until.ts';

const next = 'the next secret, which is long enough too';

onEachDatabase('a rotation', ({ origin }) => {
  const open = async (time?: number): Promise<Stage> => {
    const given = await origin();
    return openStage({ ...(given && { origin: given }), ...(time !== undefined && { time }) });
  };

  test('two secrets are swapped while 200 deliveries come: none is lost, and it is seen which is used', async () => {
    await using stage = await open();
    const endpoint = await stage.add();
    const { id: endpointId } = endpoint.row;
    const [old] = (await readSecrets(stage.context.db, [endpointId])).get(endpointId) ?? [];
    let current = secret;
    let sent = 0;
    const statuses: number[] = [];
    const send = async (): Promise<void> => {
      while (sent < 200) {
        const at = (sent += 1);
        statuses.push((await endpoint.deliver({ secret: current, id: `${at}`, payload: { at } })).status);
      }
    };
    const senders = [send(), send(), send(), send()];
    await until(() => statuses.length > 50, 15_000);
    const fresh = await addSecret(stage.context, by, endpointId, { secret: next, expireOthersInMs: 60_000 });
    // The provider signs with the new one from now on; what it has signed before is on its way.
    current = next;
    await until(() => statuses.length > 120, 15_000);
    await deleteSecret(stage.context, by, { endpointId, secretId: old?.id ?? '' });
    await Promise.all(senders);
    expect(statuses).toHaveLength(200);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const log = await stage.log();
    expect(log.filter(({ outcome }) => outcome === 'verified')).toHaveLength(200);
    expect(new Set(log.map(({ secret_id: id }) => id))).toEqual(new Set([old?.id, fresh.id]));
    expect(log.at(-1)?.secret_id).toBe(fresh.id);
    expect((await endpoint.deliver({ secret })).status).toBe(400);
  });

  test('when a secret was last used is written behind the answer, once a minute', async () => {
    const time = Date.UTC(2026, 10, 22, 12);
    await using stage = await open(time);
    const endpoint = await stage.add({ secrets: [next, secret] });
    const read = async (): Promise<readonly (number | null)[]> =>
      ((await readSecrets(stage.context.db, [endpoint.row.id])).get(endpoint.row.id) ?? []).map(
        (row) => row.last_used_at,
      );
    expect(await read()).toEqual([null, null]);
    await endpoint.deliver({ secret });
    await until(async () => (await read())[1] === time);
    expect(await read()).toEqual([null, time]);
    stage.context.pass(5000);
    await endpoint.deliver({ secret, id: 'another' });
    expect(await read()).toEqual([null, time]);
    // What is not written yet is written at a stop.
    await stage.door.stop(1000);
    expect(await read()).toEqual([null, time + 5000]);
  });

  test('a secret that has ended proves nothing, without anything being configured', async () => {
    await using stage = await open(Date.UTC(2026, 10, 22, 12));
    const endpoint = await stage.add({ secrets: [next, secret] });
    const rows = (await readSecrets(stage.context.db, [endpoint.row.id])).get(endpoint.row.id) ?? [];
    const place = { endpointId: endpoint.row.id, secretId: rows[1]?.id ?? '' };
    await retireSecret(stage.context, by, place, stage.context.now() + 60_000);
    expect((await endpoint.deliver({ secret, payload: { at: 'before' } })).status).toBe(200);
    stage.context.pass(60_000);
    expect((await endpoint.deliver({ secret, payload: { at: 'after' } })).status).toBe(400);
    expect((await endpoint.deliver({ secret: next, payload: { at: 'after' } })).status).toBe(200);
    const log = (await stage.log()).filter(({ outcome }) => outcome === 'verified');
    expect(log.map(({ secret_id: id }) => id)).toEqual([rows[1]?.id, rows[0]?.id]);
  });

  test("another process's change is seen after two seconds at the latest", async () => {
    await using stage = await open();
    const endpoint = await stage.add();
    expect((await endpoint.deliver({ id: 'one' })).status).toBe(200);
    // Nothing is told here, as where another process does it.
    const quiet = { ...stage.context, bus: { tell: () => {}, listen: () => () => {} } };
    await addSecret(quiet, by, endpoint.row.id, { secret: next });
    await until(async () => (await endpoint.deliver({ secret: next })).status === 200, 4000);
  });
});
