import type { IncomingMessage } from 'node:http';
import type { Actor } from '../api/api.ts';
import type { GatewayContext } from '../context.ts';
import { hashOf } from './random-token.ts';
import type { SessionCookie } from './session-cookie.ts';
import { findSession } from './sessions.ts';
import { findToken, tokenPrefix } from './tokens.ts';

/** What a request shows of who asks. */
export interface Credential {
  readonly kind: 'session' | 'token';
  /** What the database knows it by. */
  readonly hash: string;
}

/**
 * Reads what a request shows: a token of the API, else the cookie. One that has an `Authorization` which cannot be read
 * shows nothing.
 */
export function readCredential(
  { authorization, cookie }: IncomingMessage['headers'],
  { read }: SessionCookie,
): Credential | undefined {
  if (authorization !== undefined) {
    const [, token] = /^bearer +([\w-]{20,200})$/i.exec(authorization.trim()) ?? [];
    return token?.startsWith(tokenPrefix) ? { kind: 'token', hash: hashOf(token) } : undefined;
  }
  const session = read(cookie);
  return session === undefined ? undefined : { kind: 'session', hash: hashOf(session) };
}

/** Who that is; `undefined` where it has ended, or never was. */
export const findActor = (
  context: Pick<GatewayContext, 'db' | 'now'>,
  { kind, hash }: Credential,
): Promise<Actor | undefined> => (kind === 'session' ? findSession(context, hash) : findToken(context, hash));
