import type { DeliveryHead } from './delivery.ts';
import { fromDerSignature, toDerSignature } from './der.ts';
import { fromBase64, fromHex } from './decoding.ts';
import { toBase64, toHex } from './encoding.ts';
import { deliveryHeaders } from './headers.ts';
import type { KeySource } from './key-source.ts';
import { isSignedNow } from './is-signed-by.ts';
import { importedKeys, importPublicKey, readPublicKeys, type PublicKey } from './public-key.ts';
import { readAsymmetric } from './read-asymmetric.ts';
import { required } from './required.ts';
import type { Claim, Draft, Scheme, SignedContent } from './scheme.ts';
import { signedTemplate } from './signed-text.ts';
import type { SignatureList } from './signature-header.ts';
import { makeKeyPair, signWith } from './signing-key.ts';
import { signingAlgorithms, type SigningAlgorithm } from './signing-algorithm.ts';
import type { TimestampUnit } from './timestamp.ts';
import { writeSignatureHeader, writeTimestamp } from './write-header.ts';

/** A scheme of signatures that are made with a private key and proved with a public one, as data. */
export interface AsymmetricOptions {
  readonly algorithm: SigningAlgorithm;
  readonly signature: {
    /** In lower case. */
    readonly header: string;
    /** (`base64`) */
    readonly encoding?: 'hex' | 'base64';
    /** What stands before the signature. */
    readonly prefix?: string;
    /** For headers that are a list of named items. */
    readonly list?: SignatureList;
    /** Whether an ECDSA signature is DER; else r and s stand side by side. (false) */
    readonly der?: boolean;
  };
  /**
   * What is signed, over `{id}`, `{timestamp}`, `{method}`, `{url}`, `{header:name}`, and `{body}` or `{sha256}`, the
   * hexadecimal digits of the body's hash. (`{body}`)
   */
  readonly content?: string;
  /** The bytes that are signed, where `content` cannot say it. */
  readonly toContent?: (claim: Claim, head: DeliveryHead, body: Uint8Array) => Promise<Uint8Array>;
  /** Where the timestamp stands: a header of its own, or a field of the signature's list. */
  readonly timestamp?: { readonly header?: string; readonly field?: string; readonly unit?: TimestampUnit };
  /** The header that holds the signed id. */
  readonly id?: { readonly header: string };
  /** The header that names the key. */
  readonly keyId?: { readonly header: string };
  /** Where the keys are fetched unless they are given. */
  readonly source?: KeySource;
  /** The other headers that are signed, each with what a test sends in it. */
  readonly others?: Readonly<Record<string, (draft: Draft) => string>>;
}

/** A given key, or the source of all. */
type AsymmetricKey = PublicKey | KeySource;

/**
 * Signatures of a private key over the exact bytes of a delivery. The algorithm is the definition's, whatever a
 * delivery says.
 *
 * @param options - the scheme
 * @returns the scheme
 * @example
 * ```ts
 * import { asymmetric, defineProvider, type ProviderFactory, type PublicKeyOptions } from '@hooklatch/core/provider';
 *
 * export const acme: ProviderFactory<object, PublicKeyOptions> = defineProvider({
 *   name: 'acme',
 *   env: ['ACME_PUBLIC_KEY'],
 *   key: 'public',
 *   schemes: [
 *     asymmetric({
 *       algorithm: 'ed25519',
 *       content: '{timestamp}.{body}',
 *       timestamp: { header: 'x-acme-time' },
 *       signature: { header: 'x-acme-signature' },
 *     }),
 *   ],
 *   facts: { sources: ['https://acme.example/docs'], confirmed: true, checked: '2026-11-22' },
 * });
 * ```
 */
