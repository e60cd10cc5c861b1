import { describeAdapter, readCases } from '@hooklatch/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { bundle, startWorker } from './fixture/start.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));
const start = async () => startWorker(await bundle('contract.ts'));
describeAdapter({ describe, test, beforeAll, afterAll }, { name: 'workers', start }, { cases });
