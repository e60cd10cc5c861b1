import {
  hmac,
  hmacWith,
  isEqual,
  WebhookError,
  type Claim,
  type DeliveryHead,
  type Draft,
  type HmacOptions,
  type Scheme,
  type SignedContent,
  type Written,
} from '@hooklatch/core/provider';

/** Text or bytes that are signed as they are. */
export type Content = string | Uint8Array;

/** An HMAC in a header over content that only code can say. */
export interface CodeHmacOptions {
  /** The signature's header and the timestamp's, as `hmac` reads them; `content` is not looked at. */
  readonly shape: Omit<HmacOptions, 'content' | 'id'>;
  /** Headers that must be there beside those of the shape, in lower case. */
  readonly headers?: readonly string[];
  readonly covers: Scheme['covers'];
  /** What may have been signed: any match will do; nothing where the delivery cannot be genuine. */
  readonly toContents: (
    claim: Claim,
    head: DeliveryHead,
    body: Uint8Array,
  ) => readonly Content[] | Promise<readonly Content[]>;
  /** What stands around the body, for keys of idempotency; the body itself is added to it. */
  readonly around?: (claim: Claim, head: DeliveryHead) => SignedContent;
  /** What a provider would send, for tests: `sign` makes the signature of a content. */
  readonly write: (draft: Draft, sign: (content: Content) => Promise<string>) => Promise<Written>;
}

const nothing: SignedContent = { before: '', after: '' };

/**
 * An HMAC scheme whose content is made by code.
 *
 * @param options - the scheme
 * @returns the scheme
 */
export function codeHmac(options: CodeHmacOptions): Scheme {
  const { shape, headers = [], covers, toContents, around = () => nothing, write } = options;
  const scheme = hmac(shape);
  const encoding = shape.signature.encoding === 'base64' ? 'base64' : 'hex';
  return {
    headers: [...scheme.headers, ...headers],
    covers,
    keys: (secret, secretIndex) => scheme.keys(secret, secretIndex),
    read: (head) => scheme.read(head),
    async verify(claim, key, body, head) {
      let found = false;
      for (const content of await toContents(claim, head, body)) {
        const expected = await hmacWith(key, content, encoding);
        const matched = claim.signatures.filter((signature) => isEqual(signature, expected)).length > 0;
        // Text stands for the bytes that it was made from, however they were written.
        if (matched && typeof content === 'string') claim.proved = content;
        found ||= matched;
      }
      return found;
    },
    content: around,
    write(draft, secret) {
      const [key] = scheme.keys(secret, 0);
      if (typeof key !== 'object') throw new TypeError('The secret does not fit this scheme.');
      return write(draft, (content) => hmacWith(key, content, encoding));
    },
  };
}

/** The value of a header that is named as signed: it may be empty, but it has to be there. */
export function signedHeader({ headers }: DeliveryHead, name: string): string {
  const value = headers.get(name);
  if (value === undefined) throw new WebhookError('signature_missing', name);
  return value;
}
