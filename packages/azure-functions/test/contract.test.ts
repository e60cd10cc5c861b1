import { describeAdapter, readCases } from '@hooklatch/testing';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { startContract } from './fixture/register.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));
const whole = 'the host calls the function when it has the whole body';
const except = {
  'a declared length over the limit is refused before the body comes': whole,
  'an unsigned upload is refused before the body comes': whole,
  'a body that comes too slowly is refused as body_timeout': whole,
};

const adapter = { name: 'Azure Functions, local gateway', start: startContract };
describeAdapter({ describe, test, beforeAll, afterAll }, adapter, { cases, except });
