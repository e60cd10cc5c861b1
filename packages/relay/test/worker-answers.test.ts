import { describe } from 'vitest';
import { describeAnswers } from './lib/describe-answers.ts';
import { startWorkerRelay } from './lib/start-worker-relay.ts';

describe('a relay in workerd', () => {
  describeAnswers(startWorkerRelay);
});
