import { maxHeldIds } from './constants.ts';
import { readFrame } from './frame.ts';
import type { ClientMessage, HeaderPairs, ServerMessage } from './message.ts';

type Head = Readonly<Record<string, unknown>>;

/** A message of a kind that this version does not know, and may pass over. */
export interface UnknownMessage {
  readonly type: 'unknown';
}

const isText = (value: unknown, most = 256): value is string =>
  typeof value === 'string' && value.length <= most;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isId = (value: unknown): value is string => isText(value, 64) && value !== '';
const isHead = (value: unknown): value is Head =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isPairs(value: unknown): value is HeaderPairs {
  if (!Array.isArray(value) || value.length > 2000) return false;
  return value.every(
    (pair) => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string'),
  );
}

const isCredit = (value: unknown): boolean =>
  isHead(value) && isCount(value['deliveries']) && isCount(value['bytes']);

function isHello(head: Head): boolean {
  const { version, client, credit, held, filter } = head;
  if (version !== 1 || !isId(client) || !isCredit(credit)) return false;
  if (!Array.isArray(held) || held.length > maxHeldIds || !held.every(isId)) return false;
  return filter === undefined || isHead(filter);
}

function isAnswer({ id, status, headers }: Head): boolean {
  return isId(id) && isCount(status) && status >= 200 && status <= 599 && isPairs(headers);
}

function isWelcome({ version, publicId, publicUrl, maxBodyBytes, waiting }: Head): boolean {
  if (!isCount(version) || !isId(publicId) || !isCount(maxBodyBytes) || !isCount(waiting)) return false;
  return publicUrl === undefined || isText(publicUrl, 2048);
}

function isDelivery({ id, sequence, method, target, headers, receivedAt, deadlineMs }: Head): boolean {
  if (!isId(id) || !isCount(sequence) || !isCount(receivedAt) || !isCount(deadlineMs)) return false;
  return isText(method, 64) && typeof target === 'string' && target.startsWith('/') && isPairs(headers);
}

const isReference = ({ id }: Head): boolean => isId(id);

const fromClient = new Map([
  ['hello', isHello],
  ['answer', isAnswer],
  ['release', isReference],
  ['credit', ({ credit }: Head) => isCredit(credit)],
]);
const fromServer = new Map([
  ['welcome', isWelcome],
  ['delivery', isDelivery],
  ['settled', isReference],
]);

function read(message: Uint8Array, kinds: typeof fromClient): object | undefined {
  const frame = readFrame(message);
  if (!frame || !isHead(frame.head) || !isText(frame.head['type'])) return undefined;
  const isKind = kinds.get(frame.head['type']);
  if (!isKind) return { type: 'unknown' };
  return isKind(frame.head) ? { ...frame.head, body: frame.body } : undefined;
}

/**
 * Reads a message of a client.
 *
 * @param message - its bytes
 * @returns what it says; nothing where it is malformed
 */
export function readClientMessage(message: Uint8Array): ClientMessage | UnknownMessage | undefined {
  return read(message, fromClient) as ClientMessage | UnknownMessage | undefined;
}

/**
 * Reads a message of a server.
 *
 * @param message - its bytes
 * @returns what it says; nothing where it is malformed
 */
export function readServerMessage(message: Uint8Array): ServerMessage | UnknownMessage | undefined {
  return read(message, fromServer) as ServerMessage | UnknownMessage | undefined;
}
