import type { Steps } from './sql-client.ts';

/** Yields one thing and gives what came of it. */
export function* ask<Answer>(question: Answer | Promise<Answer>): Steps<Answer> {
  return (yield question) as Answer;
}

/** Does all steps, and awaits each. */
export async function runSteps<Result>(steps: Steps<Result>): Promise<Result> {
  let step = steps.next();
  // Each step needs what came of the one before.
  while (!step.done) step = steps.next(await step.value);
  return step.value;
}

const notAtOnce =
  'The work of a transaction on a synchronous SQLite connection must not return a promise: while it waited, ' +
  'whatever else uses the connection would be inside the transaction. Do what is asynchronous before or after it, ' +
  'or give the store a Kysely.';

/**
 * Does all steps at once.
 *
 * @throws TypeError where one gives a promise
 */
export function runStepsAtOnce<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (!step.done) {
    if (isPromise(step.value)) {
      // What becomes of it is nobody's business any more.
      step.value.then(undefined, () => {});
      throw new TypeError(notAtOnce);
    }
    step = steps.next(step.value);
  }
  return step.value;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}
