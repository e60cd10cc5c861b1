import { describe } from 'vitest';
import { describeRecovery } from './lib/describe-recovery.ts';
import { startNodeRelay } from './lib/start-node-relay.ts';

describe('a relay on Node', () => {
  describeRecovery(startNodeRelay);
});
