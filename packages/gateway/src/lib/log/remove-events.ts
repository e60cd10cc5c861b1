import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { Tx } from '../database/open-database.ts';
import { addToLog, storedBytes } from './log-size.ts';
import { isAmong } from './read-candidates.ts';

/** An event that may go. */
export interface Removable {
  readonly seq: number;
  readonly id: string;
}

/** Any number: who holds it removes, and others do something else meanwhile. */
const advisoryLock = 7_470_011;

/**
 * Removes events with everything that is theirs, but none that is still needed: its forwards and its sends are settled,
 * and every follower has seen it.
 *
 * @param context - of the gateway
 * @param events - few, so that others do not wait long
 * @returns how many were removed
 */
export async function removeEvents(
  { kind, transaction }: Pick<GatewayContext, 'kind' | 'transaction'>,
  events: readonly Removable[],
): Promise<number> {
  if (events.length === 0) return 0;
  return transaction(async (tx) => {
    if (kind === 'postgres' && !(await isAlone(tx))) return 0;
    const needed = await neededOf(
      tx,
      events.map(({ id }) => id),
    );
    const free = events.filter(({ id }) => !needed.has(id));
    if (free.length === 0) return 0;
    const gone = await tx
      .deleteFrom('events')
      .where(
        isAmong(
          kind,
          'seq',
          free.map(({ seq }) => seq),
        ),
      )
      .where('routed', '=', 1)
      .returning(['seq', 'id'])
      .execute();
    if (gone.length === 0) return 0;
    const seqs = gone.map(({ seq }) => seq);
    const ids = gone.map(({ id }) => id);
    const { rows: contents } = await sql<{ headers: number; body: number }>`DELETE FROM contents
      WHERE ${isAmong(kind, 'seq', seqs)}
      RETURNING octet_length(headers) AS headers, octet_length(body) AS body`.execute(tx);
    await sql`DELETE FROM event_text WHERE ${isAmong(kind, kind === 'sqlite' ? 'rowid' : 'seq', seqs)}`.execute(
      tx,
    );
    // Their attempts and sends go with them.
    await tx.deleteFrom('forwards').where('event', 'in', ids).execute();
    await tx.deleteFrom('alerts').where('event', 'in', ids).execute();
    const bytes = contents.reduce((sum, { headers, body }) => sum + storedBytes(body, headers), 0);
    await addToLog(tx, -gone.length, -bytes);
    return gone.length;
  });
}

async function isAlone(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{
    got: boolean;
  }>`SELECT pg_try_advisory_xact_lock(${advisoryLock}) AS got`.execute(tx);
  return rows[0]?.got === true;
}

/** Those that something still has to be done with. */
async function neededOf(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const forwards = await tx
    .selectFrom('forwards')
    .select('event')
    .where('event', 'in', ids)
    .where('state', 'in', ['queued', 'leased'])
    .execute();
  const sends = await tx
    .selectFrom('alerts')
    .innerJoin('sends', 'sends.alert_id', 'alerts.id')
    .select('alerts.event')
    .where('alerts.event', 'in', ids)
    .where('sends.state', 'not in', ['sent', 'dead'])
    .execute();
  return new Set([...forwards, ...sends].flatMap(({ event }) => event ?? []));
}
