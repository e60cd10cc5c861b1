import { sql, type RawBuilder } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { DatabaseKind } from '../database/migrations/column-words.ts';
import type { Tx } from '../database/open-database.ts';
import { addToLog, storedBytes } from './log-size.ts';
import { isAmong } from './read-candidates.ts';
import { forwardIsOpen, sendIsOpen } from './still-open.ts';

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
    const held = await holdEvents(tx, kind, events);
    const needed = await neededOf(
      tx,
      kind,
      held.map(({ id }) => id),
    );
    const free = held.filter(({ id }) => !needed.has(id));
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

/** Those that nobody is making anything new of: a replay keeps its event until it is written down. */
async function holdEvents(
  tx: Tx,
  kind: DatabaseKind,
  events: readonly Removable[],
): Promise<readonly Removable[]> {
  if (kind === 'sqlite') return events;
  return tx
    .selectFrom('events')
    .select(['seq', 'id'])
    .where(
      isAmong(
        kind,
        'seq',
        events.map(({ seq }) => seq),
      ),
    )
    .where('routed', '=', 1)
    .orderBy('seq')
    .forUpdate()
    .skipLocked()
    .execute();
}

/** What may go where it is at rest. */
interface Belonging {
  readonly id: string;
  readonly event: string | null;
  readonly isSettled: boolean | number;
}

/**
 * Those that something still has to be done with. What is settled is kept as it is until the transaction ends, and what
 * somebody changes at this moment, a retry say, is not settled.
 */
async function neededOf(tx: Tx, kind: DatabaseKind, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const forwards = sql`FROM forwards WHERE forwards.event IN (${sql.join(ids)})`;
  const sends = sql`FROM alerts JOIN sends ON sends.alert_id = alerts.id
    WHERE alerts.event IN (${sql.join(ids)})`;
  return new Set([
    ...(await unsettled(
      tx,
      kind,
      sql`SELECT forwards.id, event,
        NOT (${forwardIsOpen}) AS "isSettled" ${forwards}`,
      'forwards',
    )),
    ...(await unsettled(
      tx,
      kind,
      sql`SELECT sends.id, alerts.event,
        NOT (${sendIsOpen}) AS "isSettled" ${sends}`,
      'sends',
    )),
  ]);
}

/** The events of rows that are not at rest. */
async function unsettled(
  tx: Tx,
  kind: DatabaseKind,
  select: RawBuilder<unknown>,
  table: 'forwards' | 'sends',
): Promise<readonly string[]> {
  const { rows } = await sql<Belonging>`${select}`.execute(tx);
  let atRest = rows;
  if (kind === 'postgres' && rows.length > 0)
    ({ rows: atRest } = await sql<Belonging>`${select} FOR UPDATE OF ${sql.table(table)} SKIP LOCKED`.execute(
      tx,
    ));
  const settled = new Set(atRest.filter(({ isSettled }) => Boolean(isSettled)).map(({ id }) => id));
  return rows.filter(({ id }) => !settled.has(id)).flatMap(({ event }) => event ?? []);
}
