import { describe } from 'vitest';
import { describeRecovery } from './lib/describe-recovery.ts';
import { startWorkerRelay } from './lib/start-worker-relay.ts';

describe('a relay in workerd', () => {
  describeRecovery(startWorkerRelay);
});
