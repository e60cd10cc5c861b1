import { describeAdapter, readCases } from '@hooklatch/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startBun, startDeno, startNode, startWorkerd } from './fixture/runtimes.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));
const runner = { describe, test, beforeAll, afterAll };

describeAdapter(runner, { name: 'hono on Node', start: startNode }, { cases });
describeAdapter(runner, { name: 'hono on Bun', start: startBun }, { cases });
describeAdapter(runner, { name: 'hono on Deno', start: startDeno }, { cases });
describeAdapter(runner, { name: 'hono on workerd', start: startWorkerd }, { cases });
