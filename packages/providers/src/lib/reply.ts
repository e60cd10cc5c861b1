import type { Reply } from '@hooklatch/core/provider';

/** An answer in plain text, which no browser takes for anything else. */
export function textReply(body: string, status: number = 200): Reply {
  return { status, headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' }, body };
}

/** An answer in JSON. */
export function jsonReply(value: unknown, status: number = 200): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
