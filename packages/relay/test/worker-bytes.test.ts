import { describe } from 'vitest';
import { describeBytes } from './lib/describe-bytes.ts';
import { startWorkerRelay } from './lib/start-worker-relay.ts';

describe('a relay in workerd', () => {
  describeBytes(startWorkerRelay, { hasPairs: false });
});
