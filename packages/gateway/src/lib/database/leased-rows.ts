import { randomUUID } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { GatewayDatabase, Tx } from './open-database.ts';
import type { Database, Row } from './schema.ts';

/** Tables whose rows are taken by workers. */
export type LeasedTable = 'forwards' | 'sends';

/** Hands out a table's rows: each to one worker at a time. The table is the queue. */
export interface LeasedRows<Table extends LeasedTable> {
  /**
   * Takes rows that are due, those first that have been so for longest, and counts the attempt.
   *
   * @param where - which of them (all)
   */
  claim(limit: number, leaseMs: number, where?: RawBuilder<unknown>): Promise<readonly Row<Table>[]>;
  /** Lets a lease last `leaseMs` from now; resolves to whether it was still held. */
  extend(row: Held, leaseMs: number): Promise<boolean>;
  /** Whether the row is still held: to be asked first, in the transaction that settles it. */
  holds(tx: Tx, row: Held): Promise<boolean>;
  /** Gives a row back unspent, due at `dueAt`. */
  release(row: Held, dueAt: number): Promise<boolean>;
  /** Puts back what workers that have vanished held; resolves to how many. */
  reap(): Promise<number>;
}

/** What tells a lease. */
export interface Held {
  readonly id: string;
  readonly lease_token: string | null;
}

/**
 * Makes a table's rows available to workers; `pullWork` of `@hooklatch/inbox/engine` asks for them.
 *
 * @param database - where the table is
 * @param table - with the columns of a lease
 * @param now - Unix milliseconds
 */
export function leasedRows<Table extends LeasedTable>(
  database: Pick<GatewayDatabase, 'kind' | 'db' | 'transaction'>,
  table: Table,
  now: () => number,
): LeasedRows<Table> {
  const { db, kind } = database;
  const name = sql.table(table);
  // Others take other rows, and nobody waits.
  const skipping = kind === 'postgres' ? sql`FOR UPDATE SKIP LOCKED` : sql``;
  const change = async (statement: RawBuilder<unknown>): Promise<number> => {
    const { numAffectedRows } = await statement.execute(db);
    return Number(numAffectedRows ?? 0);
  };
  return {
    async claim(limit, leaseMs, where = sql`1 = 1`) {
      const time = now();
      const token = randomUUID();
      const { rows } = await sql<Row<Table>>`UPDATE ${name}
        SET state = 'leased', lease_token = ${token}, lease_until = ${time + leaseMs}, attempts = attempts + 1
        WHERE id IN (SELECT id FROM ${name} WHERE state = 'queued' AND due_at <= ${time} AND (${where})
          ORDER BY due_at LIMIT ${limit} ${skipping})
        RETURNING *`.execute(db);
      return rows;
    },
    async extend({ id, lease_token: token }, leaseMs) {
      return (
        (await change(sql`UPDATE ${name} SET lease_until = ${now() + leaseMs}
          WHERE id = ${id} AND state = 'leased' AND lease_token = ${token}`)) > 0
      );
    },
    async holds(tx, { id, lease_token: token }) {
      const locking = kind === 'postgres' ? sql`FOR UPDATE` : sql``;
      const { rows } = await sql`SELECT 1 FROM ${name}
        WHERE id = ${id} AND state = 'leased' AND lease_token = ${token} ${locking}`.execute(tx);
      return rows.length > 0;
    },
    async release({ id, lease_token: token }, dueAt) {
      return (
        (await change(sql`UPDATE ${name} SET state = 'queued', due_at = ${dueAt}, attempts = attempts - 1,
          lease_token = NULL, lease_until = NULL WHERE id = ${id} AND state = 'leased' AND lease_token = ${token}`)) >
        0
      );
    },
    reap: () =>
      change(sql`UPDATE ${name} SET state = 'queued', lease_token = NULL, lease_until = NULL
        WHERE state = 'leased' AND lease_until <= ${now()}`),
  };
}

/** What a row is without its lease, for whoever settles it. */
export const unleased: Pick<Database['forwards'], 'lease_token' | 'lease_until'> = {
  lease_token: null,
  lease_until: null,
};
