import { describe } from 'vitest';
import { describeAnswers } from './lib/describe-answers.ts';
import { startNodeRelay } from './lib/start-node-relay.ts';

describe('a relay on Node', () => {
  describeAnswers(startNodeRelay);
});
