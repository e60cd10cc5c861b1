import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import { sendIsOpen } from './still-open.ts';

/** In milliseconds: a secret is watched for up to a year, and its alert is what tells that it was said already. */
const rotationMs = 400 * 86_400_000;
/** In alerts: a statement keeps others waiting. */
const batch = 500;
/** In milliseconds: others write meanwhile. */
const pauseMs = 20;

/**
 * Removes alerts that belong to no event (digests, failures, silence, what the gateway says itself) and are past their
 * time, but none that is still to be sent. Those of an event go with it.
 *
 * @param context - of the gateway
 * @param before - Unix milliseconds
 * @param signal - ends it between two batches
 * @returns how many were removed
 */
export async function removeAlerts(
  { db, now }: Pick<GatewayContext, 'db' | 'now'>,
  before: number,
  signal?: AbortSignal,
): Promise<number> {
  const rotationsBefore = Math.min(before, now() - rotationMs);
  const isOver = (): boolean => signal?.aborted === true;
  let removed = 0;
  while (!isOver()) {
    // oxlint-disable-next-line no-await-in-loop
    const { numAffectedRows } = await sql`DELETE FROM alerts WHERE id IN (SELECT id FROM alerts
      WHERE created_at < ${before} AND (kind <> 'rotation' OR created_at < ${rotationsBefore})
        AND (event IS NULL OR NOT EXISTS (SELECT 1 FROM events WHERE events.id = alerts.event))
        AND NOT EXISTS (SELECT 1 FROM sends WHERE sends.alert_id = alerts.id
          AND ${sendIsOpen})
      ORDER BY created_at LIMIT ${batch})`.execute(db);
    const count = Number(numAffectedRows ?? 0);
    removed += count;
    if (count < batch) break;
    // oxlint-disable-next-line no-await-in-loop
    await sleep(pauseMs);
  }
  return removed;
}
