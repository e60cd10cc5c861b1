import type { Inbox } from '@hooklatch/core/store';
import { createInbox, type InboxOptions } from './lib/create-inbox.ts';
import { memoryEngine } from './lib/memory-engine.ts';
import { memoryMessages } from './lib/memory-messages.ts';

/** Options of {@link memoryInbox}. */
export interface MemoryInboxOptions extends InboxOptions {
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: (() => number) | undefined;
  /** How long a message that was handled is remembered, in milliseconds. (7 days) */
  readonly retentionMs?: number | undefined;
  /** How often a worker looks for attempts that have become due, in milliseconds; new messages wake it. (50) */
  readonly pollMs?: number | undefined;
  /** How many messages are kept; of those that were handled the oldest goes first, no other goes. (10,000) */
  readonly maxMessages?: number | undefined;
}

/**
 * An inbox in this process's memory, for tests and development: everything in it is lost when the process ends, and
 * other processes see nothing of it.
 *
 * @param options - bounds and clock
 * @returns the inbox; its `put` rejects with an Error where it is full of messages that are not finished
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { memoryInbox } from '@hooklatch/inbox/memory';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * const inbox = memoryInbox();
 * export const webhook = createWebhook(clerk(), { inbox });
 * await inbox.work([{ provider: clerk(), on: { '*': (event) => console.log(event.type) } }]);
 * ```
 */
export function memoryInbox(options: MemoryInboxOptions = {}): Inbox {
  return createInbox(memoryEngine(memoryMessages(options), options), options);
}
