/** How SQLite's busy timeout is read and set, in milliseconds. */
export interface BusyTimeout {
  read(): number;
  write(timeoutMs: number): void;
}

/**
 * Does something while the connection waits for no lock, or for another time than the application has set.
 *
 * @param timeout - of the connection
 * @param timeoutMs - for how long it waits meanwhile
 * @param act - what is done at once
 * @returns what it gives
 */
export function withBusyTimeout<Result>(timeout: BusyTimeout, timeoutMs: number, act: () => Result): Result {
  const before = timeout.read();
  timeout.write(timeoutMs);
  try {
    return act();
  } finally {
    timeout.write(before);
  }
}

/**
 * For how long a COMMIT may block, in milliseconds: it cannot be left and come back to, because what else uses the
 * connection meanwhile would be inside the transaction.
 */
export const commitTimeoutMs = 50;
