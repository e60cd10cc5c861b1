import type { WebhookErrorCode } from './error.ts';
import type { WebhookEvent } from './event.ts';

/**
 * What became of a delivery. `stored` is in the inbox, `stale` came after a newer one and was dropped, `passed` went on
 * to the application's own route.
 */
export type DeliveryOutcome =
  | 'handled'
  | 'stored'
  | 'stale'
  | 'ignored'
  | 'passed'
  | 'duplicate'
  | 'in_progress'
  | 'handshake'
  | 'refused'
  | 'failed';

/** One record a delivery, for the operator. Nothing in it was ever sent to anybody. */
export interface DeliveryReport {
  readonly outcome: DeliveryOutcome;
  /** The endpoint's name. */
  readonly endpoint: string;
  readonly provider: string;
  /** The body's length. */
  readonly bytes: number;
  /** From the first look at the delivery to the answer. */
  readonly milliseconds: number;
  /** The status that was answered; absent where the application's own route answers. */
  readonly status?: number | undefined;
  readonly code?: WebhookErrorCode;
  /** One sentence of advice. */
  readonly hint?: string;
  readonly type?: string;
  readonly id?: string | undefined;
  /** Once verified: the request's. */
  readonly method?: string;
  /** Once verified: the request's URL, as the provider knows it where the endpoint can tell. */
  readonly url?: string;
  /** Once verified: the event itself, a reference. One type for all providers, so that an observer can serve them all. */
  readonly event?: WebhookEvent;
  /** What was thrown below the code, such as the handler's own error. */
  readonly error?: unknown;
  /** What did not fit the schema. */
  readonly issues?: readonly SchemaIssue[];
  /** What an operator should know, such as a short secret or a lease that was lost. */
  readonly warnings: readonly string[];
}

/** One thing that does not fit a schema. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}
