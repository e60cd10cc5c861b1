import { createHash, createHmac, randomUUID } from 'node:crypto';

/** A message as QStash has it. */
export interface FakeMessage {
  readonly messageId: string;
  readonly url: string;
  readonly body: string;
  readonly createdAt: number;
  readonly maxRetries: number;
  readonly label: string | undefined;
  readonly flowControlKey: string | undefined;
  readonly parallelism: number;
  readonly contentType: string;
  retried: number;
}

/** One of `/v2/batch`. */
export interface BatchItem {
  readonly destination?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What was published, and when it is delivered first. */
export interface Published {
  readonly message: FakeMessage;
  readonly delayMs: number;
  readonly dedupeId: string | undefined;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads what `/v2/batch` is given. @throws Error where QStash would not take it */
export function readItem({ destination = '', body = '', headers = {} }: BatchItem): Published {
  const given = new Headers(headers);
  const get = (name: string): string | undefined => given.get(`upstash-${name}`) ?? undefined;
  if (!/^https?:\/\//.test(destination)) throw new Error('invalid destination url');
  const delay = /^(\d+)([smhd])$/.exec(get('delay') ?? '0s');
  if (!delay) throw new Error('invalid delay');
  const retries = Number(get('retries') ?? 3);
  if (!Number.isInteger(retries)) throw new Error('invalid retries');
  return {
    delayMs: Number(delay[1]) * (units[delay[2] as string] as number) * 1000,
    dedupeId: get('deduplication-id'),
    message: {
      messageId: `msg_${randomUUID()}`,
      url: destination,
      body,
      createdAt: Date.now(),
      maxRetries: retries,
      label: get('label'),
      flowControlKey: get('flow-control-key'),
      parallelism: Number(/parallelism=(\d+)/.exec(get('flow-control-value') ?? '')?.[1] ?? Infinity),
      contentType: given.get('content-type') ?? 'text/plain',
      retried: 0,
    },
  };
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');

/** The token that QStash sends: what the documentation shows, made by hand. */
export function signToken(key: string, url: string, body: string): string {
  const now = Math.floor(Date.now() / 1000);
  const hash = createHash('sha256').update(body).digest('base64').replaceAll('+', '-').replaceAll('/', '_');
  const claims = {
    iss: 'Upstash',
    sub: url,
    exp: now + 300,
    nbf: now,
    iat: now,
    jti: `jwt_${randomUUID()}`,
    body: hash,
  };
  const signed = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(JSON.stringify(claims))}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

/** When QStash delivers again: as it is answered, else by its own formula; at most a day. */
export function retryDelayMs(retried: number, retryAfter: string | null, secondMs: number): number {
  const asked = retryAfter === null ? Number.NaN : Number(retryAfter);
  if (asked >= 0 && asked <= 86_400) return asked * 1000;
  return Math.min(86_400, Math.E ** (2.5 * (retried + 1))) * secondMs;
}
