import { subprotocol, tokenPrefix } from './protocol/constants.ts';

/** What a server knows of a token: enough to recognise it, and not to use it. */
export interface TokenKey {
  /** SHA-256 of the token. */
  readonly hash: Uint8Array;
  /** In the address that providers send to; it follows from the hash, so that it stays the same. */
  readonly publicId: string;
}

const encoder = new TextEncoder();
const tokenForm = /^[\w-]{32,128}$/;
const hashForm = /^sha256:([\da-f]{64})$/;

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @returns a token of 256 random bits: `hlr_` and 43 letters */
export function createToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes));
  return `hlr_${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/**
 * Reads what a server is configured with.
 *
 * @param given - a token, or `sha256:` and its SHA-256 in hexadecimal
 * @returns its key
 * @throws TypeError where it is neither
 */
export async function readTokenKey(given: string): Promise<TokenKey> {
  const hex = hashForm.exec(given)?.[1];
  if (!hex && !tokenForm.test(given))
    throw new TypeError(
      'A token is 32 to 128 letters, digits, - and _, or sha256: with 64 hexadecimal digits.',
    );
  const pairs = hex?.match(/../g)?.map((pair) => Number.parseInt(pair, 16));
  const hash = pairs ? new Uint8Array(pairs) : await sha256(encoder.encode(given));
  const named = await sha256(encoder.encode(`hooklatch-relay public id ${toHex(hash)}`));
  return { hash, publicId: toHex(named.subarray(0, 16)) };
}

/**
 * What a configuration may hold in the place of a token.
 *
 * @param token - as its client has it
 * @returns `sha256:` and 64 hexadecimal digits
 */
export async function hashToken(token: string): Promise<string> {
  return `sha256:${toHex((await readTokenKey(token)).hash)}`;
}

/**
 * Whose token it is. Each key is compared, and each byte of its hash.
 *
 * @param token - as a client sent it
 * @param keys - of the server
 * @returns its key; nothing where there is none
 */
export async function findToken(token: string, keys: readonly TokenKey[]): Promise<TokenKey | undefined> {
  const given = await sha256(encoder.encode(token.slice(0, 256)));
  let found: TokenKey | undefined;
  for (const key of keys) {
    let difference = 0;
    for (let index = 0; index < 32; index += 1) difference |= (given[index] ?? 0) ^ (key.hash[index] ?? 1);
    if (difference === 0) found = key;
  }
  return found;
}

/** What a WebSocket's handshake says. */
export interface Handshake {
  readonly authorization: string | undefined;
  /** The list of sub-protocols, as it was sent. */
  readonly protocols: string | undefined;
}

/**
 * Reads the token of a handshake: `Authorization: Bearer`, or a sub-protocol for who cannot set that.
 *
 * @param handshake - of a client
 * @returns the token, and whether the client speaks this version
 */
export function readHandshake({ authorization = '', protocols = '' }: Handshake): {
  readonly token: string | undefined;
  readonly isSpoken: boolean;
} {
  const offered = protocols.split(',').map((name) => name.trim());
  const bearer = /^bearer +(\S+)$/i.exec(authorization)?.[1];
  const token = bearer ?? offered.find((name) => name.startsWith(tokenPrefix))?.slice(tokenPrefix.length);
  return { token, isSpoken: offered.includes(subprotocol) };
}
