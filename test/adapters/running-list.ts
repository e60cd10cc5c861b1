import { afterEach } from 'vitest';
import type { Running } from './running.ts';

/** A list whose applications are closed after each test. */
export function runningList(): Running[] {
  const running: Running[] = [];
  afterEach(async () => {
    for (const server of running.splice(0)) await server.close();
  });
  return running;
}
