import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a condition holds.
 *
 * @param holds - the condition
 * @param options - after how many milliseconds to give up (15,000), and what is waited for
 * @throws Error where it did not hold in time
 */
export async function until(
  holds: () => boolean | Promise<boolean>,
  { timeoutMs = 15_000, what = 'the condition' }: { timeoutMs?: number; what?: string } = {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}.`);
    await sleep(10);
  }
}
