import { admit, authenticate } from './authenticate.ts';
import type { Delivery, Incoming, Reply } from './delivery.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import type { WebhookOptions } from './options.ts';
import type { Provider } from './provider-definition.ts';
import { publicHead } from './public-head.ts';
import type { Received, ReceiveOptions } from './receive.ts';
import { refuseLength } from './refuse-length.ts';

/** Verifies and handles the deliveries of one endpoint. Safe to print: it shows no secret. */
export interface Webhook<Events extends object = object> {
  /** The endpoint's name. */
  readonly name: string;
  /** Every method that the provider uses: POST, and those of its handshakes. */
  readonly methods: readonly string[];
  /** Whether it answers by itself (it has handlers or an inbox), or is a guard before the application's route. */
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
  receive(incoming: Incoming, options?: ReceiveOptions): Promise<Received<Events>>;
  /** For adapters that verify first and claim later: claims an event of `receive`. Never rejects. */
  claim(event: WebhookEvent<Events>): Promise<Received<Events>>;
}

/**
 * Makes a webhook from a provider.
 *
 * @param provider - who sends, and the secret
 * @param options - handlers or an inbox, and limits; without both the webhook is a guard
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
export function createWebhook<Events extends object, Tx = unknown>(
  provider: Provider<Events>,
  options: WebhookOptions<Events, Tx> = {},
): Webhook<Events> {
  const endpoint = createEndpoint(provider as Provider, options as unknown as WebhookOptions);
  const { name, methods, on, inbox } = endpoint;
  const webhook: Webhook = {
    name,
    methods,
    handles: !!(on || inbox),
    verify: (delivery) => verify(endpoint, delivery),
    ready: later(endpoint, 'ready'),
    handle: later(endpoint, 'handle'),
    fetch: later(endpoint, 'fetch'),
    receive: later(endpoint, 'receive'),
    claim: later(endpoint, 'claim'),
  };
  return webhook as unknown as Webhook<Events>;
}

type Pipeline = typeof import('./receive.ts');
type Rest<Function> = Function extends (endpoint: Endpoint, ...rest: infer Given) => infer Result
  ? (...given: Given) => Result
  : never;

let pipeline: Pipeline | undefined;
let others: typeof import('./verify-request.ts') | undefined;

/** A function of the pipeline, which is loaded at the first delivery: verifying alone does without. */
function later<Name extends keyof Pipeline>(endpoint: Endpoint, name: Name): Rest<Pipeline[Name]> {
  const call = async (...given: unknown[]): Promise<unknown> => {
    // Kept, because an import costs also when there is nothing left to load.
    const loaded = (pipeline ??= await import('./receive.ts')) as unknown as Record<
      Name,
      (...all: unknown[]) => unknown
    >;
    return loaded[name](endpoint, ...given);
  };
  return call as Rest<Pipeline[Name]>;
}

async function verify(endpoint: Endpoint, delivery: Delivery | Request): Promise<WebhookEvent> {
  try {
    if (endpoint.candidates || 'arrayBuffer' in delivery) {
      others ??= await import('./verify-request.ts');
      return await others.verifyOther(endpoint, delivery, verify);
    }
    const seen = publicHead(delivery, endpoint);
    const admitted = admit(endpoint, seen instanceof Promise ? await seen : seen);
    const secrets = endpoint.secrets(admitted.head, undefined);
    const ring = secrets instanceof Promise ? await secrets : secrets;
    const { body } = delivery;
    // Not `instanceof`: test runners bring a Uint8Array of their own.
    if (!ArrayBuffer.isView(body)) throw new WebhookError('body_consumed');
    refuseLength(body.length, endpoint);
    const proved = authenticate(endpoint, admitted, body, ring);
    const event = proved instanceof Promise ? await proved : proved;
    if (endpoint.schema) await (await import('./schema.ts')).checkSchema(event, endpoint);
    return event as unknown as WebhookEvent;
  } catch (error) {
    // What there is to say is loaded at the first refusal.
    throw await (await import('../diagnose.ts')).toWebhookError(endpoint, error);
  }
}
