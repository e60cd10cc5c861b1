/** How many bytes of deliveries the process holds. */
export interface BodyBudget {
  /** Takes some, unless that would be more than there may be. */
  take(bytes: number): boolean;
  give(bytes: number): void;
  readonly used: number;
}

/**
 * Makes a budget for all deliveries of a process.
 *
 * @param most - in bytes
 */
export function createBodyBudget(most: number): BodyBudget {
  let used = 0;
  return {
    take(bytes) {
      if (used + bytes > most) return false;
      used += bytes;
      return true;
    },
    give(bytes) {
      used -= bytes;
    },
    get used() {
      return used;
    },
  };
}
