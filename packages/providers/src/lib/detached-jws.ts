import {
  isSignedBy,
  deliveryHeaders,
  joinBytes,
  required,
  makeKeyPair,
  toBytes,
  WebhookError,
  type Claim,
  type DeliveryHead,
  type Draft,
  type KeySource,
  type Scheme,
} from '@hooklatch/core/provider';
import { base64url, errors, FlattenedSign, flattenedVerify } from 'jose';
import {
  findJwsKeys,
  readJwsKeys,
  readProtectedHeader,
  readSignerKey,
  toSigningAlgorithm,
  type JwsKey,
  type PublicJwsAlgorithm,
} from './jose-keys.ts';

/** A scheme of detached JWS (RFC 7515, appendix F), as data: `header..signature` over the body. */
export interface DetachedJwsOptions {
  /** In lower case. */
  readonly header: string;
  /** The only algorithms; the first one signs. */
  readonly algorithms: readonly PublicJwsAlgorithm[];
  /** Where the keys are fetched unless they are given, by the URL that the header names where there are several. */
  readonly source?: KeySource | ((protectedHeader: ProtectedHeader) => KeySource | undefined);
  /**
   * Whether the payload is signed as it is, not as base64url (RFC 7797): `either` follows the header, also one that names
   * `b64` and does not mark it as critical. (false)
   */
  readonly unencoded?: boolean | 'either';
  /** What is signed. (the body) */
  readonly toPayload?: (
    head: DeliveryHead,
    body: Uint8Array,
    protectedHeader: ProtectedHeader,
  ) => Uint8Array | undefined;
  /** What the protected header has to say; may complete the claim with a time. */
  readonly check?: (
    protectedHeader: ProtectedHeader,
    head: DeliveryHead,
    claim: { time?: number | undefined },
  ) => boolean;
  /** The header that names the key, where the protected header does not. */
  readonly keyId?: { readonly header: string };
  /** Other headers, and other parameters of the protected header, as a test sends them. */
  readonly others?: (draft: Draft) => {
    readonly headers?: Readonly<Record<string, string>>;
    readonly protectedHeader?: Readonly<Record<string, unknown>>;
  };
  /** Headers beside the signature's that must be there. */
  readonly requires?: readonly string[];
}

/** The protected header of a JWS. */
export type ProtectedHeader = Readonly<Record<string, unknown>> & { readonly alg?: string };

const grammar = /^([\w-]+)\.\.([\w-]+)$/;
const longestHeader = 16_384;

/**
 * Detached JWS over the exact bytes of a delivery.
 *
 * @param options - the scheme
 * @returns the scheme
 */
export function detachedJws(options: DetachedJwsOptions): Scheme<JwsKey | 'by header'> {
  const { header, algorithms, source, keyId, requires = [], others } = options;
  const [algorithm] = algorithms as readonly [PublicJwsAlgorithm];
  const toPayload = options.toPayload ?? ((_head, body) => body);
  return {
    headers: [header, ...requires],
    covers: { id: false, body: true, url: false },
    keys: (secret) =>
      secret === 'fetched' && typeof source === 'function'
        ? ['by header' as const]
        : readJwsKeys(secret, algorithms, source as KeySource | undefined),
    read(head) {
      const value = required(head, header);
      if (value.length > longestHeader || !grammar.test(value))
        throw new WebhookError('header_malformed', header);
      for (const name of requires) required(head, name);
      return { signatures: [value] };
    },
    async verify(claim, key, body, head) {
      const [, encoded, signature] = grammar.exec(claim.signatures[0] as string) as unknown as [
        string,
        string,
        string,
      ];
      const named = readProtectedHeader({ protected: encoded }, header) as ProtectedHeader;
      const unencoded = named.b64 === false;
      const isUnmarked = unencoded && named.crit === undefined;
      if (options.unencoded !== 'either' && unencoded !== (options.unencoded ?? false)) return false;
      // RFC 7797 wants it marked as critical, so that nobody reads the payload another way.
      if (isUnmarked && options.unencoded !== 'either') return false;
      if (options.check && !options.check(named, head, claim)) return false;
      const payload = toPayload(head, body, named);
      const found =
        key === 'by header' ? (source as (one: ProtectedHeader) => KeySource | undefined)(named) : undefined;
      if (!payload || (key === 'by header' && !found)) return false;
      const kid = keyId ? required(head, keyId.header) : named.kid;
      const jws = { protected: encoded, signature, payload: unencoded ? payload : base64url.encode(payload) };
      for (const one of await findJwsKeys(
        found ? { source: found } : (key as JwsKey),
        { alg: named.alg, kid },
        algorithms,
      )) {
        const proved = isUnmarked
          ? isSignedUnmarked(encoded, signature, payload, one, named.alg as PublicJwsAlgorithm)
          : isSigned(jws, one, algorithms);
        if (await proved) return true;
      }
      return false;
    },
    content: ({ time }: Claim) => ({ before: `${time ?? ''}`, after: '' }),
    async write(draft, secret) {
      const { key, kid } = await readSignerKey(secret, algorithm);
      const added = others?.(draft);
      const headers = { ...added?.headers, ...(keyId && kid !== undefined && { [keyId.header]: kid }) };
      const unencoded = options.unencoded ? { b64: false, crit: ['b64'] } : {};
      const named = {
        alg: algorithm,
        ...(kid !== undefined && { kid }),
        ...unencoded,
        ...added?.protectedHeader,
      };
      const head = { method: draft.method ?? 'POST', url: draft.url, headers: deliveryHeaders(headers) };
      const payload = toPayload(head, draft.body, named) ?? draft.body;
      const signed = await new FlattenedSign(payload).setProtectedHeader(named).sign(key);
      return { headers: { ...headers, [header]: `${signed.protected}..${signed.signature}` } };
    },
    makeKeys: () => makeKeyPair(toSigningAlgorithm(algorithm)),
  };
}

async function isSigned(
  jws: Parameters<typeof flattenedVerify>[0],
  key: Parameters<typeof flattenedVerify>[1],
  algorithms: readonly string[],
): Promise<boolean> {
  try {
    await flattenedVerify(jws, key as Uint8Array, { algorithms: [...algorithms] });
    return true;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return false;
    throw error;
  }
}

/** What jose reads another way: a payload as it is, whose header does not mark `b64` as critical. */
async function isSignedUnmarked(
  encoded: string,
  signature: string,
  payload: Uint8Array,
  key: CryptoKey | Uint8Array,
  algorithm: PublicJwsAlgorithm,
): Promise<boolean> {
  const signed = joinBytes(toBytes(`${encoded}.`), payload);
  return isSignedBy(key as CryptoKey, toSigningAlgorithm(algorithm), decodeSignature(signature), signed);
}

function decodeSignature(text: string): Uint8Array {
  try {
    return base64url.decode(text);
  } catch {
    return new Uint8Array();
  }
}
