import { admit, authenticate } from './authenticate.ts';
import { readBody, refuseLength, type HeldBody } from './body.ts';
import type { Delivery, Incoming, Reply } from './delivery.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { isRequest, toIncoming, toResponse } from './fetch-bridge.ts';
import { deliveryHeaders } from './headers.ts';
import type { WebhookOptions } from './options.ts';
import type { Provider } from './provider.ts';
import { claim, receive, type Received } from './receive.ts';
import { explained, toReply } from './reply.ts';
import { checkSchema } from './schema.ts';

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
  const endpoint = createEndpoint(provider as Provider, options as WebhookOptions);
  const { name, methods, on, secrets } = endpoint;
  const answer = async (incoming: Incoming): Promise<Reply> => {
    const received = await receive(endpoint, incoming);
    if ('reply' in received) return received.reply;
    await received.settle(false);
    return toReply(new WebhookError('no_handler'), methods);
  };
  const webhook: Webhook = {
    name,
    methods,
    handles: !!on,
    verify: (delivery) => verify(endpoint, delivery),
    handle: (delivery) => answer({ ...delivery, read: (write) => write(delivery.body) }),
    fetch: async (request, env, ctx) => toResponse(await answer(toIncoming(request, { env, ctx }))),
    async ready(env) {
      try {
        await secrets({ method: 'POST', url: '/', headers: deliveryHeaders([]) }, env);
      } catch (error) {
        throw await explained(endpoint, error);
      }
    },
    receive: (incoming, { claimLater } = {}) => receive(endpoint, incoming, claimLater),
    claim: (event) => claim(endpoint, event),
  };
  return webhook as unknown as Webhook<Events>;
}

async function verify(endpoint: Endpoint, delivery: Delivery | Request): Promise<WebhookEvent> {
  let held: HeldBody | undefined;
  try {
    const incoming = isRequest(delivery) ? toIncoming(delivery) : undefined;
    const received = incoming ?? (delivery as Delivery);
    const admitted = admit(endpoint, endpoint.toPublicHead?.(received) ?? received);
    let ring = endpoint.secrets(admitted.head, undefined);
    if (ring instanceof Promise) ring = await ring;
    if (incoming) {
      refuseLength(Number(incoming.headers.get('content-length')), endpoint);
      held = await readBody(incoming, endpoint);
    }
    const body = held?.bytes ?? (delivery as Delivery).body;
    // Not `instanceof`: test runners bring a Uint8Array of their own.
    if (!ArrayBuffer.isView(body)) throw new WebhookError('body_consumed');
    refuseLength(body.length, endpoint);
    const proved = authenticate(endpoint, admitted, body, ring);
    const event = proved instanceof Promise ? await proved : proved;
    if (endpoint.options.schema) await checkSchema(event, endpoint.options);
    return event as unknown as WebhookEvent;
  } catch (error) {
    throw await explained(endpoint, error);
  } finally {
    held?.release();
  }
}
