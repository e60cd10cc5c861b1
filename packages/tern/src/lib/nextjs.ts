import { answerFetch } from './answer-fetch.ts';
import type { Loose } from './loose.ts';
import { mount, type AdapterOptions } from './mounted.ts';
import type { WebhookMetadata } from './types.ts';

/** Options of {@link createWebhookHandler}. */
export interface NextWebhookHandlerOptions<
  TPayload = Loose,
  TMetadata extends Record<string, unknown> = WebhookMetadata,
  TResponse = unknown,
> extends AdapterOptions {
  /** One that is missing is answered 500. */
  secret: string;
  /** What it returns is sent as JSON; a `Response` is sent as it is. */
  handler: (payload: TPayload, metadata: TMetadata) => Promise<TResponse> | TResponse;
}

const consumedHint =
  'The route has read the request: give request.clone() to whatever reads it before this handler.';

/**
 * A route of Next.js’s App Router, or any other function from `Request` to `Response`.
 *
 * @param options - the platform, its secret and your handler
 * @returns what to export as `POST`
 * @throws TypeError where an option, or a secret that is present, cannot be used
 * @example
 * ```ts
 * import { createWebhookHandler } from '@hooklatch/tern/nextjs';
 *
 * export const POST = createWebhookHandler({
 *   platform: 'github',
 *   secret: process.env.GITHUB_WEBHOOK_SECRET!,
 *   handler: async (payload, metadata) => ({ received: payload.action, delivery: metadata.delivery }),
 * });
 * ```
 */
export function createWebhookHandler<
  TPayload = Loose,
  TMetadata extends Record<string, unknown> = WebhookMetadata,
  TResponse = unknown,
>(
  options: NextWebhookHandlerOptions<TPayload, TMetadata, TResponse>,
): (request: Request) => Promise<Response> {
  const mounted = mount(options, options.secret);
  return (request) =>
    answerFetch(mounted, request, {
      context: { consumedHint },
      run: ({ payload, metadata }) => options.handler(payload as TPayload, metadata as TMetadata),
    });
}
