import {
  deliveryHeaders,
  makeKeyPair,
  required,
  toBase64,
  toBytes,
  WebhookError,
  type Clock,
  type DeliveryHead,
  type Draft,
  type OpenClaim,
  type Scheme,
} from '@hooklatch/core/provider';
import { serializeInnerList, type BareItem, type InnerList } from 'structured-headers';
import { isSignedWith, readMessageKeys, signMessage, type MessageKey } from './message-keys.ts';
import { coveredNames, readSignatures, signatureBase, type MessageSignature } from './message-signatures.ts';

/** The header in which a bot names itself (Web Bot Auth). */
export const agentHeader = 'signature-agent';

/** Where keys come from that are not given. */
type Find = (keyId: string, head: DeliveryHead) => Promise<readonly MessageKey[]>;

/** A key of the ring: given, or to be found by the id that a signature names. */
export type MessageRingKey = MessageKey | { readonly find: Find };

/** A profile of HTTP message signatures (RFC 9421), as data. */
export interface MessageSchemeOptions {
  readonly covers: Scheme['covers'];
  /** The components that a signature has to cover. */
  readonly required: (head: DeliveryHead) => readonly string[];
  /** What the parameters of a signature have to be; those of another profile are passed over. */
  readonly accepts: (signature: MessageSignature) => boolean;
  /** What of the body has to be as it is signed. */
  readonly check?: (head: DeliveryHead, body: Uint8Array, names: readonly string[]) => Promise<boolean>;
  /** How keys are read. (JWK or JWKS) */
  readonly keys?: (secret: string) => readonly MessageRingKey[] | string;
  /** How a signature names a key, for tests. (by the `kid` of the JWK) */
  readonly toKeyId?: (jwk: JsonWebKey) => Promise<string>;
  /** What a test sends: other headers, and parameters. */
  readonly draft: (draft: Draft) => Promise<{
    readonly headers: Readonly<Record<string, string>>;
    readonly parameters: Readonly<Record<string, BareItem>>;
  }>;
}

/** How far ahead the clock of a signer may be, in seconds, where its signatures may have any age. */
const mostAhead = 300;

/** What is wrong with its own times: they have not come, or have passed. */
function refusalOf({ parameters }: MessageSignature, clock: Clock): WebhookError | undefined {
  const [created, expires] = [parameters.get('created'), parameters.get('expires')];
  const now = clock.now() / 1000;
  if (typeof created === 'number' && created > now + mostAhead)
    return new WebhookError('timestamp_future', `${Math.round(now - created)}`);
  if (typeof expires === 'number' && now > expires)
    return new WebhookError('timestamp_stale', `${Math.round(now - expires)}`);
  return undefined;
}

async function proves(one: MessageSignature, ringKey: MessageRingKey, head: DeliveryHead): Promise<boolean> {
  const [keyId, alg] = [one.parameters.get('keyid'), one.parameters.get('alg')];
  if (typeof keyId !== 'string') return false;
  const keys = 'find' in ringKey ? await ringKey.find(keyId, head) : [ringKey];
  // The key says which algorithm it is for; what the signature says may only agree.
  const fitting = keys.filter((key) => (key.id ?? keyId) === keyId && (alg ?? key.alg) === key.alg);
  const base = fitting.length > 0 ? signatureBase(one.covered, head) : undefined;
  if (base === undefined) return false;
  for (const key of fitting) if (await isSignedWith(key, one.signature, toBytes(base))) return true;
  return false;
}

/** What is found in a proved signature that the event tells. */
function complete(claim: OpenClaim, { parameters }: MessageSignature): void {
  const [created, nonce] = [parameters.get('created'), parameters.get('nonce')];
  if (typeof created === 'number') claim.time = created * 1000;
  if (typeof nonce === 'string' && nonce !== '') claim.id = nonce;
}

/**
 * HTTP message signatures: any signature that fits the profile, and covers what it has to, will do.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9421
 *
 * @param options - the profile
 * @returns the scheme
 */
export function messageScheme(options: MessageSchemeOptions): Scheme<MessageRingKey> {
  const { covers, accepts, check } = options;
  const read = (head: DeliveryHead): readonly MessageSignature[] => {
    const found = readSignatures(required(head, 'signature-input'), required(head, 'signature'));
    if (!found) throw new WebhookError('header_malformed', 'signature-input');
    return found;
  };
  return {
    headers: ['signature', 'signature-input'],
    covers,
    keys: options.keys ?? readMessageKeys,
    read(head) {
      read(head);
      return { signatures: [] };
    },
    async verify(claim, key, body, head, clock) {
      const wanted = options.required(head);
      let refusal: WebhookError | undefined;
      for (const one of read(head)) {
        const names = coveredNames(one);
        if (!accepts(one) || !wanted.every((name) => isCovered(names, name))) continue;
        if (!(await proves(one, key, head)) || (check && !(await check(head, body, names)))) continue;
        const late = refusalOf(one, clock);
        refusal ??= late;
        if (late) continue;
        complete(claim, one);
        return true;
      }
      if (refusal) throw refusal;
      return false;
    },
    // What is signed of the body is its digest: the time and the body tell one delivery from another.
    content: ({ time }) => (covers.body ? { before: `${time ?? ''}`, after: '' } : undefined),
    async write(draft, secret) {
      const { headers, parameters } = await options.draft(draft);
      const head = { method: draft.method ?? 'POST', url: draft.url, headers: deliveryHeaders(headers) };
      const jwk = JSON.parse(secret) as JsonWebKey & { kid?: string };
      const keyid = (await options.toKeyId?.(jwk)) ?? jwk.kid ?? '';
      const covered: InnerList = [
        options.required(head).map((name) => [name, new Map()]),
        new Map<string, BareItem>(Object.entries({ keyid, ...parameters })),
      ];
      const proof = await signMessage(secret, toBytes(signatureBase(covered, head) ?? ''));
      return {
        headers: {
          ...headers,
          'signature-input': `sig1=${serializeInnerList(covered)}`,
          signature: `sig1=:${toBase64(proof)}:`,
        },
      };
    },
    makeKeys: () => makeKeyPair('ed25519'),
  };
}

/** Of the header that names agents, the member that names this one is enough. */
function isCovered(names: readonly string[], name: string): boolean {
  return names.some((own) => own === name || (name === agentHeader && own.startsWith(`${name};key=`)));
}
