import { setImmediate as others } from 'node:timers/promises';
import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import { readLogSize, storedBytes } from './log-size.ts';
import type { RetentionLimits } from './run-retention.ts';
import { forwardIsOpen, sendIsOpen } from './still-open.ts';

/** In events: the door answers between two batches. */
const batch = 500;

/** An event that nothing has to be done with any more. */
interface Free {
  readonly seq: number;
  readonly body: number;
  readonly headers: number;
}

/**
 * How many events other limits would remove at once: those that {@link runRetention} would take, and none that is still
 * on its way.
 *
 * @param context - of the gateway
 * @param limits - that would hold
 * @returns the number of events
 */
export async function planRetention(context: GatewayContext, limits: RetentionLimits): Promise<number> {
  const before = context.now() - limits.retentionMs;
  const aged = await countAged(context, before);
  if (limits.maxLogBytes === undefined) return aged;
  const { bytes } = await readLogSize(context.db);
  let beyond = bytes - limits.maxLogBytes;
  if (beyond <= 0) return aged;
  for await (const event of walkFree(context, sql`received_at < ${before}`)) beyond -= toBytes(event);
  let large = 0;
  if (beyond <= 0) return aged;
  for await (const event of walkFree(context, sql`received_at >= ${before}`)) {
    beyond -= toBytes(event);
    large += 1;
    if (beyond <= 0) break;
  }
  return aged + large;
}

const toBytes = ({ body, headers }: Free): number => storedBytes(body, headers);

/** Read from the index alone, but for the few that are still needed: it takes long for no log. */
async function countAged({ db }: GatewayContext, before: number): Promise<number> {
  const { rows } = await sql<{ events: number }>`SELECT
    (SELECT COUNT(*) FROM events WHERE received_at < ${before}) -
    (SELECT COUNT(*) FROM (
      SELECT id FROM events WHERE routed = 0 AND received_at < ${before}
      UNION SELECT events.id FROM forwards JOIN events ON events.id = forwards.event
        WHERE ${forwardIsOpen} AND events.received_at < ${before}
      UNION SELECT events.id FROM sends JOIN alerts ON alerts.id = sends.alert_id
        JOIN events ON events.id = alerts.event
        WHERE ${sendIsOpen} AND events.received_at < ${before}
    ) AS needed) AS events`.execute(db);
  return rows[0]?.events ?? 0;
}

/** The oldest first. */
async function* walkFree(
  { db }: GatewayContext,
  condition: ReturnType<typeof sql>,
): AsyncGenerator<Free, void, undefined> {
  for (let seq = 0; ;) {
    // oxlint-disable-next-line no-await-in-loop
    const { rows } = await sql<Free>`SELECT events.seq, octet_length(contents.body) AS body,
        octet_length(contents.headers) AS headers
      FROM events JOIN contents ON contents.seq = events.seq
      WHERE events.seq > ${seq} AND routed = 1 AND ${condition}
        AND NOT EXISTS (SELECT 1 FROM forwards
          WHERE forwards.event = events.id AND ${forwardIsOpen})
        AND NOT EXISTS (SELECT 1 FROM alerts JOIN sends ON sends.alert_id = alerts.id
          WHERE alerts.event = events.id AND ${sendIsOpen})
      ORDER BY events.seq LIMIT ${batch}`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    seq = last.seq;
    // oxlint-disable-next-line no-await-in-loop
    await others();
  }
}
