import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { LeasedRows } from '../database/leased-rows.ts';
import type { Row } from '../database/schema.ts';
import { readLanes, takeProbe, type Lane } from './lanes.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { giveTurnsBack, takeTurns, type RatedLane } from './shared-rate.ts';
import type { Tunnels } from './tunnels.ts';

/** Takes forwards for each destination, as many as it may have. */
export interface ForwardClaims {
  claim(limit: number, leaseMs: number): Promise<readonly Row<'forwards'>[]>;
  /** One of a destination has ended; whether it was delivered. */
  ended(destinationId: string, isDelivered: boolean): void;
}

/** What claims are made of. */
export interface ClaimOptions {
  readonly context: GatewayContext;
  readonly rows: LeasedRows<'forwards'>;
  readonly tunnels: Tunnels;
  /** Told of a destination that was changed. */
  onLane(lane: Lane): void;
  /** Asks for another claim, after milliseconds. */
  wakeIn(milliseconds: number): void;
}

/** A probe is rare enough, and a tunnel's client says itself how much it takes. */
const isRated = (lane: Lane): lane is Lane & RatedLane =>
  lane.ratePerSecond !== null && lane.kind !== 'listen' && lane.state !== 'broken';

/**
 * Makes what hands out forwards. A destination that is full, limited, paused or broken has no room, so that what waits
 * for it is never in the way of another's.
 */
export function createForwardClaims(options: ClaimOptions): ForwardClaims {
  const { context, rows, tunnels, onLane, wakeIn } = options;
  const limits = new Map<string, { readonly perSecond: number; readonly limit: RateLimit }>();
  const wasBroken = new Set<string>();
  /** How many at once a destination that was broken may have; it grows with each success. */
  const ramps = new Map<string, number>();
  const here = new Map<string, number>();

  const limitOf = (id: string, perSecond: number): RateLimit => {
    const known = limits.get(id);
    if (known?.perSecond === perSecond) return known.limit;
    const limit = createRateLimit(perSecond, () => performance.now());
    limits.set(id, { perSecond, limit });
    return limit;
  };
  const watch = (lane: Lane): void => {
    onLane(lane);
    if (lane.state === 'broken') wasBroken.add(lane.id);
    else if (wasBroken.delete(lane.id)) ramps.set(lane.id, 1);
  };
  const roomOf = async (lane: Lane, now: number): Promise<number> => {
    const atWork = Math.max(lane.atWork, here.get(lane.id) ?? 0);
    if (lane.kind === 'listen') return tunnels.room(lane.id);
    if (lane.state === 'broken') return atWork === 0 && (await takeProbe(context.db, lane.id, now)) ? 1 : 0;
    return Math.min(lane.concurrency, ramps.get(lane.id) ?? lane.concurrency) - atWork;
  };
  const take = async (lane: Lane, room: number, leaseMs: number): Promise<readonly Row<'forwards'>[]> => {
    const taken = await rows.claim(room, leaseMs, sql`destination_id = ${lane.id}`);
    here.set(lane.id, (here.get(lane.id) ?? 0) + taken.length);
    return taken;
  };
  /** As many as the destination's rate lets go now: of all processes on PostgreSQL, and SQLite has one. */
  const takeRated = async (
    lane: Lane & RatedLane,
    { room, now, leaseMs }: { readonly room: number; readonly now: number; readonly leaseMs: number },
  ): Promise<readonly Row<'forwards'>[]> => {
    if (context.kind === 'sqlite') {
      const limit = limitOf(lane.id, lane.ratePerSecond);
      const count = limit.take(room);
      if (count === 0) wakeIn(limit.nextInMs());
      const taken = count > 0 ? await take(lane, count, leaseMs) : [];
      limit.giveBack(count - taken.length);
      return taken;
    }
    const { count, againInMs } = await takeTurns(context.db, lane, room, now);
    if (count === 0) wakeIn(againInMs);
    const taken = count > 0 ? await take(lane, count, leaseMs) : [];
    if (taken.length < count) await giveTurnsBack(context.db, lane, count - taken.length);
    return taken;
  };
  return {
    async claim(limit, leaseMs) {
      const now = context.now();
      const lanes = await readLanes(context.db);
      lanes.forEach(watch);
      const due = lanes.filter(({ dueAt }) => dueAt !== null && dueAt <= now);
      const claimed: Row<'forwards'>[] = [];
      for (const lane of due.toSorted((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0))) {
        const held = tunnels.heldBy(lane.id);
        if (held.length > 0) claimed.push(...(await takeHeld(lane, held, leaseMs)));
        const room = Math.min(await roomOf(lane, now), limit - claimed.length);
        if (room <= 0) continue;
        const rated = isRated(lane) ? await takeRated(lane, { room, now, leaseMs }) : undefined;
        claimed.push(...(rated ?? (await take(lane, room, leaseMs))));
      }
      return claimed;
    },
    ended(id, isDelivered) {
      here.set(id, Math.max(0, (here.get(id) ?? 0) - 1));
      const ramp = ramps.get(id);
      if (ramp === undefined || !isDelivered) return;
      // Past every concurrency there is no ramp any more.
      if (ramp >= 1000) ramps.delete(id);
      else ramps.set(id, ramp + 1);
    },
  };

  /** What a client that came back is at work on already: it has its credit for these. */
  async function takeHeld(
    lane: Lane,
    held: readonly string[],
    leaseMs: number,
  ): Promise<readonly Row<'forwards'>[]> {
    const ids = sql.join(held);
    const taken = await rows.claim(held.length, leaseMs, sql`destination_id = ${lane.id} AND id IN (${ids})`);
    here.set(lane.id, (here.get(lane.id) ?? 0) + taken.length);
    return taken;
  }
}
