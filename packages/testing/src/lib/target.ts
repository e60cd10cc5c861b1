import { WebhookError, type Delivery, type Reply } from '@hooklatch/core';
import { isSuccess } from '@hooklatch/core/node';
import { deliver } from './sign.ts';

/** What is used of a webhook, whatever its events are. */
export interface WebhookLike {
  readonly name: string;
  readonly handles: boolean;
  verify(delivery: Delivery): Promise<unknown>;
  handle(delivery: Delivery): Promise<Reply>;
}

/** Where a delivery goes: a webhook, the URL of a running server, or a fetch handler such as Next's `POST`. */
export type Target = WebhookLike | string | URL | ((request: Request) => Response | Promise<Response>);

/** What came of a delivery. */
export interface Outcome {
  readonly isAccepted: boolean;
  /** The answer's status; none where a guard let the delivery pass. */
  readonly status?: number;
  /** What it was refused with, where the answer says so. */
  readonly code?: string;
  /** What is wrong, in one sentence. */
  readonly hint?: string;
  /** The answer's content type. */
  readonly contentType?: string;
}

/**
 * Gives a delivery to a target: a webhook with handlers or an inbox handles it, a guard verifies it.
 *
 * @param target - where it goes
 * @param delivery - what is given
 * @param signal - ends the connection, where there is one
 * @returns what came of it
 * @throws Error where nobody answers
 */
export async function giveTo(target: Target, delivery: Delivery, signal?: AbortSignal): Promise<Outcome> {
  if (typeof target === 'function') return readResponse(await target(toRequest(delivery)));
  if (isAddress(target)) {
    return readReply(await deliver(withProof(new URL(target), delivery), delivery, { signal }));
  }
  if (target.handles) return readReply(await target.handle(delivery));
  return readVerified(target.verify(delivery));
}

/** The outcome of an answer. */
export function readReply({ status, headers, body }: Reply): Outcome {
  const contentType = headers['content-type'];
  return {
    isAccepted: isSuccess(status),
    status,
    ...(contentType !== undefined && { contentType }),
    ...codeIn(body),
  };
}

/** The outcome of an answer; its body can still be read. */
export async function readResponse(response: Response): Promise<Outcome> {
  const headers = Object.fromEntries(response.headers);
  return readReply({ status: response.status, headers, body: await response.clone().text() });
}

/** The outcome of `verify`. */
async function readVerified(verified: Promise<unknown>): Promise<Outcome> {
  try {
    await verified;
    return { isAccepted: true };
  } catch (error) {
    if (!WebhookError.is(error)) throw error;
    return { isAccepted: false, status: error.status, code: error.code, hint: error.hint };
  }
}

/** What a target is called: no query and no password of a URL. */
export function nameOf(target: Target): string {
  if (typeof target === 'function') return 'the fetch handler';
  if (!isAddress(target)) return `the webhook "${target.name}"`;
  const { origin, pathname } = new URL(target);
  return origin + pathname;
}

/** Whether a target is a server's URL. */
export function isAddress(target: Target): target is string | URL {
  return typeof target === 'string' || target instanceof URL;
}

/** The proof of some providers stands in the query. */
function withProof(target: URL, { url }: Delivery): string {
  const { search } = new URL(url, target);
  if (search !== '' && target.search === '') target.search = search;
  return target.href;
}

function toRequest({ url, method, headers, body }: Delivery): Request {
  const given = new Headers();
  for (const [name, value] of headers.entries()) given.append(name, value);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init = { method, headers: given, ...(hasBody && { body: body as Uint8Array<ArrayBuffer> }) };
  return new Request(new URL(url, 'https://example.com'), init);
}

/** Problem details carry the code. Anything else may hold anything, and is not repeated. */
function codeIn(body: string): { readonly code?: string } {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) ? { code } : {};
  } catch {
    return {};
  }
}
