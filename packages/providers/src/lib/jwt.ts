import {
  required,
  toText,
  makeKeyPair,
  WebhookError,
  type Clock,
  type DeliveryHead,
  type Draft,
  type KeySource,
  type Scheme,
} from '@hooklatch/core/provider';
import { errors, jwtVerify, SignJWT, type JWTPayload } from 'jose';
import {
  findJwsKeys,
  isShared,
  readJwsKeys,
  readProtectedHeader,
  readSignerKey,
  toSigningAlgorithm,
  type JwsAlgorithm,
  type JwsKey,
} from './jose-keys.ts';

/** What a token is checked against, once its signature is proved. */
export interface JwtContext {
  readonly head: DeliveryHead;
  readonly body: Uint8Array;
  readonly protectedHeader: Readonly<Record<string, unknown>>;
}

/** A scheme of JSON Web Tokens (RFC 7519), as data. */
export interface JwtOptions {
  /** The header that holds the token, in lower case; without it the whole body is the token. */
  readonly header?: string;
  /** What stands before the token: `Bearer `. Compared without regard to case. */
  readonly prefix?: string;
  /** The only algorithms; the first one signs. Shared secrets and public keys are never mixed. */
  readonly algorithms: readonly JwsAlgorithm[];
  /** Where the keys are fetched unless they are given. */
  readonly source?: KeySource | undefined;
  readonly covers: Scheme['covers'];
  /** What the token has to say beside its signature and its times. */
  readonly check?: (payload: JWTPayload, context: JwtContext) => boolean | Promise<boolean>;
  /** Whether the time of issue counts as the delivery's, and has to be fresh. (false) */
  readonly fresh?: boolean;
  /** Claims that must be there. */
  readonly requiredClaims?: readonly string[];
  /** How far clocks may be apart, for `exp` and `nbf`, in seconds. (30) */
  readonly leewayInSeconds?: number;
  /** What a provider would claim, for tests. */
  readonly claims: (draft: Draft) => JWTPayload | Promise<JWTPayload>;
}

/**
 * A token that somebody issued for this delivery. What it says of the body is up to `check`.
 *
 * @param options - the scheme
 * @returns the scheme
 */
export function jwt(options: JwtOptions): Scheme<JwsKey> {
  const { header, prefix = '', algorithms, source, covers, claims } = options;
  const [algorithm] = algorithms as readonly [JwsAlgorithm];
  return {
    headers: header === undefined ? [] : [header],
    covers,
    keys: (secret) => readJwsKeys(secret, algorithms, source),
    read(head) {
      if (header === undefined) return { signatures: [] };
      const value = required(head, header);
      if (!value.toLowerCase().startsWith(prefix.toLowerCase()))
        throw new WebhookError('header_malformed', header);
      const token = value.slice(prefix.length);
      if (!isCompact(token)) throw new WebhookError('header_malformed', header);
      return { signatures: [token] };
    },
    async verify(claim, key, body, head, clock) {
      const token = claim.signatures[0] ?? tokenOf(body);
      const protectedHeader = readProtectedHeader(token, header ?? 'body');
      for (const one of await findJwsKeys(key, protectedHeader, algorithms)) {
        const payload = await verifyToken(token, one, options, clock);
        if (!payload) continue;
        if (options.check && !(await options.check(payload, { head, body, protectedHeader }))) return false;
        if (options.fresh) claim.time = 1000 * (payload.iat as number);
        if (typeof payload.jti === 'string') claim.id = payload.jti;
        return true;
      }
      return false;
    },
    // The same body may be told again, in a token of another time.
    content: ({ time }) => (covers.body ? { before: `${time ?? ''}`, after: '' } : undefined),
    async write(draft, secret) {
      const { key, kid } = await readSignerKey(secret, algorithm);
      const token = await new SignJWT(await claims(draft))
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(kid !== undefined && { kid }) })
        .sign(key);
      if (header === undefined) return { headers: {}, body: new TextEncoder().encode(token) };
      return { headers: { [header]: prefix + token } };
    },
    ...(!isShared(algorithm) && { makeKeys: () => makeKeyPair(toSigningAlgorithm(algorithm)) }),
  };
}

const compact = /^[\w-]+\.[\w-]*\.[\w-]*$/;
const longestToken = 16_384;

function isCompact(token: string): boolean {
  return token.length <= longestToken && compact.test(token);
}

function tokenOf(body: Uint8Array): string {
  let token = '';
  try {
    token = toText(body).trim();
  } catch {
    // Not UTF-8, so no token.
  }
  if (!compact.test(token)) throw new WebhookError('signature_missing', 'body');
  return token;
}

/**
 * What a token says, or undefined where its signature or a claim is wrong.
 *
 * @throws WebhookError `timestamp_stale` or `timestamp_future` where it is genuine, but not now
 */
export async function verifyToken(
  token: string,
  key: Parameters<typeof jwtVerify>[1],
  {
    algorithms,
    fresh = false,
    requiredClaims = [],
    leewayInSeconds = 30,
  }: Pick<JwtOptions, 'algorithms' | 'fresh' | 'requiredClaims' | 'leewayInSeconds'>,
  clock: Clock,
): Promise<JWTPayload | undefined> {
  const now = clock.now();
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [...algorithms],
      currentDate: new Date(now),
      clockTolerance: leewayInSeconds,
      requiredClaims: [...requiredClaims, ...(fresh ? ['iat'] : [])],
    });
    const ahead = (payload.iat ?? 0) - now / 1000;
    if (ahead > clock.toleranceInSeconds) throw new WebhookError('timestamp_future', `${-Math.round(ahead)}`);
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new WebhookError('timestamp_stale', secondsFrom(error.payload.exp, now));
    }
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') {
      throw new WebhookError('timestamp_future', secondsFrom(error.payload.nbf, now));
    }
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function secondsFrom(seconds: number | undefined, now: number): string {
  return `${Math.round(now / 1000 - (seconds ?? 0))}`;
}
