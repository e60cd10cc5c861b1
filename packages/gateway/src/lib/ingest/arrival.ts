import type { IncomingMessage } from 'node:http';
import { createId } from '../create-id.ts';
import type { EventDraft, EventRecord } from './event-record.ts';
import { testHeader, type RunningDoor } from './running-door.ts';

/** A request as it came, before anybody knows what it is. */
export interface Arrival {
  /** The event's, if it becomes one. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  /** By `performance.now()`. */
  readonly started: number;
  readonly method: string;
  /** Path and query as they arrived. */
  readonly target: string;
  /** Name after value, as received and in order. */
  readonly rawHeaders: readonly string[];
  readonly contentType: string | undefined;
  readonly remoteAddress: string | undefined;
  readonly isTest: boolean;
}

/**
 * Notes what came.
 *
 * @param request - not read yet
 * @param now - Unix milliseconds
 * @param remoteAddress - who sends
 * @param door - knows which test deliveries are on their way
 */
export function toArrival(
  request: IncomingMessage,
  now: number,
  remoteAddress: string | undefined,
  { tests }: RunningDoor,
): Arrival {
  const id = createId('evt', now);
  const { rawHeaders } = request;
  const token = tests.size > 0 ? request.headers[testHeader] : undefined;
  const told = typeof token === 'string' ? tests.get(token) : undefined;
  told?.(id);
  if (told) tests.delete(token as string);
  return {
    id,
    receivedAt: now,
    started: performance.now(),
    method: request.method ?? 'GET',
    // What a proxy asks for has the host in it.
    target: (request.url ?? '/').replace(/^[a-z]+:\/\/[^/?#]*/i, '') || '/',
    rawHeaders: told ? withoutTest(rawHeaders) : rawHeaders,
    contentType: request.headers['content-type'],
    remoteAddress,
    isTest: told !== undefined,
  };
}

function withoutTest(rawHeaders: readonly string[]): readonly string[] {
  const at = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === testHeader);
  return rawHeaders.toSpliced(at, 2);
}

/** What is known of an arrival once it was looked at. */
export interface Findings
  extends
    Pick<EventDraft, 'endpoint_id' | 'provider' | 'outcome' | 'status'>,
    Partial<Pick<EventDraft, 'code' | 'hint' | 'event_id' | 'type' | 'secret_id'>> {
  /** What is kept of the body. */
  readonly body: Uint8Array;
  /** How long the body was. (what is kept) */
  readonly bytes?: number;
  readonly key?: string | undefined;
  readonly proof?: string;
}

/** An arrival as it is written into the log. */
export function toRecord(arrival: Arrival, findings: Findings): EventRecord {
  const { id, receivedAt, started, method, target, rawHeaders, contentType, remoteAddress, isTest } = arrival;
  const { body, bytes = body.length, key, proof = null, ...known } = findings;
  const event: EventDraft = {
    code: null,
    hint: null,
    event_id: null,
    type: null,
    secret_id: null,
    ...known,
    id,
    received_at: receivedAt,
    method,
    target,
    source: isTest ? 'test' : 'received',
    remote_address: remoteAddress ?? null,
    content_type: contentType ?? null,
    bytes,
  };
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    pairs.push([rawHeaders[at] as string, rawHeaders[at + 1] as string]);
  }
  return { event, headers: JSON.stringify(pairs), body, proof, key, started };
}

/** A text that both databases take as it is, or nothing. */
export function plainText(text: string | undefined, maxChars: number): string | null {
  // Control characters, and halves of surrogate pairs.
  return text === undefined || text === '' || /[\p{Cc}\p{Cs}]/u.test(text) ? null : text.slice(0, maxChars);
}
