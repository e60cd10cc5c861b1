import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import { readLogSize, storedBytes } from './log-size.ts';
import { removeAlerts } from './remove-alerts.ts';
import { removeEvents, type Removable } from './remove-events.ts';

/** What is kept. */
export interface RetentionLimits {
  /** How long an event is kept, in milliseconds. */
  readonly retentionMs: number;
  /** How large the log may be; undefined for any size. */
  readonly maxLogBytes: number | undefined;
}

const dayMs = 86_400_000;
/** Second deliveries are recognised for so long at least, however soon events go. */
const shortestKeysMs = 7 * dayMs;
/** In days: how long counts of each minute, and of each hour, are kept. */
const countedDays = { 1: 8, 60: 400 } as const;
/** In events: a transaction keeps others waiting. */
const batch = 100;
/** In milliseconds: others write meanwhile. */
const pauseMs = 20;

/**
 * What is kept now: the settings that were changed while the gateway runs, else those that it was started with.
 *
 * @param context - of the gateway
 */
export async function readLimits({
  db,
  settings,
}: Pick<GatewayContext, 'db' | 'settings'>): Promise<RetentionLimits> {
  const rows = await db
    .selectFrom('settings')
    .selectAll()
    .where('name', 'in', ['retention_days', 'max_log_bytes'])
    .execute();
  const kept = new Map(rows.map(({ name, value }) => [name, value]));
  const days = kept.get('retention_days');
  const bytes = kept.get('max_log_bytes');
  return {
    retentionMs: days === undefined ? settings.retentionMs : Number(days) * dayMs,
    maxLogBytes: bytes === undefined ? settings.maxLogBytes : bytes === '' ? undefined : Number(bytes),
  };
}

/**
 * Removes what is past its time or beyond the log's size, in small batches.
 *
 * @param context - of the gateway
 * @param signal - ends it between two batches
 * @returns how many events were removed
 */
export async function runRetention(context: GatewayContext, signal?: AbortSignal): Promise<number> {
  const limits = await readLimits(context);
  const before = context.now() - limits.retentionMs;
  const aged = await removeAged(context, before, signal);
  const sized = await removeLarge(context, limits.maxLogBytes, signal);
  await removeAlerts(context, before, signal);
  await removeKeys(context, context.now() - Math.max(shortestKeysMs, limits.retentionMs), signal);
  await removeCounts(context, signal);
  return aged + sized;
}

const isOver = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

async function removeAged(context: GatewayContext, before: number, signal?: AbortSignal): Promise<number> {
  let removed = 0;
  let at = { received_at: Number.MIN_SAFE_INTEGER, seq: 0 };
  while (!isOver(signal)) {
    // oxlint-disable-next-line no-await-in-loop
    const { rows } = await sql<Removable & { received_at: number }>`SELECT seq, id, received_at FROM events
      WHERE received_at < ${before} AND (received_at, seq) > (${at.received_at}, ${at.seq})
      ORDER BY received_at, seq LIMIT ${batch}`.execute(context.db);
    const last = rows.at(-1);
    if (!last) break;
    at = last;
    // oxlint-disable-next-line no-await-in-loop
    removed += await removeEvents(context, rows);
    // oxlint-disable-next-line no-await-in-loop
    await sleep(pauseMs);
  }
  return removed;
}

async function removeLarge(
  context: GatewayContext,
  most: number | undefined,
  signal?: AbortSignal,
): Promise<number> {
  if (most === undefined) return 0;
  let removed = 0;
  let seq = 0;
  while (!isOver(signal)) {
    // oxlint-disable-next-line no-await-in-loop
    const { bytes } = await readLogSize(context.db);
    if (bytes <= most) break;
    // oxlint-disable-next-line no-await-in-loop
    const { rows } = await sql<Removable & { body: number; headers: number }>`SELECT events.seq, events.id,
        octet_length(contents.body) AS body, octet_length(contents.headers) AS headers
      FROM events JOIN contents ON contents.seq = events.seq
      WHERE events.seq > ${seq} ORDER BY events.seq LIMIT ${batch}`.execute(context.db);
    if (rows.length === 0) break;
    let sum = 0;
    const enough = rows.findIndex(({ body, headers }) => (sum += storedBytes(body, headers)) >= bytes - most);
    const some = enough < 0 ? rows : rows.slice(0, enough + 1);
    seq = some.at(-1)?.seq ?? seq;
    // oxlint-disable-next-line no-await-in-loop
    removed += await removeEvents(context, some);
    // oxlint-disable-next-line no-await-in-loop
    await sleep(pauseMs);
  }
  return removed;
}

async function removeKeys({ db }: GatewayContext, before: number, signal?: AbortSignal): Promise<void> {
  while (!isOver(signal)) {
    // oxlint-disable-next-line no-await-in-loop
    const { numAffectedRows } = await sql`DELETE FROM event_keys WHERE (endpoint_id, key) IN
      (SELECT endpoint_id, key FROM event_keys WHERE seen_at < ${before} ORDER BY seen_at LIMIT ${5 * batch})`.execute(
      db,
    );
    if (Number(numAffectedRows ?? 0) === 0) break;
    // oxlint-disable-next-line no-await-in-loop
    await sleep(pauseMs);
  }
}

async function removeCounts({ db, now }: GatewayContext, signal?: AbortSignal): Promise<void> {
  for (const span of [1, 60] as const) {
    const before = Math.floor((now() - countedDays[span] * dayMs) / 60_000);
    while (!isOver(signal)) {
      // oxlint-disable-next-line no-await-in-loop
      const { rows } = await sql<{ minute: number }>`SELECT minute FROM minutes WHERE span = ${span}
        AND minute < ${before} ORDER BY minute LIMIT 1`.execute(db);
      const first = rows[0]?.minute;
      if (first === undefined) break;
      // oxlint-disable-next-line no-await-in-loop
      await sql`DELETE FROM minutes WHERE span = ${span} AND minute < ${Math.min(before, first + 60)}`.execute(
        db,
      );
      // oxlint-disable-next-line no-await-in-loop
      await sleep(pauseMs);
    }
  }
}
