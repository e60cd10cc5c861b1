import { sql } from 'kysely';
import type { Part } from '../context.ts';
import type { GatewayDatabase } from '../database/open-database.ts';

/** A clock that several processes share. */
export interface Clock extends Part {
  /** Unix milliseconds. */
  readonly now: () => number;
}

const lookMs = 60_000;

/**
 * Starts the gateway's clock: the machine's, or where several may work on one PostgreSQL, that server's.
 *
 * @throws Error where the database does not answer
 */
export async function startClock({ kind, db }: Pick<GatewayDatabase, 'kind' | 'db'>): Promise<Clock> {
  if (kind === 'sqlite') return { now: Date.now, stop: () => Promise.resolve() };
  let ahead = 0;
  const look = async (): Promise<void> => {
    const before = Date.now();
    const { rows } = await sql<{ now: number | string }>`SELECT
      (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now`.execute(db);
    // Asked half way between.
    ahead = Math.round(Number(rows[0]?.now) - (before + Date.now()) / 2);
  };
  await look();
  // While it does not answer, the last difference holds.
  const timer = setInterval(() => void look().catch(() => {}), lookMs);
  timer.unref();
  return {
    now: () => Date.now() + ahead,
    stop() {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}
