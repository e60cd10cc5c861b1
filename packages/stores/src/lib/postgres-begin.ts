import type { SqlQuery, Steps } from './sql-client.ts';
import { runSteps } from './sql-steps.ts';

/** What nobody waits for any more. */
const never = (): Promise<never> => new Promise(() => {});

/**
 * Does steps in a transaction of postgres.js. Where its connection ends, `begin` rejects, but the work goes on: what it says
 * then, and the `rollback` that follows where it rejects, would go to a socket that is gone, which ends the process, or to
 * the next connection. So nothing more is said, and the work does not end.
 *
 * @param steps - what is done
 * @param queryOf - runs a statement in the transaction
 * @param begin - calls the work in a transaction, and gives what it gives
 * @returns what the steps give
 */
export async function runBegun<Result>(
  steps: (tx: never, query: SqlQuery) => Steps<Result>,
  queryOf: (tx: unknown) => SqlQuery,
  begin: (work: (tx: unknown) => Promise<unknown>) => Promise<unknown>,
): Promise<Result> {
  let isOver = false;
  const work = async (tx: unknown): Promise<{ readonly result: Result }> => {
    const query = queryOf(tx);
    const queryUnlessOver: SqlQuery = (text, values) => (isOver ? never() : query(text, values));
    try {
      // In an object, because `begin` makes a plain array of an array, such as the rows of a query.
      return { result: await runSteps(steps(tx as never, queryUnlessOver)) };
    } catch (error) {
      // A connection that ends makes its query reject first, and `begin` a moment later.
      await new Promise((resolve) => setTimeout(resolve, 0));
      return isOver ? never() : Promise.reject(error as Error);
    }
  };
  try {
    const { result } = (await begin(work)) as Awaited<ReturnType<typeof work>>;
    return result;
  } finally {
    isOver = true;
  }
}
