import { sql, type RawBuilder } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { LeasedRows } from '../database/leased-rows.ts';
import type { Row } from '../database/schema.ts';
import type { ChannelKind } from './channel-config.ts';
import { atOnceOf, takeTurn, waitOf } from './channel-rate.ts';
import { burstLimits, sumUp } from './sum-up.ts';

/** A channel for which something is due. */
type Lane = Pick<Row<'channels'>, 'id' | 'kind' | 'state' | 'free_at'>;

/** Takes what is due, channel by channel, so that one that hangs keeps no other waiting. */
export interface SendClaims {
  claim(limit: number, leaseMs: number): Promise<readonly Row<'sends'>[]>;
  /** A send that was taken is on its way no more. */
  ended(channel: string): void;
}

/** What claims need. */
export interface ClaimOptions {
  readonly context: GatewayContext;
  readonly rows: LeasedRows<'sends'>;
  /** Asks to be called again after so many milliseconds. */
  readonly wakeIn: (milliseconds: number) => void;
}

/** What waits for a channel: for one target, alerts about events, or others. */
interface Waiting {
  readonly target: string;
  readonly grouped: number;
  readonly count: number;
  readonly first: number;
}

/** Makes what hands out sends, each channel's within its rate. */
export function createSendClaims({ context, rows, wakeIn }: ClaimOptions): SendClaims {
  const busy = new Map<string, number>();
  /** What may be taken of a channel; nothing where all of it has to wait. */
  const readWhere = async (lane: Lane, now: number): Promise<RawBuilder<unknown> | undefined> => {
    if (lane.state === 'broken') return sql`channel_id = ${lane.id} AND kind = 'test'`;
    const waiting = await readWaiting(context, lane.id, now);
    const held: string[] = [];
    for (const { target, grouped, count, first } of waiting) {
      if (grouped === 0 || count <= burstLimits.alerts) continue;
      const rest = first + burstLimits.waitMs - now;
      // oxlint-disable-next-line no-await-in-loop
      if (rest <= 0 && (await sumUp(context, { channel: lane.id, target, now }))) continue;
      held.push(target);
      wakeIn(Math.max(rest, 100));
    }
    if (held.length === 0) return sql`channel_id = ${lane.id}`;
    const isFree = waiting.some(({ target, grouped }) => grouped === 0 || !held.includes(target));
    const isHeld = sql`kind = 'event' AND target IN (${sql.join(held)})`;
    return isFree ? sql`channel_id = ${lane.id} AND NOT (${isHeld})` : undefined;
  };
  const takeOf = async (lane: Lane, room: number, leaseMs: number): Promise<readonly Row<'sends'>[]> => {
    const now = context.now();
    const free = Math.min(room, atOnceOf(lane.kind) - (busy.get(lane.id) ?? 0));
    if (free <= 0) return [];
    const wait = waitOf(lane.kind, lane.free_at, now);
    if (wait > 0) {
      wakeIn(wait);
      return [];
    }
    const where = await readWhere(lane, now);
    if (!where) return [];
    const taken: Row<'sends'>[] = [];
    while (taken.length < free) {
      // oxlint-disable-next-line no-await-in-loop
      if (!(await takeTurn(context.db, lane.id, lane.kind, now))) break;
      // oxlint-disable-next-line no-await-in-loop
      const [send] = await rows.claim(1, leaseMs, where);
      if (!send) break;
      taken.push(send);
    }
    busy.set(lane.id, (busy.get(lane.id) ?? 0) + taken.length);
    return taken;
  };
  return {
    async claim(limit, leaseMs) {
      const taken: Row<'sends'>[] = [];
      for (const lane of await readLanes(context)) {
        if (taken.length >= limit) break;
        // oxlint-disable-next-line no-await-in-loop
        taken.push(...(await takeOf(lane, limit - taken.length, leaseMs)));
      }
      return taken;
    },
    ended(channel) {
      const count = (busy.get(channel) ?? 1) - 1;
      if (count <= 0) busy.delete(channel);
      else busy.set(channel, count);
    },
  };
}

async function readLanes({ db, now }: GatewayContext): Promise<readonly Lane[]> {
  const { rows } = await sql<{ id: string; kind: ChannelKind; state: Lane['state']; free_at: number }>`
    SELECT id, kind, state, free_at FROM channels
    WHERE deleted_at IS NULL AND EXISTS (SELECT 1 FROM sends
      WHERE sends.channel_id = channels.id AND sends.state = 'queued' AND sends.due_at <= ${now()}
        AND (channels.state = 'active' OR sends.kind = 'test'))`.execute(db);
  return rows;
}

async function readWaiting(
  { db }: GatewayContext,
  channel: string,
  now: number,
): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    SELECT target, CASE WHEN kind = 'event' THEN 1 ELSE 0 END AS grouped, count(*) AS count, min(created_at) AS first
    FROM sends WHERE channel_id = ${channel} AND state = 'queued' AND due_at <= ${now}
    GROUP BY 1, 2`.execute(db);
  return rows;
}
