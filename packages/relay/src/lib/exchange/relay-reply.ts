import type { HeaderPairs } from '../protocol/message.ts';

/** What became of a provider's request. */
export type RelayOutcome =
  | 'answered'
  | 'stored'
  | 'filtered'
  | 'no_client'
  | 'no_answer'
  | 'sender_gone'
  | 'too_large'
  | 'too_many'
  | 'full'
  | 'stopping';

/** What a provider is told. */
export interface RelayReply {
  readonly outcome: RelayOutcome;
  readonly status: number;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

/** One line for an operator: nothing that a provider or an application said, but its size. */
export interface RelayReport {
  readonly publicId: string;
  /** Where the request became a delivery. */
  readonly id?: string | undefined;
  readonly outcome: RelayOutcome;
  readonly status: number;
  /** Of the request's body. */
  readonly bytes: number;
  readonly milliseconds: number;
}

const own: Readonly<
  Record<Exclude<RelayOutcome, 'answered'>, readonly [status: number, retryAfter?: number]>
> = {
  stored: [200],
  filtered: [200],
  no_client: [503, 30],
  no_answer: [503, 30],
  sender_gone: [503],
  too_large: [413],
  too_many: [429, 1],
  full: [503, 30],
  stopping: [503, 5],
};

const encoder = new TextEncoder();

/** What the relay says itself: the outcome, and nothing that it was sent. */
export function ownReply(outcome: Exclude<RelayOutcome, 'answered'>): RelayReply {
  const [status, retryAfter] = own[outcome];
  const isGood = status < 300;
  const body = encoder.encode(
    `${JSON.stringify(isGood ? { state: outcome } : { status, title: outcome })}\n`,
  );
  const headers: [string, string][] = [
    ['content-type', isGood ? 'application/json' : 'application/problem+json'],
    ['cache-control', 'no-store'],
  ];
  if (retryAfter !== undefined) headers.push(['retry-after', String(retryAfter)]);
  return { outcome, status, headers, body };
}
