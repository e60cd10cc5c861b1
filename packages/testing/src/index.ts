export { describeAdapter, type AdapterOptions, type AdapterUnderTest } from './lib/describe-adapter.ts';
export { readCases, type AdversarialCase } from './lib/facts-cases.ts';
export type { Attempt } from './lib/fake-attempt.ts';
export type { FakeProvider, FakeProviderOptions, FakeSendOptions, SentEvent } from './lib/fake-options.ts';
export { fakeProvider } from './lib/fake-provider.ts';
export type { RetrySchedule } from './lib/fake-schedule.ts';
export {
  fixtures,
  type FixtureOptions,
  type FixturePayload,
  type FixtureType,
} from './lib/fixtures/fixtures.ts';
export { fixtureTypes } from './lib/fixtures/load.ts';
export type { Overrides } from './lib/fixtures/overrides.ts';
export type { FixtureTypes, ProviderEvents } from './lib/fixtures/provider-events.ts';
export { neededOptions } from './lib/needed-options.ts';
export { throwAway, type ThrowAway } from './lib/throw-away.ts';
export type { TestRunner } from './lib/runner.ts';
export { deliver, sign, type SignOptions } from './lib/sign.ts';
export { openRequest, send, type OpenRequest, type WireAnswer, type WireRequest } from './lib/wire.ts';
export type { Target, WebhookLike } from './lib/target.ts';
export { testClock, type TestClock, type TestClockOptions } from './lib/test-clock.ts';
