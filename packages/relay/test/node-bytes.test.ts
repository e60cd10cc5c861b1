import { describe } from 'vitest';
import { describeBytes } from './lib/describe-bytes.ts';
import { startNodeRelay } from './lib/start-node-relay.ts';

describe('a relay on Node', () => {
  describeBytes(startNodeRelay, { hasPairs: true });
});
