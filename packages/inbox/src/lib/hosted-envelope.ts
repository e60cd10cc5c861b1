import type { InboxMessage } from '@hooklatch/core/store';
import { readMessageJson, writeMessageJson } from './message-json.ts';

/** Why a message is not tried any more. */
export interface Death {
  readonly reason: string;
  /** Unix milliseconds. */
  readonly diedAt: number;
  readonly attempts: number;
}

/** What a queue service carries. */
export interface Envelope {
  /** Without its body where that is kept outside of the queue. */
  readonly message: InboxMessage;
  /** How many attempts were made before the service began to count its own. */
  readonly spent: number;
  /** How often an operator has sent the message through again. */
  readonly replay: number;
  /** Where the body is, if the service takes none of its size. */
  readonly bodyKey?: string | undefined;
  readonly death?: Death | undefined;
}

const version = 1;

/**
 * Writes an envelope as a text that every queue service takes.
 *
 * @param envelope - any
 * @returns JSON
 */
export function writeEnvelope({ message, spent, replay, bodyKey, death }: Envelope): string {
  const json = { hooklatch: version, spent, replay, bodyKey, death, message: writeMessageJson(message) };
  // SQS refuses a message with one of these.
  return JSON.stringify(json).replace(/[\uFFFE\uFFFF]/g, (one) => (one === '\uFFFE' ? '\\ufffe' : '\\uffff'));
}

/**
 * Reads what `writeEnvelope` wrote.
 *
 * @param text - anything
 * @returns the envelope
 * @throws TypeError where it is none; its message holds nothing of the text
 */
export function readEnvelope(text: unknown): Envelope {
  const json = parse(text);
  if (json?.['hooklatch'] !== version) throw foreign();
  const { spent, replay, bodyKey, death, message } = json;
  if (!isCount(spent) || !isCount(replay)) throw foreign();
  if (bodyKey !== undefined && typeof bodyKey !== 'string') throw foreign();
  return {
    message: readMessageJson(message),
    spent,
    replay,
    ...(bodyKey !== undefined && { bodyKey }),
    ...(isDeath(death) && { death }),
  };
}

/** In bytes of UTF-8. */
export function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function foreign(): TypeError {
  return new TypeError('What came from the queue is no message of an inbox, or of another version.');
}

function parse(text: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return (JSON.parse(text) ?? undefined) as Readonly<Record<string, unknown>> | undefined;
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isDeath(value: unknown): value is Death {
  const { reason, diedAt, attempts } = (value ?? {}) as Partial<Death>;
  return typeof reason === 'string' && typeof diedAt === 'number' && isCount(attempts);
}
