import { OutboundError } from '../outbound/outbound-error.ts';
import type { HeaderPairs, Outbound } from '../outbound/create-outbound.ts';

/** What is used of `fetch` by channels. */
export type ChannelFetch = (url: string, init: RequestInit) => Promise<Response>;

/** In milliseconds: a channel gives up before. */
const timeoutMs = 120_000;
/** Answers of these have no body. */
const empty = new Set([204, 205, 304]);

/**
 * Lets channels speak HTTP where the gateway may: to public addresses and to those that were allowed. No redirect is
 * followed.
 *
 * @param outbound - of the gateway
 */
export function toChannelFetch(outbound: Outbound): ChannelFetch {
  return async (url, { method = 'GET', headers, body, signal }) => {
    const { origin, pathname, search } = new URL(url);
    const bytes =
      typeof body === 'string' ? new TextEncoder().encode(body) : (body as Uint8Array | undefined);
    const request = {
      method,
      origin,
      path: `${pathname}${search}`,
      headers: toPairs(new Headers(headers)),
      body: bytes ?? new Uint8Array(),
    };
    try {
      const answer = await outbound.send(request, {
        timeoutMs,
        signal: signal ?? undefined,
        maxBodyBytes: 8192,
      });
      const shown = answer.headers.map(([name, value]): [string, string] => [name, value]);
      return new Response(empty.has(answer.status) ? null : new Uint8Array(answer.body), {
        status: answer.status,
        headers: shown,
      });
    } catch (error) {
      // In the form in which channels show why.
      if (error instanceof OutboundError)
        throw Object.assign(new Error(error.message), { code: error.code.toUpperCase() });
      throw error;
    }
  };
}

function toPairs(headers: Headers): HeaderPairs {
  const pairs: (readonly [string, string])[] = [];
  headers.forEach((value, name) => pairs.push([name, value]));
  return pairs;
}
