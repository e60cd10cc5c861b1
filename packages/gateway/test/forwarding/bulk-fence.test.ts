import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import type { GatewayContext } from '../../src/lib/context.ts';
import { createBulk, findBulk } from '../../src/lib/forwarding/bulk-retries.ts';
import { startBulkRetries } from '../../src/lib/forwarding/start-bulk-retries.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { statesOf } from './lib/dispatch.ts';
import { actor, openStage } from './lib/stage.ts';

/** One batch of one forward, and a long rest. */
const slowly = { batch: 1, pauseMs: 60_000, pollMs: 60_000 };

onEachDatabase('a process that comes late to a bulk retry', (database) => {
  test('takes nothing back that another has done, and retries nothing a second time', async () => {
    await using stage = await openStage(database);
    const { context } = stage;
    await stage.connect({ url: 'http://127.0.0.1:1' });
    await stage.store({}, {}, {});
    const die = (): Promise<unknown> =>
      context.db.updateTable('forwards').set({ state: 'dead', attempts: 12 }).execute();
    await die();
    const { id } = await createBulk(context, actor, { state: 'dead' });
    // The first has read which forward is next, and then stands still.
    let isReading = true;
    let goOn = (): void => {};
    const stands = new Promise<void>((resolve) => (goOn = resolve));
    let isOver = false;
    const standing: GatewayContext = {
      ...context,
      async transaction(work) {
        isReading = false;
        await stands;
        return context.transaction(work).finally(() => (isOver = true));
      },
    };
    const first = startBulkRetries(standing, slowly);
    await until(() => !isReading);
    const second = startBulkRetries(context, slowly);
    await until(async () => (await findBulk(context, id)).done === 1);
    await second.stop(1000);
    const third = startBulkRetries(context, slowly);
    await until(async () => (await findBulk(context, id)).done === 2);
    await third.stop(1000);
    const cursorOf = async (): Promise<unknown> =>
      context.db.selectFrom('bulk_retries').select(['cursor', 'done', 'state']).executeTakeFirst();
    const before = await cursorOf();
    expect(before).toMatchObject({ done: 2, state: 'running' });
    // What was retried has died again: it is for another bulk retry.
    await die();
    goOn();
    await until(() => isOver);
    await first.stop(1000);
    expect(await cursorOf()).toEqual(before);
    expect(await statesOf(stage)).toEqual(['dead', 'dead', 'dead']);
  });
});
