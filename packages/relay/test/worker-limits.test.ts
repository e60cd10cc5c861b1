import { describe } from 'vitest';
import { describeLimits } from './lib/describe-limits.ts';
import { startWorkerRelay } from './lib/start-worker-relay.ts';

describe('a relay in workerd', () => {
  describeLimits(startWorkerRelay);
});
