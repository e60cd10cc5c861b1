import { answerFetch } from './answer-fetch.ts';
import type { Loose } from './loose.ts';
import { mount, type AdapterOptions, type Mounted } from './mounted.ts';
import type { WebhookMetadata } from './types.ts';

/** Options of {@link createWebhookHandler}. */
export interface CloudflareWebhookHandlerOptions<
  TEnv = Record<string, unknown>,
  TPayload = Loose,
  TMetadata extends Record<string, unknown> = WebhookMetadata,
  TResponse = unknown,
> extends AdapterOptions {
  secret?: string | undefined;
  /** The name of the binding that holds the secret, where `secret` is not given. */
  secretEnv?: string | undefined;
  /** What it returns is sent as JSON; a `Response` is sent as it is. */
  handler: (payload: TPayload, env: TEnv, metadata: TMetadata) => Promise<TResponse> | TResponse;
}

/** What is used of the context of a Pages Function. */
export interface PagesContextLike<TEnv> {
  readonly request: Request;
  readonly env: TEnv;
}

/** A handler for a worker's `fetch`, and for a Pages Function. */
export interface CloudflareWebhookHandler<TEnv> {
  (request: Request, env: TEnv, ctx?: unknown): Promise<Response>;
  (context: PagesContextLike<TEnv>): Promise<Response>;
}

const consumedHint =
  'The worker has read the request: give request.clone() to what reads it before this handler.';

/**
 * A handler for Workers, and for Pages Functions as `onRequestPost`.
 *
 * @param options - the platform, its secret or the binding's name, and your handler
 * @returns the handler
 * @throws TypeError where an option, or a secret that is present, cannot be used
 * @example
 * ```ts
 * import { createWebhookHandler } from '@hooklatch/tern/cloudflare';
 *
 * export const onRequestPost = createWebhookHandler({
 *   platform: 'stripe',
 *   secretEnv: 'STRIPE_WEBHOOK_SECRET',
 *   handler: async (payload) => ({ received: payload.type }),
 * });
 * ```
 */
export function createWebhookHandler<
  TEnv = Record<string, unknown>,
  TPayload = Loose,
  TMetadata extends Record<string, unknown> = WebhookMetadata,
  TResponse = unknown,
>(
  options: CloudflareWebhookHandlerOptions<TEnv, TPayload, TMetadata, TResponse>,
): CloudflareWebhookHandler<TEnv> {
  const mounted = mountBound(options);
  return (first: Request | PagesContextLike<TEnv>, given?: TEnv, ctx?: unknown): Promise<Response> => {
    const isPages = 'request' in first;
    const request = isPages ? first.request : first;
    const env = (isPages ? first.env : given) as TEnv;
    return answerFetch(mounted, request, {
      context: { env, ctx: isPages ? first : ctx, consumedHint },
      run: ({ payload, metadata }) => options.handler(payload as TPayload, env, metadata as TMetadata),
    });
  };
}

/** Bindings are there when a request is: the secret is looked for then. */
function mountBound({ secret, secretEnv, ...options }: AdapterOptions & BoundSecret): Mounted {
  if (secret || secretEnv === undefined) return mount(options, secret);
  return mount(options, (_head, env) => {
    const bound = (env as Record<string, unknown> | undefined)?.[secretEnv];
    return typeof bound === 'string' && bound !== '' ? bound : undefined;
  });
}

type BoundSecret = Pick<CloudflareWebhookHandlerOptions, 'secret' | 'secretEnv'>;
