import { answerFetch } from './answer-fetch.ts';
import type { Loose } from './loose.ts';
import { mount, type AdapterOptions } from './mounted.ts';
import type { WebhookMetadata } from './types.ts';

/** What is used of Hono's context. */
export interface HonoContextLike {
  req: { raw: Request };
  json: (payload: Loose, status?: Loose) => Response;
}

/** Options of {@link createWebhookHandler}. */
export interface HonoWebhookHandlerOptions<
  TContext extends HonoContextLike = HonoContextLike,
  TPayload = Loose,
  TMetadata extends Record<string, unknown> = WebhookMetadata,
  TResponse = unknown,
> extends AdapterOptions {
  /** One that is missing is answered 500. */
  secret: string;
  /** What it returns is sent by `c.json`; a `Response` is sent as it is. */
  handler: (payload: TPayload, metadata: TMetadata, c: TContext) => Promise<TResponse> | TResponse;
}

const consumedHint = 'A middleware has read the body: register this handler before it.';

/**
 * A handler of Hono.
 *
 * @param options - the platform, its secret and your handler
 * @returns what to give to `app.post`
 * @throws TypeError where an option, or a secret that is present, cannot be used
 * @example
 * ```ts
 * import { createWebhookHandler } from '@hooklatch/tern/hono';
 * import { Hono } from 'hono';
 *
 * const secret = 'whsec_4f1c0d2e9b7a8635';
 * const handler = createWebhookHandler({
 *   platform: 'stripe',
 *   secret,
 *   handler: async (payload, metadata, c) => c.json({ received: payload.type, id: metadata.id }),
 * });
 * export const app = new Hono().post('/webhooks/stripe', handler);
 * ```
 */
export function createWebhookHandler<
  TContext extends HonoContextLike = HonoContextLike,
  TPayload = Loose,
  TMetadata extends Record<string, unknown> = WebhookMetadata,
  TResponse = unknown,
>(
  options: HonoWebhookHandlerOptions<TContext, TPayload, TMetadata, TResponse>,
): (c: TContext) => Promise<Response> {
  const mounted = mount(options, options.secret);
  return (c) =>
    answerFetch(mounted, c.req.raw, {
      context: { env: (c as { env?: unknown }).env, consumedHint },
      run: ({ payload, metadata }) => options.handler(payload as TPayload, metadata as TMetadata, c),
      toResponse: (data) => (data === undefined ? new Response(null) : c.json(data)),
    });
}
