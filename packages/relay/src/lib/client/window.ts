/**
 * How much is on its way at once. A drop loses what is on its way, so that on a line that drops often less is sent at
 * once: half as much after each drop, one more after each arrival.
 */
export interface Window {
  size(): number;
  /** Something has arrived; whether there is more room now. */
  grow(): boolean;
  /** The line was dropped. */
  shrink(): void;
}

/** @returns a window of the given size, which it does not outgrow */
export function createWindow(most: number): Window {
  let size = most;
  return {
    size: () => size,
    grow() {
      if (size === most) return false;
      size += 1;
      return true;
    },
    shrink() {
      size = Math.max(1, Math.floor(size / 2));
    },
  };
}
