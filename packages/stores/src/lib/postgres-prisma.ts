import { isDefinition, type SqlClient, type SqlQuery, type SqlRow } from './sql-client.ts';
import { runSteps } from './sql-steps.ts';

interface PrismaExecutorLike {
  $queryRawUnsafe(text: string, ...values: unknown[]): PromiseLike<unknown>;
  $executeRawUnsafe(text: string, ...values: unknown[]): PromiseLike<number>;
}

/** A `PrismaClient` of a PostgreSQL database. */
export interface PrismaLike extends PrismaExecutorLike {
  $transaction: {
    (queries: never): Promise<unknown>;
    <Result>(work: (tx: unknown) => Promise<Result>): Promise<Result>;
  };
}

/**
 * Speaks to PostgreSQL through Prisma.
 *
 * @param prisma - the application's
 * @returns the client; its transactions are those of `prisma.$transaction`
 */
export function toPrismaClient<Tx>(prisma: PrismaLike): SqlClient<Tx> {
  const queryOf =
    (executor: PrismaExecutorLike) =>
    async (...[text, values]: Parameters<SqlQuery>): Promise<readonly SqlRow[]> => {
      if (!isDefinition(text)) return (await executor.$queryRawUnsafe(text, ...values)) as readonly SqlRow[];
      await executor.$executeRawUnsafe(text);
      return [];
    };
  return {
    query: queryOf(prisma),
    transaction: (steps) =>
      prisma.$transaction((tx) => runSteps(steps(tx as Tx, queryOf(tx as PrismaExecutorLike)))),
  };
}
