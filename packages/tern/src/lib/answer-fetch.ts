import { toIncoming, toResponse, type FetchContext } from '@hooklatch/core/fetch';
import { toHandlerFailure, type Mounted } from './mounted.ts';
import type { WebhookVerificationResult } from './types.ts';

/** What an adapter does with a verified delivery. */
export interface FetchRoute {
  readonly context: FetchContext;
  /** The application's handler. */
  run(result: WebhookVerificationResult<unknown>): unknown;
  /** What a handler's data is sent as. (JSON; nothing is an empty body) */
  toResponse?(data: unknown): Response;
}

/** Answers a request: with the handler's data or its own `Response`. Never rejects. */
export async function answerFetch(mounted: Mounted, request: Request, route: FetchRoute): Promise<Response> {
  const taken = await mounted.take(toIncoming(request, route.context));
  if ('reply' in taken) return toResponse(taken.reply);
  try {
    const data = await route.run(taken.result);
    const response = data instanceof Response ? data : (route.toResponse ?? toJson)(data);
    await taken.settle(response.ok);
    return response;
  } catch (error) {
    await taken.settle(false, error);
    return toResponse(toHandlerFailure(error, mounted.options));
  }
}

function toJson(data: unknown): Response {
  return data === undefined ? new Response(null) : Response.json(data);
}
