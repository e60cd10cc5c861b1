import type { Inbox } from '@hooklatch/core/store';
import { createHostedInbox, type HostedOptions } from './lib/hosted-inbox.ts';
import type { SqsLike } from './lib/sqs-client.ts';
import { sqsEngine } from './lib/sqs-engine.ts';
import type { SqsGroup } from './lib/sqs-queue.ts';

export type { BodyBucket } from './lib/hosted-bodies.ts';
export type { HostedOptions } from './lib/hosted-inbox.ts';
export type { SqsEntry, SqsLike, SqsMessage } from './lib/sqs-client.ts';
export type { SqsGroup } from './lib/sqs-queue.ts';

/** Options of {@link sqsInbox}. */
export interface SqsInboxOptions extends HostedOptions {
  /** An `SQS` of `@aws-sdk/client-sqs`. */
  readonly client: SqsLike;
  readonly queueUrl: string;
  /** Where messages go that are not tried any more: a queue that nothing else receives from. */
  readonly deadLetterQueueUrl: string;
  /** Names a message's group: its events come in order in a FIFO queue, and in turn in a fair one. (none) */
  readonly groupId?: SqsGroup | undefined;
  /** The queue's `MaximumMessageSize`; what is bigger is kept in `bodies`. (1,048,576) */
  readonly maxMessageBytes?: number | undefined;
  /** How long a receipt waits for a message, in seconds. (20) */
  readonly waitSeconds?: number | undefined;
}

/**
 * An inbox in Amazon SQS. SQS knows an event again for five minutes at most, and may hand out a message twice: `store`
 * recognises both.
 *
 * The visibility timeout is the lease, and is renewed while a handler runs; SQS counts the attempts. A delay is at most
 * 12 hours, or 15 minutes where a message is given back. Leave the queue without a redrive policy, or let its
 * `maxReceiveCount` be higher than the policy's attempts. Messages live for the queue's retention period, 14 days at
 * most. What was handled is gone, so that `replay` finds the dead only. SQS cannot list: `dead` receives the dead
 * letters, up to 1,000 of them, and gives them back.
 *
 * @param options - client, queues and store
 * @returns the inbox
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { SQS } from '@aws-sdk/client-sqs';
 * import { createWebhook } from '@hooklatch/core';
 * import type { WebhookStore } from '@hooklatch/core/store';
 * import { sqsInbox } from '@hooklatch/inbox/sqs';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * declare const store: WebhookStore; // Such as one of @hooklatch/stores.
 * const inbox = sqsInbox({
 *   client: new SQS(),
 *   queueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/events',
 *   deadLetterQueueUrl: 'https://sqs.eu-west-1.amazonaws.com/123456789012/events-dead',
 *   store,
 * });
 * export const webhook = createWebhook(clerk(), { inbox });
 * await inbox.work([{ provider: clerk(), on: { '*': (event) => console.log(event.type) } }]);
 * ```
 */
export function sqsInbox(options: SqsInboxOptions): Inbox {
  return createHostedInbox(sqsEngine(options));
}
