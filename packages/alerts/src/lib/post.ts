import type { SendOptions, SendResult } from './channel.ts';
import { readRetryAfter } from './retry-after.ts';
import { fit, toLine } from './text.ts';

/** What a channel makes of an answer that is no success. */
export interface Judgement {
  /** Whether the same would fail again. */
  readonly isPermanent: boolean;
  /** Whether everything else would fail too. (false) */
  readonly isChannelBroken?: boolean;
}

/** A POST of JSON to a URL that is a secret. */
export interface Post {
  readonly url: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** For all of it, in milliseconds. */
  readonly timeoutMs: number;
  /** What no error may show, besides the URL. */
  readonly secrets?: readonly string[];
  judge(status: number, text: string): Judgement;
}

/** In bytes: what a channel says beyond is not read. */
const longestAnswer = 4096;
const longestError = 200;

/**
 * Posts JSON, once, and follows no redirect.
 *
 * @param post - what and where
 * @param options - of the send
 * @returns what came of it. Never rejects, and shows neither the URL nor a secret
 */
export async function postJson(
  post: Post,
  { signal, fetch = globalThis.fetch }: SendOptions = {},
): Promise<SendResult> {
  const timeout = AbortSignal.timeout(post.timeoutMs);
  try {
    const response = await fetch(post.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'hooklatch-alerts', ...post.headers },
      body: post.body as NonNullable<RequestInit['body']>,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await readStart(response);
    return toResult(post, response, text);
  } catch (error) {
    const why = timeout.aborted
      ? `No answer within ${post.timeoutMs} ms.`
      : signal?.aborted
        ? 'The send was given up.'
        : `Nobody could be reached${codeOf(error)}.`;
    return { ok: false, status: undefined, isPermanent: false, isChannelBroken: false, error: why };
  }
}

function toResult(post: Post, { status, headers, type }: Response, text: string): SendResult {
  const retryAfterMs = readRetryAfter(headers, text, status);
  const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status >= 200 && status < 300)
    return { ok: true, status, ...asked, isPermanent: false, isChannelBroken: false, error: undefined };
  const isRedirect = type === 'opaqueredirect' || (status >= 300 && status < 400);
  if (isRedirect) {
    const error =
      'It answers with a redirect, which is not followed: configure the address that it leads to.';
    return { ok: false, status, isPermanent: true, isChannelBroken: false, error };
  }
  const { isPermanent, isChannelBroken = false } = post.judge(status, text);
  const said = fit(hide(toLine(text), [post.url, ...(post.secrets ?? [])]), longestError);
  const error = said === '' ? `HTTP ${status}` : `HTTP ${status}: ${said}`;
  return { ok: false, status, ...asked, isPermanent, isChannelBroken, error };
}

/** Reads no more than it needs: nobody knows what an answer holds. */
async function readStart(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; bytes < longestAnswer;) {
    // One chunk after the other.
    // oxlint-disable-next-line no-await-in-loop
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    text += decoder.decode(value.subarray(0, longestAnswer), { stream: true });
  }
  await reader.cancel().catch(() => {});
  return text.slice(0, longestAnswer);
}

/** Such as `ECONNREFUSED`. What an error says may hold the URL. */
function codeOf(error: unknown): string {
  const { code, cause } = Object(error) as { code?: unknown; cause?: unknown };
  const own = (Object(cause) as { code?: unknown }).code ?? code;
  return typeof own === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(own) ? `: ${own}` : '';
}

/** Without what is a secret, its path included: some receivers say what they were asked. */
export function hide(text: string, secrets: readonly string[]): string {
  const parts = secrets.flatMap((secret) => {
    if (!URL.canParse(secret)) return [secret];
    const { href, pathname, search } = new URL(secret);
    return [secret, href, `${pathname}${search}`, search.slice(1), ...pathname.split('/')];
  });
  return parts
    .filter((part) => part.length >= 8)
    .toSorted((left, right) => right.length - left.length)
    .reduce((shown, part) => shown.replaceAll(part, '…'), text);
}
