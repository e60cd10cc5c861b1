export { createInbox, type InboxOptions } from './lib/create-inbox.ts';
export type { EngineWork, EngineWorker, InboxEngine, Kept, Lease, Run, Verdict } from './lib/engine.ts';
export { retryDelay } from './lib/retry-delay.ts';
export { GiveUp, RetryIn } from './lib/wishes.ts';
export type {
  AttemptOutcome,
  AttemptReport,
  DeadLetters,
  DeadMessage,
  Inbox,
  InboxMessage,
  InboxRow,
  InboxStats,
  InboxWorker,
  RetryChoice,
  RetryPolicy,
  WorkOptions,
} from '@hooklatch/core/store';
