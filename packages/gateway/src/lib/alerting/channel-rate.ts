import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { ChannelKind } from './channel-config.ts';

/** How fast a channel is used, over all processes. */
interface Rate {
  readonly perSecond: number;
  /** How many at once after a rest. */
  readonly burst: number;
  /** How many are on their way at once, in one process. */
  readonly atOnce: number;
}

const hook: Rate = { perSecond: 1, burst: 3, atOnce: 1 };
const rates: Readonly<Record<ChannelKind, Rate>> = {
  slack: hook,
  discord: hook,
  teams: hook,
  email: { perSecond: 5, burst: 10, atOnce: 2 },
  pagerduty: { perSecond: 2, burst: 10, atOnce: 2 },
  webhook: { perSecond: 10, burst: 20, atOnce: 4 },
};

/** How many sends of a channel are on their way at once, in one process. */
export const atOnceOf = (kind: ChannelKind): number => rates[kind].atOnce;

/** How long until a channel may be used again, in milliseconds; 0 or less is now. */
export function waitOf(kind: ChannelKind, freeAt: number, now: number): number {
  return freeAt - aheadOf(kind) - now;
}

/** Counts one use of a channel; resolves to whether it is allowed. */
export async function takeTurn(
  db: Kysely<Database>,
  id: string,
  kind: ChannelKind,
  now: number,
): Promise<boolean> {
  const { numAffectedRows } = await sql`UPDATE channels
    SET free_at = (CASE WHEN free_at > ${now} THEN free_at ELSE ${now} END) + ${Math.round(1000 / rates[kind].perSecond)}
    WHERE id = ${id} AND free_at <= ${now + aheadOf(kind)}`.execute(db);
  return Number(numAffectedRows ?? 0) > 0;
}

/** Leaves a channel alone until a time that it has asked for. */
export async function leaveAlone(
  db: Kysely<Database>,
  id: string,
  kind: ChannelKind,
  until: number,
): Promise<void> {
  const freeAt = until + aheadOf(kind);
  await db
    .updateTable('channels')
    .set({ free_at: freeAt })
    .where('id', '=', id)
    .where('free_at', '<', freeAt)
    .execute();
}

/** How far ahead of its rate a channel may be, in milliseconds. */
function aheadOf(kind: ChannelKind): number {
  const { perSecond, burst } = rates[kind];
  return Math.round(((burst - 1) * 1000) / perSecond);
}
