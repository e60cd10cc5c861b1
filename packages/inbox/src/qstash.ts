import type { Webhook, WebhookOptions } from '@hooklatch/core';
import type { Inbox } from '@hooklatch/core/store';
import { createHostedInbox, type HostedOptions } from './lib/hosted-inbox.ts';
import type { QstashFlowControl, QstashLike } from './lib/qstash-client.ts';
import { qstashEngine } from './lib/qstash-engine.ts';
import type { QstashRestOptions } from './lib/qstash-rest.ts';

export type { BodyBucket } from './lib/hosted-bodies.ts';
export type { HostedOptions } from './lib/hosted-inbox.ts';
export type { QstashDeadMessage, QstashFlowControl, QstashLike, QstashRequest } from './lib/qstash-client.ts';
export type { QstashRestOptions } from './lib/qstash-rest.ts';

/** Options of {@link qstashInbox} that do not depend on how QStash is reached. */
export interface QstashCommonOptions extends HostedOptions {
  /** Where the application has mounted `receiver`, as QStash reaches it. */
  readonly url: string;
  /** The current and the next signing key. (`QSTASH_CURRENT_SIGNING_KEY` and `QSTASH_NEXT_SIGNING_KEY`) */
  readonly signingKeys?: string | readonly string[] | undefined;
  /** How often QStash itself delivers a message again: what the plan allows. More attempts are published anew. (3) */
  readonly retries?: number | undefined;
  /** The plan's message size; what is bigger is kept in `bodies`. (1,000,000) */
  readonly maxMessageBytes?: number | undefined;
  /** How many messages QStash delivers at once; `pause`, `resume` and `stats` need its key. (no limit) */
  readonly flowControl?: QstashFlowControl | undefined;
  /** Gets one record for each delivery of QStash, as a webhook's does. (a refusal is one line on the console) */
  readonly onDelivery?: WebhookOptions['onDelivery'];
}

/** Options of {@link qstashInbox} with a client. */
export interface QstashClientOptions extends QstashCommonOptions {
  /** A `Client` of `@upstash/qstash`. */
  readonly client: QstashLike;
}

/** Options of {@link qstashInbox} without a client. */
export interface QstashTokenOptions extends QstashCommonOptions, QstashRestOptions {}

/** Options of {@link qstashInbox}. */
export type QstashInboxOptions = QstashClientOptions | QstashTokenOptions;

/** An inbox that QStash delivers to. */
export interface QstashInbox extends Inbox {
  /** What QStash delivers to, mounted at `url` like any webhook: by an adapter, or by its `fetch`. */
  readonly receiver: Webhook;
}

/**
 * An inbox in Upstash QStash, which delivers messages to the application over HTTP: nothing has to run in between. QStash
 * knows a message again for ten minutes, and may deliver it twice: `store` recognises both.
 *
 * A delivery is an attempt, and the worker's answer says what comes next: 200, 500 with `Retry-After`, or 489 with
 * `Upstash-NonRetryable-Error`, which sends it to QStash's dead letters. There it stays as long as the plan says. What
 * cannot be delivered for all of `retries` ends there as well. What was handled is gone, so that `replay` finds the dead
 * only. `concurrency` and `leaseMs` of a worker are of no account: `flowControl` says how many are delivered at once.
 *
 * @param options - client or token, URL and store
 * @returns the inbox
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import type { WebhookStore } from '@hooklatch/core/store';
 * import { qstashInbox } from '@hooklatch/inbox/qstash';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * declare const store: WebhookStore; // Such as one of @hooklatch/stores.
 * const inbox = qstashInbox({ token: 'ey...', url: 'https://example.com/inbox', store });
 * await inbox.work([{ provider: clerk(), on: { '*': (event) => console.log(event.type) } }]);
 *
 * export const webhook = createWebhook(clerk(), { inbox }); // At /webhooks/clerk.
 * export const { receiver } = inbox; // At /inbox.
 * ```
 */
export function qstashInbox(options: QstashInboxOptions): QstashInbox {
  const { engine, receiver } = qstashEngine(options);
  return { ...createHostedInbox(engine), receiver };
}