export function asymmetric(options: AsymmetricOptions): Scheme<AsymmetricKey> {
  const { algorithm, signature, timestamp, id, keyId, source, others = {}, content = '{body}' } = options;
  const { header, encoding = 'base64', der = false } = signature;
  const decode = encoding === 'hex' ? fromHex : fromBase64;
  const { coordinateBytes = 0 } = signingAlgorithms[algorithm];
  const isBodySigned = /\{(body|sha256)\}/.test(content);
  const template = signedTemplate(content);
  const toContent =
    options.toContent ??
    ((claim: Claim, head: DeliveryHead, body: Uint8Array) =>
      template.bytes(claim, head, isBodySigned ? body : body.subarray(0, 0)));
  const headers = [
    header,
    id?.header ?? [],
    timestamp?.header ?? [],
    keyId?.header ?? [],
    Object.keys(others),
  ].flat();
  return {
    headers,
    covers: {
      id: id !== undefined && (options.toContent !== undefined || content.includes('{id}')),
      body: isBodySigned,
      url: content.includes('{url}'),
    },
    keys(secret) {
      if (secret === 'fetched' && source) return [source];
      const given = readPublicKeys(secret);
      // Several in one text are one key of the ring: some may be another algorithm's.
      return typeof given === 'string' || given.length === 1 ? given : [{ keys: async () => given }];
    },
    read(head) {
      const claim = readAsymmetric(options, head);
      for (const name of [...Object.keys(others), keyId?.header ?? []].flat()) required(head, name);
      return claim;
    },
    async verify(claim, key, body, head) {
      const wanted = keyId && required(head, keyId.header);
      const keys = 'keys' in key ? await key.keys(wanted) : [key];
      const fitting = keys.filter((one) => wanted === undefined || one.id === undefined || one.id === wanted);
      const imported = importedKeys(fitting, algorithm) ?? (await importAll(fitting, algorithm));
      const made = toContent(claim, head, body);
      const bytes = ArrayBuffer.isView(made) ? made : await made;
      for (const text of claim.signatures) {
        const given = decode(text);
        const proof = given && der ? fromDerSignature(given, coordinateBytes) : given;
        if (!proof) continue;
        for (const one of imported) {
          const fits = isSignedNow(one, algorithm, proof, bytes);
          if (typeof fits === 'boolean' ? fits : await fits) return true;
        }
      }
      return false;
    },
    content: (claim, head): SignedContent =>
      options.toContent ? { before: claim.timestamp ?? '', after: '' } : template.text(claim, head),
    async write(draft, secret) {
      const time = writeTimestamp(draft.time, timestamp?.unit ?? 'unix');
      const around: Record<string, string> = {
        ...(id && { [id.header]: draft.id }),
        ...(timestamp?.header !== undefined && { [timestamp.header]: time }),
        ...(keyId && { [keyId.header]: keyIdOf(secret) }),
        ...Object.fromEntries(Object.entries(others).map(([name, write]) => [name, write(draft)])),
      };
      const head = { method: draft.method ?? 'POST', url: draft.url, headers: deliveryHeaders(around) };
      const bytes = await toContent({ signatures: [], id: draft.id, timestamp: time }, head, draft.body);
      const made = await signWith(secret, algorithm, bytes);
      const text = (encoding === 'hex' ? toHex : toBase64)(der ? toDerSignature(made) : made);
      return { headers: { ...around, ...writeSignatureHeader(signature, text, timestamp?.field, time) } };
    },
    makeKeys: () => makeKeyPair(algorithm),
  };
}

/** The keys that are of this algorithm: a JWKS may hold others. @throws WebhookError `secret_invalid` where none is */
async function importAll(
  keys: readonly PublicKey[],
  algorithm: SigningAlgorithm,
): Promise<readonly CryptoKey[]> {
  const tried = await Promise.allSettled(keys.map((key) => importPublicKey(key, algorithm)));
  const imported = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (imported.length === 0 && tried[0]?.status === 'rejected') throw tried[0].reason;
  return imported;
}

function keyIdOf(privateKey: string): string {
  return (JSON.parse(privateKey) as { kid?: string }).kid ?? '';
}
