import type { Admitted } from './authenticate.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { VerifiedEvent, WebhookEvent } from './event.ts';
import { isGood } from './handler-reply.ts';
import type { Hold } from './hold.ts';
import { claimEvent, idempotencyKey, type EventClaim } from './idempotency.ts';
import type { InboxMessage, RetryChoice, RetryPolicy } from './inbox.ts';
import { toLateSignal } from './late-controller.ts';
import type { Handlers, WebhookOptions } from './options.ts';
import type { Provider } from './provider-definition.ts';
import { readMessage } from './read-message.ts';
import { handlerFor, runHandler } from './run-handler.ts';
import type { WebhookStore } from './store.ts';

/** Which handlers a worker of an inbox runs for the events of one endpoint. */
export interface InboxRow<Events extends object = object, Tx = unknown> extends Pick<
  WebhookOptions<Events, Tx>,
  'name' | 'schema' | 'idempotencyKey' | 'ordering' | 'leaseMs' | 'retentionMs'
> {
  /** The endpoint's provider. No secret is needed: what is in the inbox is verified. */
  readonly provider: Provider<Events>;
  readonly on: Handlers<Events, Tx>;
  /** When an attempt that failed is made again. (the worker's) */
  readonly retry?: RetryPolicy | RetryChoice<Events> | undefined;
  /** Remembers the items of a batch, and watermarks. (the inbox's own) */
  readonly store?: WebhookStore<Tx> | undefined;
}

/** The circumstances of one attempt at a message. */
export interface MessageAttempt {
  /** From 1: counted when the message was taken. */
  readonly attempt: number;
  /** How often the message was sent through again by an operator. */
  readonly replay: number;
  /** Aborted when the worker stops, or has lost the message. */
  readonly signal: AbortSignal;
  /** In milliseconds. */
  readonly timeoutMs: number;
  /** Where nothing else is given in the row. */
  readonly store?: WebhookStore | undefined;
  /** Whether the engine may give one message to two workers, so that the store is to decide. */
  readonly claimsInStore?: boolean | undefined;
  /** Runs work and ends the message in one transaction, where the engine can. */
  readonly transaction?: Hold['transaction'] | undefined;
}

/** What came of an attempt that did not fail. */
export interface MessageResult {
  readonly outcome: 'handled' | 'ignored' | 'stale' | 'duplicate';
  readonly warnings: readonly string[];
}

/** Handles the messages of one row. */
export interface MessageHandler {
  /** The endpoint's name; of `anyOf`, one for each provider. */
  readonly endpoints: readonly string[];
  /**
   * The event of a message.
   *
   * @throws TypeError where the message is of a provider, or of a scheme, that the row has not
   */
  read(message: InboxMessage): WebhookEvent;
  /**
   * Runs the handlers of a message.
   *
   * @throws WebhookError `handler_failed` with the handler's error as its cause, `handler_timeout`, `in_progress`,
   * `lease_lost`, `store_unavailable`; TypeError as `read`
   */
  handle(message: InboxMessage, attempt: MessageAttempt): Promise<MessageResult>;
}

/**
 * Makes what a worker runs messages through.
 *
 * @param row - an endpoint, its provider and its handlers
 * @returns the handler of its messages
 * @throws TypeError where an option cannot be used
 * @example
 * ```ts
 * import { messageHandler } from '@hooklatch/core/store';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * const handler = messageHandler({ provider: clerk(), on: { '*': (event) => console.log(event.type) } });
 * console.log(handler.endpoints); // ['clerk']
 * ```
 */
export function messageHandler<Events extends object, Tx = unknown>(
  row: InboxRow<Events, Tx>,
): MessageHandler {
  const { provider, ...options } = row;
  // Signed URLs were looked at when the delivery was verified.
  const whole = createEndpoint(provider as Provider, {
    ...(options as unknown as WebhookOptions),
    trustProxy: () => false,
  });
  const endpoints = whole.candidates ?? [whole];
  const read = (message: InboxMessage): { endpoint: Endpoint; event: WebhookEvent; admitted: Admitted } => {
    const endpoint = endpoints.find(({ definition }) => definition.name === message.provider);
    if (!endpoint) throw new TypeError(`The endpoint ${whole.name} has no provider ${message.provider}.`);
    return { endpoint, ...readMessage(endpoint, message) };
  };
  return {
    endpoints: [...new Set(endpoints.map(({ name }) => name))],
    read: (message) => read(message).event,
    async handle(message, attempt) {
      const { endpoint, event, admitted } = read(message);
      if (endpoint.schema) {
        const { checkSchema } = await import('./schema.ts');
        await checkSchema(event as unknown as VerifiedEvent, endpoint);
      }
      return handleMessage({ endpoint, message, attempt, event, admitted });
    },
  };
}

