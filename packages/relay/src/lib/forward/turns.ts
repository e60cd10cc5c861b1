/** Lets so many work at once. */
export interface Turns {
  /** Resolves when it is the caller's turn, to what ends it. */
  take(): Promise<() => void>;
}

/**
 * Makes turns.
 *
 * @param most - at once; `Infinity` lets everybody pass
 */
export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const release = (): void => {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  };
  return {
    async take() {
      if (taken < most) taken += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return release;
    },
  };
}
