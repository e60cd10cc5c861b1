import { expect } from 'vitest';

/** Asks again and again until it holds, or eight seconds are over: other tests have the machine too. */
export const expectSoon = <Value>(
  read: () => Promise<Value> | Value,
): ReturnType<typeof expect.poll<Value>> => expect.poll(read, { timeout: 8000, interval: 25 });
