import { admit, authenticate, refuseHead } from './authenticate.ts';
import { readBody, refuseDeclaredLength } from './body.ts';
import type { Delivery, DeliveryHead, Incoming, Reply } from './delivery.ts';
import { createEndpoint, handlersOf, type Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { isRequest, toIncoming, toResponse } from './fetch-bridge.ts';
import { deliveryHeaders } from './headers.ts';
import type { WebhookOptions } from './options.ts';
import type { Provider } from './provider.ts';
import { claim, receive, type Received } from './receive.ts';
import { toReply, toWebhookError } from './reply.ts';
import { checkSchema } from './schema.ts';
import type { VerifiedEvent } from './event.ts';

/** Verifies and handles the deliveries of one endpoint. Safe to print: it shows no secret. */
export interface Webhook<Events extends object = object> {
  /** The endpoint's name. */
  readonly name: string;
  /** Every method that the provider uses: POST, and those of its handshakes. */
  readonly methods: readonly string[];
  /** Whether it answers by itself (it has handlers), or is a guard before the application's route. */
  readonly handles: boolean;
  /**
   * Proves a delivery.
   *
   * @param delivery - with the exact bytes that arrived; a `Request` is read here
   * @returns the event
   * @throws WebhookError, and nothing else
   */
  verify(delivery: Delivery | Request): Promise<WebhookEvent<Events>>;
  /** The whole pipeline, for a delivery at hand. Never rejects. */
  handle(delivery: Delivery): Promise<Reply>;
  /** The same as a fetch handler, as Bun, Deno and Workers want one. Never rejects. */
  fetch(request: Request, env?: unknown, ctx?: unknown): Promise<Response>;
  /**
   * For the start of an application: resolves where the secrets are there and usable.
   *
   * @param env - the bindings, on Workers
   * @throws WebhookError `secret_missing`, `secret_invalid` or `secret_unavailable`
   */
  ready(env?: unknown): Promise<void>;
  /** For adapters: the pipeline over a head and a way to read. Never rejects. */
  receive(incoming: Incoming, options?: { readonly claimLater?: boolean }): Promise<Received<Events>>;
  /** For adapters that verify first and claim later: claims an event of `receive`. Never rejects. */
  claim(event: WebhookEvent<Events>): Promise<Received<Events>>;
}

/**
 * Makes a webhook from a provider.
 *
 * @param provider - who sends, and the secret
 * @param options - handlers and limits; without handlers the webhook is a guard
 * @returns the webhook
 * @throws TypeError where an option, or a secret that is present, cannot be used
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * export const webhook = createWebhook(clerk(), {
 *   on: {
 *     'user.created': (event) => console.log(event.payload.data.id),
 *   },
 * });
 * ```
 */
export function createWebhook<Events extends object>(
  provider: Provider<Events>,
  options: WebhookOptions<Events> = {},
): Webhook<Events> {
  const endpoint = createEndpoint(provider, options);
  const webhook: Webhook = {
    name: endpoint.name,
    methods: endpoint.methods,
    handles: handlersOf(endpoint) !== undefined,
    verify: (delivery) => verify(endpoint, delivery),
    async handle(delivery) {
      const read: Incoming['read'] = (write) => write(delivery.body);
      return replyOf(await receive(endpoint, { ...delivery, read }));
    },
    async fetch(request, env, ctx) {
      return toResponse(replyOf(await receive(endpoint, toIncoming(request, { env, ctx }))));
    },
    async ready(env) {
      await endpoint.secrets(emptyHead, env);
    },
    receive: (incoming, { claimLater = false } = {}) => receive(endpoint, incoming, claimLater),
    claim: (event) => claim(endpoint, event),
  };
  return webhook as unknown as Webhook<Events>;
}

const emptyHead: DeliveryHead = { method: 'POST', url: '/', headers: deliveryHeaders({}) };

async function verify(endpoint: Endpoint, delivery: Delivery | Request): Promise<WebhookEvent> {
  try {
    const head = isRequest(delivery) ? toIncoming(delivery) : delivery;
    refuseHead(endpoint, head);
    const admitted = admit(endpoint, head);
    const secrets = endpoint.secrets(admitted.head, undefined);
    const ring = secrets instanceof Promise ? await secrets : secrets;
    const body = 'read' in head ? await readWhole(endpoint, head) : checkedBody(endpoint, head.body);
    const proved = authenticate(endpoint, admitted, body, ring);
    const event: VerifiedEvent = proved instanceof Promise ? await proved : proved;
    if (endpoint.options.schema !== undefined) await checkSchema(event, endpoint.options);
    return event as unknown as WebhookEvent;
  } catch (error) {
    throw toWebhookError(error, endpoint.definition.refusalStatus);
  }
}

async function readWhole(endpoint: Endpoint, incoming: Incoming): Promise<Uint8Array> {
  refuseDeclaredLength(incoming, endpoint.limits.maxBodyBytes);
  const held = await readBody(incoming, endpoint.limits);
  held.release();
  return held.bytes;
}

/** Not `instanceof`: test runners bring a Uint8Array of their own. */
function checkedBody({ limits }: Endpoint, body: Uint8Array): Uint8Array {
  if (!ArrayBuffer.isView(body)) {
    throw new WebhookError(
      'body_consumed',
      'The body is not bytes: pass what arrived, before any parser touched it.',
    );
  }
  if (body.length <= limits.maxBodyBytes) return body;
  throw new WebhookError(
    'payload_too_large',
    `The body is over ${limits.maxBodyBytes} bytes (maxBodyBytes).`,
  );
}

function replyOf(received: Received): Reply {
  if ('reply' in received) return received.reply;
  const hint = 'The webhook has no handlers: give it `on`, or mount it before a route of your own.';
  void received.settle(false);
  return toReply(new WebhookError('no_handler', hint));
}
