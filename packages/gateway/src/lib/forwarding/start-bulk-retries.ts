import type { GatewayContext, Part } from '../context.ts';
import type { Row } from '../database/schema.ts';
import type { BulkQuery } from './bulk-retries.ts';
import { toForwardCondition } from './find-forwards.ts';
import { requeue } from './forward-acts.ts';

/** How bulk retries are worked off. */
export interface BulkOptions {
  /** How many forwards are made due in one transaction. (100) */
  readonly batch?: number | undefined;
  /** Between two of those, in milliseconds. (200) */
  readonly pauseMs?: number | undefined;
  /** How often it looks for what another process has begun, in milliseconds. (5,000) */
  readonly pollMs?: number | undefined;
}

/**
 * Works off bulk retries, also those that were begun before a restart: each goes on behind the last forward that it has
 * looked at. Several processes may do so at once.
 *
 * @param context - of the gateway
 * @param options - how fast
 */
export function startBulkRetries(context: GatewayContext, options: BulkOptions = {}): Part {
  const { batch = 100, pauseMs = 200, pollMs = 5000 } = options;
  const stopping = new AbortController();
  let isWoken = false;
  let isDown = false;
  let wake = (): void => {};
  const rest = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const unlisten = context.bus.listen(({ kind }) => {
    if (kind !== 'bulk_changed') return;
    isWoken = true;
    wake();
  });
  const workOnce = async (): Promise<boolean> => {
    const running = await context.db
      .selectFrom('bulk_retries')
      .selectAll()
      .where('state', '=', 'running')
      .orderBy('id')
      .execute();
    for (const bulk of running) {
      // oxlint-disable-next-line no-await-in-loop
      if (!stopping.signal.aborted) await retryBatch(context, bulk, batch);
    }
    return running.length > 0;
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      isWoken = false;
      let hasMore = false;
      try {
        // oxlint-disable-next-line no-await-in-loop
        hasMore = await workOnce();
        isDown = false;
      } catch (error) {
        if (!isDown) context.log.error({ err: error }, 'bulk retries cannot go on yet');
        isDown = true;
      }
      // oxlint-disable-next-line no-await-in-loop
      if (!stopping.signal.aborted && (hasMore || !isWoken)) await rest(hasMore ? pauseMs : pollMs);
    }
  };
  const ended = loop();
  return {
    async stop() {
      stopping.abort();
      unlisten();
      wake();
      await ended;
    },
  };
}

/** Makes the next forwards due, and notes how far it came, all or nothing. */
async function retryBatch(context: GatewayContext, bulk: Row<'bulk_retries'>, batch: number): Promise<void> {
  const { id, cursor, created_at: createdAt } = bulk;
  const query = JSON.parse(bulk.query) as BulkQuery;
  // What has come since is not meant.
  const to = Math.min(query.to ?? Number.MAX_SAFE_INTEGER, createdAt + 1);
  let selection = context.db
    .selectFrom('forwards')
    .leftJoin('events', 'events.seq', 'forwards.event_seq')
    .where(await toForwardCondition(context.db, { ...query, to }));
  if (cursor !== null) selection = selection.where('forwards.id', '>', cursor);
  const found = await selection.select('forwards.id').orderBy('forwards.id').limit(batch).execute();
  const ids = found.map((forward) => forward.id);
  const last = ids.at(-1);
  const now = context.now();
  const isMine = await context.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('bulk_retries')
      .set(last === undefined ? { state: 'done', settled_at: now } : { cursor: last })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .where('cursor', cursor === null ? 'is' : '=', cursor)
      .executeTakeFirst();
    // Another process was faster, or somebody has cancelled it.
    if (numUpdatedRows === 0n) return false;
    const done = await requeue(tx, ids, { now, trigger: 'bulk' });
    await tx
      .updateTable('bulk_retries')
      .set((columns) => ({ done: columns('done', '+', done) }))
      .where('id', '=', id)
      .execute();
    return true;
  });
  if (!isMine) return;
  context.bus.tell({ kind: 'bulk_changed', bulk: id });
  if (last !== undefined) context.bus.tell({ kind: 'forward_due' });
}
