import { send } from '../wire.ts';
import { writeVectorHeader } from './endpoint.ts';
import { compareReply, isRejection, toDelivery, type Verdict } from './run.ts';
import type { Vector } from './vector.ts';

/**
 * Sends one vector over a socket to a server that has `conformanceEndpoint` mounted.
 *
 * @param vector - as `readVectors` gives it
 * @param url - where the endpoint is mounted
 * @returns whether it came out as the vector says; undefined where it cannot arrive over HTTP
 */
export async function sendVector(vector: Vector, url: string): Promise<Verdict | undefined> {
  const { name, expect, wire } = vector;
  const { method, headers, body } = await toDelivery(vector);
  if (wire === false || !isSendable(headers.entries(), body.length)) return undefined;
  const answer = await send(url, {
    method,
    headers: [...headers.entries(), writeVectorHeader(vector)],
    body,
  });
  if (typeof expect === 'object') return { name, ...compareReply(answer, expect) };
  const { status } = answer;
  const ok = expect === 'valid' ? status >= 200 && status < 300 : isRefused(status, answer.body);
  return { name, ok, found: `${status} ${answer.body}` };
}

/** The server itself may refuse what is no HTTP; what it calls its own failure is none but where the secret is. */
function isRefused(status: number, body: string): boolean {
  if (status >= 400 && status < 500) return true;
  const [, code = ''] = /"code":"(\w+)"/.exec(body) ?? [];
  return status >= 500 && isRejection(code);
}

/** What a client of HTTP/1.1 would refuse to write, or a server to read, before any adapter sees it. */
function isSendable(headers: readonly (readonly [string, string])[], length: number): boolean {
  const framing = new Set(['transfer-encoding', 'connection', 'expect', 'upgrade']);
  return headers.every(([given, value]) => {
    const name = given.toLowerCase();
    if (name === 'content-length') return value === String(length);
    return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[^\t\x20-\x7e\x80-\xff]/.test(value) && !framing.has(name);
  });
}
