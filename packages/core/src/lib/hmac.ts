import { beginHmac, hmac as digest, hmacKey, type HmacKey } from '#crypto';
import type { DeliveryHead } from './delivery.ts';
import { toBytes } from './encoding.ts';
import { isEqual } from './equal.ts';
import { WebhookError } from './error.ts';
import { digestBytes, type HashName } from './hash.ts';
import { required } from './required.ts';
import type { Claim, Scheme, SignedContent } from './scheme.ts';
import type { SecretDecoder } from './secret-encoding.ts';
import { readSignatures, type SignatureFormat, type SignatureHeader } from './signature-header.ts';
import { compileTemplate } from './template.ts';
import { readTimestamp, type TimestampUnit } from './timestamp.ts';

/** An HMAC scheme, as data. */
export interface HmacOptions {
  /** (`sha256`) */
  readonly algorithm?: HashName;
  readonly signature: SignatureHeader;
  /** What is signed, over `{id}`, `{timestamp}`, `{method}`, `{url}` and `{body}`. (`{body}`) */
  readonly content?: string;
  /** Where the timestamp stands: a header of its own, or a field of the signature's list. */
  readonly timestamp?: {
    readonly header?: string;
    readonly field?: string;
    /** (`unix`) */
    readonly unit?: TimestampUnit;
  };
  /** The header that holds the signed id. */
  readonly id?: { readonly header: string };
  /** (its UTF-8 bytes as they are) */
  readonly secret?: SecretDecoder;
}

/** A scheme that keeps its data, so that signing can be derived from it. */
export interface HmacScheme extends Scheme {
  content(claim: Claim, head: DeliveryHead): SignedContent;
  readonly options: HmacOptions;
  /** Makes another one: for who looks into a mismatch, and should not bring a second copy along. */
  readonly remake: (options: HmacOptions) => HmacScheme;
}

/** Without dots, because `{id}.{timestamp}` would read another way; bounded, because it becomes a key. */
export const idGrammar: RegExp = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;

/**
 * An HMAC over the exact bytes of a delivery. What the options contradict in each other is not looked for here: see
 * `checkHmacOptions`.
 *
 * @param options - the scheme
 * @returns the scheme
 */
export function hmac(options: HmacOptions): HmacScheme {
  const { algorithm = 'sha256', signature, content = '{body}', timestamp, id } = options;
  const { encoding = 'hex' } = signature;
  const template = compileTemplate(content);
  const decode = options.secret ?? ((secret) => [toBytes(secret)]);
  const bytes = digestBytes[algorithm];
  const format = typeof encoding === 'object' ? encoding : undefined;
  const length = format?.length(bytes) ?? (encoding === 'hex' ? 2 * bytes : 4 * Math.ceil(bytes / 3));
  const around = (claim: Claim, { url, method }: DeliveryHead): SignedContent =>
    template({ id: claim.id, timestamp: claim.timestamp, url, method });
  return {
    options,
    remake: hmac,
    headers: [signature.header, id?.header ?? [], timestamp?.header ?? []].flat(),
    covers: {
      id: content.includes('{id}'),
      body: content.includes('{body}'),
      url: content.includes('{url}'),
    },
    keys(secret) {
      const decoded = decode(secret);
      return typeof decoded === 'string' ? decoded : decoded.map((key) => hmacKey(algorithm, key));
    },
    read(head) {
      const claim = readSignatures(required(head, signature.header), signature, length, timestamp?.field);
      if (id) {
        claim.id = required(head, id.header);
        if (!idGrammar.test(claim.id)) throw new WebhookError('header_malformed', id.header);
      }
      if (timestamp) {
        const { header = signature.header, unit = 'unix' } = timestamp;
        if (timestamp.header) claim.timestamp = required(head, header);
        claim.time = readTimestamp(claim.timestamp ?? '', unit);
        if (Number.isNaN(claim.time)) throw new WebhookError('header_malformed', header);
      }
      return claim;
    },
    content: around,
    begin: (claim, key, head) => beginHmac(key as Partial<HmacKey>, () => around(claim, head).before),
    verify(claim, key, body, head) {
      const { before, after } = around(claim, head);
      const expected = digest(key as HmacKey, before, body, after, encoding === 'hex' ? encoding : 'base64');
      if (typeof expected === 'string') return matches(claim, expected, format);
      return (expected as Promise<string>).then((text) => matches(claim, text, format));
    },
  };
}

/** Every candidate is compared, so that the time says nothing about which one matched. */
function matches({ signatures }: Claim, digested: string, format: SignatureFormat | undefined): boolean {
  const expected = format?.write(digested) ?? digested;
  let found = false;
  for (const signature of signatures) found = isEqual(signature, expected) || found;
  return found;
}
