import { hmac as digest, hmacKey, type HmacKey } from '#crypto';
import type { DeliveryHead } from './delivery.ts';
import { isEqual } from './equal.ts';
import { WebhookError } from './error.ts';
import { digestBytes, type HashName } from './hash.ts';
import { decodeSecret, type SecretEncoding } from './secret-encoding.ts';
import type { Claim, Draft, Scheme, SignedContent } from './scheme.ts';
import {
  readSignatures,
  writeSignature,
  type SignatureEncoding,
  type SignatureHeader,
} from './signature-header.ts';
import { compileTemplate } from './template.ts';
import { readTimestamp, writeTimestamp, type TimestampUnit } from './timestamp.ts';

/** An HMAC scheme, as data. */
export interface HmacOptions {
  /** (`sha256`) */
  readonly algorithm?: HashName;
  readonly signature: SignatureHeader;
  /** What is signed, over `{id}`, `{timestamp}`, `{body}` and `{url}`. (`{body}`) */
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
  readonly secret?: SecretEncoding;
}

/**
 * An HMAC over the exact bytes of a delivery.
 *
 * @param options - the scheme
 * @returns the scheme
 * @throws TypeError where the options contradict each other
 */
export function hmac(options: HmacOptions): Scheme<HmacKey> {
  const { algorithm = 'sha256', signature, content = '{body}', timestamp, id } = options;
  const { encoding = 'hex' } = signature;
  const template = compileTemplate(content);
  refuseContradictions(options, template.names);
  const unit = timestamp?.unit ?? 'unix';
  const length = signatureLength(algorithm, encoding);

  const around = (claim: Claim, url: string): SignedContent => {
    const values = { id: claim.id ?? '', timestamp: claim.timestamp ?? '', url };
    return { before: template.before(values), after: template.after(values) };
  };
  const sign = (key: HmacKey, claim: Claim, body: Uint8Array, url: string): string | Promise<string> => {
    const { before, after } = around(claim, url);
    return digest(key, before, body, after, encoding === 'hex' ? 'hex' : 'base64');
  };

  return {
    headers: [signature.header, id?.header, timestamp?.header].filter((name) => name !== undefined),
    covers: {
      id: template.names.has('id'),
      body: template.names.has('body'),
      url: template.names.has('url'),
    },
    keys: (secret) => decodeSecret(secret, options.secret ?? {}).map((bytes) => hmacKey(algorithm, bytes)),
    read(head) {
      const read = readSignatures(required(head, signature.header), signature, length, timestamp?.field);
      const text = timestamp?.header === undefined ? read.timestamp : required(head, timestamp.header);
      const time = timestamp && readTime(text, unit, timestamp.header ?? signature.header);
      return { signatures: read.signatures, id: id && readId(head, id.header), timestamp: text, time };
    },
    verify(claim, key, body, head) {
      const expected = sign(key, claim, body, head.url);
      if (typeof expected === 'string') return matches(claim, expected, encoding);
      return expected.then((text) => matches(claim, text, encoding));
    },
    content: (claim, head) => around(claim, head.url),
    async write(draft: Draft, key: HmacKey) {
      const text = writeTimestamp(draft.time, unit);
      const claim: Claim = { signatures: [], id: draft.id, timestamp: text };
      const signed = toEncoding(await sign(key, claim, draft.body, draft.url), encoding);
      return {
        ...(id && { [id.header]: draft.id }),
        ...(timestamp?.header && { [timestamp.header]: text }),
        [signature.header]: writeSignature(signed, signature, timestamp?.field, text),
      };
    },
  };
}

/** Every candidate is compared, so that the time says nothing about which one matched. */
function matches(claim: Claim, expected: string, encoding: SignatureEncoding): boolean {
  const text = toEncoding(expected, encoding);
  let found = false;
  for (const signature of claim.signatures) found = isEqual(signature, text) || found;
  return found;
}

function toEncoding(text: string, encoding: SignatureEncoding): string {
  if (encoding !== 'base64url') return text;
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function signatureLength(algorithm: HashName, encoding: SignatureEncoding): number {
  const bytes = digestBytes[algorithm];
  if (encoding === 'hex') return 2 * bytes;
  return encoding === 'base64' ? 4 * Math.ceil(bytes / 3) : Math.ceil((4 * bytes) / 3);
}

/** The value of a header that the scheme cannot do without. */
export function required(head: DeliveryHead, name: string): string {
  const value = head.headers.get(name);
  if (value === undefined || value === '') {
    throw new WebhookError(
      'signature_missing',
      `The header ${name} is missing, so nothing proves who sent this.`,
    );
  }
  return value;
}

function readTime(text: string | undefined, unit: TimestampUnit, header: string): number {
  const time = text === undefined ? undefined : readTimestamp(text, unit);
  if (time === undefined) {
    throw new WebhookError('header_malformed', `The header ${header} holds no well-formed timestamp.`);
  }
  return time;
}

/** Without dots, because `{id}.{timestamp}` would read another way; bounded, because it becomes a key. */
const idGrammar = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;

function readId(head: DeliveryHead, name: string): string {
  const value = required(head, name);
  if (idGrammar.test(value)) return value;
  throw new WebhookError(
    'header_malformed',
    `The header ${name} is not 1 to 256 printable characters without dots.`,
  );
}

function refuseContradictions({ timestamp, id, signature }: HmacOptions, names: ReadonlySet<string>): void {
  const refuse = (message: string): never => {
    throw new TypeError(message);
  };
  if (names.has('timestamp') && !timestamp)
    refuse('The content names {timestamp}, but no timestamp is configured.');
  if (names.has('id') && !id) refuse('The content names {id}, but no id header is configured.');
  if (timestamp && !names.has('timestamp'))
    refuse('A timestamp that is not part of the content is not signed.');
  if (id && !names.has('id')) refuse('An id header that is not part of the content is not signed.');
  if (timestamp && (timestamp.header === undefined) === (timestamp.field === undefined)) {
    refuse('A timestamp stands in a header or in a field of the signature header: give one of them.');
  }
  if (timestamp?.field !== undefined && !signature.list) refuse('A timestamp field needs a signature list.');
  if (signature.prefix !== undefined && signature.list)
    refuse('A signature has a prefix or is a list, not both.');
}
