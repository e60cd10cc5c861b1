export { describeAdapter, type AdapterOptions, type AdapterUnderTest } from './lib/describe-adapter.ts';
export { readCases, type AdversarialCase } from './lib/facts-cases.ts';
export { fixtureTypes } from './lib/fixtures/load.ts';
export { throwAway, type ThrowAway } from './lib/throw-away.ts';
export type { TestRunner } from './lib/runner.ts';
export { deliver, sign, type SignOptions } from './lib/sign.ts';
export { openRequest, send, type OpenRequest, type WireAnswer, type WireRequest } from './lib/wire.ts';
