/** What may be done at the same time. */
export interface Lanes {
  /** Waits until a lane is free, and takes it. */
  enter(): Promise<void>;
  leave(): void;
}

/**
 * Lets no more than a number of users work at the same time.
 *
 * @param count - how many
 */
export function createLanes(count: number): Lanes {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    leave() {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}
