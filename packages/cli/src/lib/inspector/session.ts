import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The key to one run of the inspector. */
export interface Session {
  /** Stands in the address that the terminal shows. */
  readonly token: string;
  /** Exchanges the token for the cookie; `undefined` where it is another. */
  toCookie(token: unknown): string | undefined;
  isSignedIn(cookie: string | undefined): boolean;
}

/** Under which the cookie is sent; another server on this machine has no reason to be asked for it. */
export const apiPath = '/hooklatch-inspector';

/** @param port - cookies know no ports, so it stands in the cookie's name */
export function createSession(port: number): Session {
  const token = randomBytes(32).toString('base64url');
  // Another value, so that the cookie is of no use as a token.
  const value = randomBytes(32).toString('base64url');
  const name = `hooklatch-inspector-${port}`;
  return {
    token,
    toCookie: (given) =>
      typeof given === 'string' && isSame(given, token)
        ? `${name}=${value}; Path=${apiPath}; HttpOnly; SameSite=Strict`
        : undefined,
    isSignedIn(cookie = '') {
      const pairs = cookie.split(';').map((pair) => pair.trim().split('='));
      return pairs.some(([key, given = '']) => key === name && isSame(given, value));
    },
  };
}

function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