interface Work {
  readonly endpoint: Endpoint;
  readonly message: InboxMessage;
  readonly attempt: MessageAttempt;
  readonly event: WebhookEvent;
  readonly admitted: Admitted;
}

const ranks = ['ignored', 'duplicate', 'stale', 'handled'] as const;

/** Each item of a batch on its own: if one fails, those that were completed stay so. */
async function handleMessage(work: Work): Promise<MessageResult> {
  const { endpoint, event: whole } = work;
  const warnings: string[] = [];
  let outcome: MessageResult['outcome'] = 'ignored';
  const failures: unknown[] = [];
  for (const [index, event] of whole.events.entries()) {
    if (!handlerFor(endpoint, event.type)) continue;
    if (work.attempt.signal.aborted) {
      failures.push(work.attempt.signal.reason);
      break;
    }
    try {
      const own = await handleItem({ ...work, event }, event === whole ? undefined : index, warnings);
      if (ranks.indexOf(own) > ranks.indexOf(outcome)) outcome = own;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.toSorted((one, other) => hopeOf(other) - hopeOf(one))[0];
  return { outcome, warnings };
}

/** What is to be tried again counts more than what waits, and that more than what was given up: each is seen in its turn. */
function hopeOf(failure: unknown): number {
  const { code, cause } = (failure ?? {}) as { code?: unknown; cause?: unknown };
  if (code === 'in_progress') return 1;
  return (cause as Error | undefined)?.name === 'GiveUp' ? 0 : 2;
}

async function handleItem(
  work: Work,
  index: number | undefined,
  warnings: string[],
): Promise<MessageResult['outcome']> {
  const { endpoint, message, attempt, event } = work;
  const store = endpoint.store || attempt.store;
  const claimed = await claimItem(work, store, index, warnings);
  if (!claimed) return 'duplicate';
  let isCommitted = false;
  const claim: EventClaim = {
    ...claimed,
    async transaction(given) {
      const result = await claimed.transaction(given);
      isCommitted = true;
      return result;
    },
  };
  const { method, url, body } = message;
  let unsettled: string | undefined;
  const ran = runHandler(
    {
      endpoint,
      store,
      event,
      handler: handlerFor(endpoint, event.type) as NonNullable<ReturnType<typeof handlerFor>>,
      claim,
      circumstances: { delivery: { method, url, headers: event.headers, body } },
      ending: toLateSignal(attempt.signal),
      timeout: { leftMs: attempt.timeoutMs, wholeMs: attempt.timeoutMs },
      warnings,
    },
    async (ok, result) => {
      const good = ok && isGood(result);
      if (ok && !good) unsettled = 'The handler gave a reply that is no success.';
      if ((await claim.settle(good)) !== 'settled') warnings.push('The store did not settle the event.');
    },
  );
  const { isDropped } = await ran.catch((error: unknown) => {
    if (!isCommitted) throw error;
    warnings.push(`The handler failed after it had committed: ${String((error as Error).cause ?? error)}`);
    return { isDropped: false };
  });
  if (unsettled && !isCommitted) throw new WebhookError('handler_failed', '', new Error(unsettled));
  return isDropped ? 'stale' : 'handled';
}

/** The engine's own lease is the claim, unless there are several events in it, or two workers may have it. */
async function claimItem(
  { endpoint, message, attempt, event, admitted }: Work,
  store: WebhookStore | undefined,
  index: number | undefined,
  warnings: string[],
): Promise<EventClaim | undefined> {
  const named = index === undefined ? message.key : await idempotencyKey(endpoint, event, admitted, index);
  const { claimsInStore, transaction, signal } = attempt;
  if (store && named !== undefined && (index !== undefined || claimsInStore)) {
    // Not the key of the door, which is done when the message is kept.
    const key = `${named}#work${attempt.replay > 0 ? `:${attempt.replay}` : ''}`;
    const claim = await claimEvent(endpoint, store, event, key, warnings);
    return (
      claim && {
        ...claim,
        key: named,
        // The engine's count, where it has one of this event: it begins anew, and not all of its attempts are spent.
        attempt: index === undefined ? attempt.attempt : claim.attempt,
      }
    );
  }
  return {
    key: named,
    attempt: attempt.attempt,
    loss: toLateSignal(signal),
    settle: async () => 'settled',
    stopRenewing() {},
    // The engine's would end the whole message with one item of it.
    transaction:
      (index === undefined ? transaction : undefined) ??
      (async () => {
        throw new TypeError('withTransaction needs an engine, or a store, that has transactions.');
      }),
  };
}
