/** How long a store waits for a database that somebody else writes to, in milliseconds. */
const patienceMs = 1500;
const longestPauseMs = 20;

/**
 * Does something again while another connection has the lock. It waits without blocking the event loop, which a busy
 * timeout of SQLite does.
 *
 * @param act - is done at least once
 * @param mayRepeat - whether it may be done again (always)
 * @returns what it gives
 * @throws what it throws, where that is something else or the lock is not free within 1.5 seconds
 */
export async function whileBusy<Result>(
  act: () => Promise<Result>,
  mayRepeat: () => boolean = () => true,
): Promise<Result> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error) || !mayRepeat() || performance.now() > end) throw error;
    }
    // Processes that wait for each other do not all come back at once.
    const pauseMs = 1 + Math.random() * longestPauseMs;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

const busyCode = 5;

/** Whether somebody else has the lock; libraries put SQLite's error into their own. */
function isBusy(error: unknown): boolean {
  const { code, errcode, cause } = error as { code?: unknown; errcode?: unknown; cause?: unknown };
  if (typeof code === 'string' && code.startsWith('SQLITE_BUSY')) return true;
  // The low byte is the kind, the rest says more of it.
  if (typeof errcode === 'number' && errcode % 256 === busyCode) return true;
  return cause instanceof Error && cause !== error && isBusy(cause);
}

/** Says, as SQLite would, that the connection cannot be used now. */
export function openTransactionError(): Error {
  const message =
    'The SQLite connection is inside a transaction of the application, which would take the claim back if it rolled ' +
    'back: give the store a connection of its own.';
  return Object.assign(new Error(message), { code: 'SQLITE_BUSY' });
}

/** Says that nothing can be written together with the work any more. */
export function endedTransactionError(): TypeError {
  return new TypeError(
    'The work has ended the transaction of the store, which commits or rolls back by itself.',
  );
}
