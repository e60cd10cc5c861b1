import type { InboxMessage, MessageProof } from '@hooklatch/core/store';
import { fromBase64, toBase64 } from '@hooklatch/core/provider';

/** A text; its UTF-16 code units where some databases and queues would not take it as it is. */
type JsonText = string | readonly number[];

/** A message as plain JSON. */
export interface MessageJson extends Omit<InboxMessage, TextField | 'headers' | 'body' | 'proof'> {
  readonly key: JsonText;
  readonly endpoint: JsonText;
  readonly provider: JsonText;
  readonly eventId?: JsonText;
  readonly type: JsonText;
  readonly method: JsonText;
  readonly url: JsonText;
  readonly receivedUrl?: JsonText;
  readonly headers: readonly (readonly [name: JsonText, value: JsonText])[];
  /** Padded base64. */
  readonly body: string;
  readonly proof: Omit<MessageProof, 'id'> & { readonly id?: JsonText };
}

type TextField = 'key' | 'endpoint' | 'provider' | 'eventId' | 'type' | 'method' | 'url' | 'receivedUrl';

/**
 * Writes a message as plain JSON: what is undefined is left out, and the body is base64.
 *
 * @param message - any message, of any bytes and any text
 * @returns an object that `JSON.stringify` and back does not change
 */
export function writeMessageJson(message: InboxMessage): MessageJson {
  const { id, receivedAt, eventId, receivedUrl, headers, body, proof } = message;
  return {
    id,
    key: writeText(message.key),
    endpoint: writeText(message.endpoint),
    provider: writeText(message.provider),
    ...(eventId !== undefined && { eventId: writeText(eventId) }),
    type: writeText(message.type),
    receivedAt,
    method: writeText(message.method),
    url: writeText(message.url),
    ...(receivedUrl !== undefined && { receivedUrl: writeText(receivedUrl) }),
    headers: headers.map(([name, value]) => [writeText(name), writeText(value)]),
    body: writeBytes(body),
    proof: {
      scheme: proof.scheme,
      secretIndex: proof.secretIndex,
      ...(proof.id !== undefined && { id: writeText(proof.id) }),
      ...(proof.time !== undefined && { time: proof.time }),
    },
  };
}

/**
 * Reads what `writeMessageJson` wrote.
 *
 * @param value - anything; an object with other fields besides is read too
 * @returns the message, with a body of its own memory
 * @throws TypeError where it is no message; its message names the field, and none of what it holds
 */
export function readMessageJson(value: unknown): InboxMessage {
  const json = readObject(value, 'message');
  const text = (field: string): string => readText(json[field], field);
  const optional = (field: string): object =>
    json[field] === undefined ? {} : { [field]: readText(json[field], field) };
  const proof = readObject(json['proof'], 'proof');
  if (typeof json['id'] !== 'string') throw noMessage('id');
  return {
    id: json['id'],
    key: text('key'),
    endpoint: text('endpoint'),
    provider: text('provider'),
    ...optional('eventId'),
    type: text('type'),
    receivedAt: readNumber(json['receivedAt'], 'receivedAt'),
    method: text('method'),
    url: text('url'),
    ...optional('receivedUrl'),
    headers: readHeaders(json['headers']),
    body: readBytes(json['body']),
    proof: {
      scheme: readNumber(proof['scheme'], 'proof.scheme'),
      secretIndex: readNumber(proof['secretIndex'], 'proof.secretIndex'),
      ...(proof['id'] !== undefined && { id: readText(proof['id'], 'proof.id') }),
      ...(proof['time'] !== undefined && { time: readNumber(proof['time'], 'proof.time') }),
    },
  };
}

function noMessage(field: string): TypeError {
  return new TypeError(`This is no message of an inbox: its ${field} cannot be read.`);
}

/** PostgreSQL's jsonb takes no NUL and no half of a surrogate pair, and SQS no noncharacter. */
const unsafeText = /[\0\p{Cs}\uFFFE\uFFFF]/u;

function writeText(text: string): JsonText {
  if (!unsafeText.test(text)) return text;
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function readText(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || !value.every(isCodeUnit)) throw noMessage(field);
  // One by one, because arguments are limited.
  return value.map((unit) => String.fromCharCode(unit)).join('');
}

function isCodeUnit(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff;
}

function readNumber(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw noMessage(field);
  return value;
}

function readObject(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw noMessage(field);
  return value as Readonly<Record<string, unknown>>;
}

function readHeaders(value: unknown): InboxMessage['headers'] {
  if (!Array.isArray(value)) throw noMessage('headers');
  return value.map((pair: unknown) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw noMessage('headers');
    return [readText(pair[0], 'headers'), readText(pair[1], 'headers')];
  });
}

interface FastBase64 {
  from(bytes: ArrayBufferLike, start: number, length: number): { toString(encoding: 'base64'): string };
  from(text: string, encoding: 'base64'): Uint8Array & { toString(encoding: 'base64'): string };
}

const { Buffer: fast } = globalThis as { Buffer?: FastBase64 };
/** In bytes, a multiple of three: what is written at once where there is no Buffer. */
const chunkBytes = 24_576;

function writeBytes(bytes: Uint8Array): string {
  if (fast) return fast.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  let text = '';
  for (let at = 0; at < bytes.length; at += chunkBytes) text += toBase64(bytes.subarray(at, at + chunkBytes));
  return text;
}

function readBytes(value: unknown): Uint8Array {
  if (typeof value !== 'string') throw noMessage('body');
  if (!fast) {
    const bytes = fromBase64(value);
    if (!bytes) throw noMessage('body');
    return bytes;
  }
  const bytes = fast.from(value, 'base64');
  // It skips what is no base64, so that only writing it again tells.
  if (bytes.toString('base64') !== value) throw noMessage('body');
  // A copy: its memory may be shared with other buffers.
  return new Uint8Array(bytes);
}
