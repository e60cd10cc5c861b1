import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import type { GatewayContext } from '../../src/lib/context.ts';
import type { Tx } from '../../src/lib/database/open-database.ts';
import { retryForward } from '../../src/lib/forwarding/forward-acts.ts';
import { replayEvent } from '../../src/lib/forwarding/replay-event.ts';
import { removeEvents, type Removable } from '../../src/lib/log/remove-events.ts';
import { actor, openStage, type Stage } from '../forwarding/lib/stage.ts';
import { onEachDatabase, type DatabaseStage } from '../lib/on-each-database.ts';

/** An event past its time, whose forward has died. */
async function openOld(
  database: DatabaseStage,
): Promise<Stage & { readonly old: Removable; readonly forward: string }> {
  const stage = await openStage(database);
  await stage.connect({ url: 'http://127.0.0.1:1' });
  await stage.store({});
  await stage.context.db.updateTable('forwards').set({ state: 'dead', settled_at: 1 }).execute();
  const old = await stage.context.db.selectFrom('events').select(['seq', 'id']).executeTakeFirstOrThrow();
  const [forward] = await stage.forwards();
  return { ...stage, old, forward: forward?.id ?? '' };
}

type Around = (transaction: GatewayContext['transaction']) => GatewayContext['transaction'];

/** The same gateway, with something around its transactions. */
const around = (context: GatewayContext, wrap: Around): GatewayContext => ({
  ...context,
  transaction: wrap(context.transaction),
});

/** Behind the last statement of a transaction, and before its commit. */
const beforeCommit = (context: GatewayContext, act: () => Promise<void>): GatewayContext =>
  around(context, (transaction) => (work) => {
    const both = async (tx: Tx): ReturnType<typeof work> => {
      const result = await work(tx);
      await act();
      return result;
    };
    return transaction(both);
  });

/** Whether somebody waits for a lock of another. */
async function isLocked({ db }: GatewayContext): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db);
  return rows.length > 0;
}

/** Every forward with whether its event is there. */
async function forwardsOf({ context }: Stage): Promise<readonly (readonly [string, boolean])[]> {
  const rows = await context.db
    .selectFrom('forwards')
    .leftJoin('events', 'events.seq', 'forwards.event_seq')
    .select(['forwards.state', 'events.id'])
    .orderBy('forwards.id')
    .execute();
  return rows.map(({ state, id }) => [state, id !== null]);
}

onEachDatabase('retention beside people', (database) => {
  test('what is removed after a replay has read it is not replayed', async () => {
    await using stage = await openOld(database);
    const { context, old } = stage;
    const late = around(context, (transaction) => async (work) => {
      expect(await removeEvents(context, [old])).toBe(1);
      return transaction(work);
    });
    await expect(replayEvent(late, actor, old.id)).rejects.toMatchObject({ status: 404 });
    expect(await forwardsOf(stage)).toEqual([]);
  });

  test.skipIf(database.kind === 'sqlite')(
    'a replay that waits for what removes its event finds it gone',
    async () => {
      await using stage = await openOld(database);
      const { context, old } = stage;
      let replay: Promise<unknown> | undefined;
      const removing = beforeCommit(context, async () => {
        replay = replayEvent(context, actor, old.id).catch((error: unknown) => error);
        await until(() => isLocked(context));
      });
      expect(await removeEvents(removing, [old])).toBe(1);
      expect(await replay).toMatchObject({ status: 404 });
      expect(await forwardsOf(stage)).toEqual([]);
    },
  );

  test.skipIf(database.kind === 'sqlite').each([
    ['replayed', (context, { old }) => replayEvent(context, actor, old.id), ['dead', 'queued']],
    ['retried', (context, { forward }) => retryForward(context, actor, forward), ['queued']],
  ] as const satisfies [
    string,
    (context: GatewayContext, stage: Awaited<ReturnType<typeof openOld>>) => Promise<unknown>,
    string[],
  ][])('what is being %s stays, with its event', async (_what, act, states) => {
    await using stage = await openOld(database);
    const { context, old } = stage;
    let removed: Promise<number> | undefined;
    const acting = beforeCommit(context, async () => {
      removed = removeEvents(context, [old]);
      await Promise.race([removed, until(() => isLocked(context))]);
    });
    await act(acting, stage);
    expect(await removed).toBe(0);
    expect(await forwardsOf(stage)).toEqual(states.map((state) => [state, true]));
    // It goes once it is at rest.
    await context.db.updateTable('forwards').set({ state: 'delivered' }).execute();
    expect(await removeEvents(context, [old])).toBe(1);
    expect(await forwardsOf(stage)).toEqual([]);
  });
});
