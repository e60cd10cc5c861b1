import type { Reply } from '@hooklatch/core';

/** How long a sender is asked to wait, in seconds. */
const retryAfter = '5';

/** Problem details (RFC 9457) with a code, and nothing else. */
export function problem(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      ...(status === 503 && { 'retry-after': retryAfter }),
      ...headers,
    },
    body: JSON.stringify({ status, code }),
  };
}
