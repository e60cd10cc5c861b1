import type { Pool, PoolClient } from 'pg';

/** The raw methods of a transaction of Prisma. */
export interface PrismaTransactionDouble {
  $queryRawUnsafe<Rows = unknown>(text: string, ...values: unknown[]): Promise<Rows>;
  $executeRawUnsafe(text: string, ...values: unknown[]): Promise<number>;
}

/** The raw methods of a client of Prisma, with the overloads that it has. */
export interface PrismaDouble extends PrismaTransactionDouble {
  $transaction(queries: Promise<unknown>[]): Promise<unknown[]>;
  $transaction<Result>(work: (tx: PrismaTransactionDouble) => Promise<Result>): Promise<Result>;
}

/** One statement with the extended protocol, as Prisma sends it: no second statement can follow a first. */
const send = (on: Pool | PoolClient, text: string, values: unknown[]) =>
  on.query({ text, values, queryMode: 'extended' } as { text: string; values: unknown[] });

/** Columns of types that Prisma cannot read make its query fail; numbers of 64 bits are bigint there. */
function toPrismaRow(row: object, types: readonly number[]): object {
  const voidType = 2278;
  if (types.includes(voidType)) throw new Error("Failed to deserialize column of type 'void'.");
  return row;
}

function rawMethods(on: Pool | PoolClient): PrismaTransactionDouble {
  return {
    async $queryRawUnsafe<Rows>(text: string, ...values: unknown[]): Promise<Rows> {
      const { rows, fields } = await send(on, text, values);
      const types = fields.map(({ dataTypeID }) => dataTypeID);
      return rows.map((row: object) => toPrismaRow(row, types)) as Rows;
    },
    async $executeRawUnsafe(text, ...values) {
      const { rowCount } = await send(on, text, values);
      return rowCount ?? 0;
    },
  };
}

/** A double of Prisma's raw methods: Prisma itself needs a schema of its own, and an engine that is generated from it. */
export function createPrismaDouble(pool: Pool): PrismaDouble {
  return {
    ...rawMethods(pool),
    async $transaction(work: unknown): Promise<never> {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await (work as (tx: PrismaTransactionDouble) => Promise<unknown>)(rawMethods(client));
        await client.query('COMMIT');
        return result as never;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
