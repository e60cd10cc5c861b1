import { describe } from 'vitest';
import { describeLimits } from './lib/describe-limits.ts';
import { startNodeRelay } from './lib/start-node-relay.ts';

describe('a relay on Node', () => {
  describeLimits(startNodeRelay);
});
