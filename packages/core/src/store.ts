export { followSignals } from './lib/follow-signals.ts';
export { memoryStore, type MemoryStoreOptions } from './lib/memory-store.ts';
export type { StoreClaim, StoreTransaction, Watermarks, WebhookStore } from './lib/store.ts';
export type {
  AttemptOutcome,
  AttemptReport,
  DeadLetters,
  DeadMessage,
  Inbox,
  InboxMessage,
  InboxStats,
  InboxWorker,
  MessageProof,
  RetryChoice,
  RetryPolicy,
  WebhookInbox,
  WorkOptions,
} from './lib/inbox.ts';
export { messageId } from './lib/message.ts';
export {
  messageHandler,
  type InboxRow,
  type MessageAttempt,
  type MessageHandler,
  type MessageResult,
} from './lib/message-handler.ts';
