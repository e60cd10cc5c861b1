import {
  hmac,
  hmacWith,
  isEqual,
  type Draft,
  type HashName,
  type OpenClaim,
  type Scheme,
  type SecretDecoder,
  type Written,
} from '@hooklatch/core/provider';

/** A signature that stands in a body, and what it was made over. */
export interface BodyProof {
  readonly signature: string;
  readonly content: string;
  /** What the claim holds once this one has matched. */
  readonly claim?: Partial<OpenClaim>;
}

/** HMACs that stand in the body of what they sign, as code. */
export interface BodyHmacOptions {
  readonly algorithm: HashName;
  /** (`hex`) */
  readonly encoding?: 'hex' | 'base64';
  /** (its UTF-8 bytes as they are) */
  readonly secret?: SecretDecoder;
  readonly covers: Scheme['covers'];
  /**
   * The proofs of a body: lists of alternatives, of which one each has to match.
   *
   * @throws WebhookError `signature_missing` where there is none
   */
  readonly toProofs: (body: Uint8Array) => readonly (readonly BodyProof[])[];
  /** What a provider would send, for tests: `sign` makes the signature of a content. */
  readonly write: (draft: Draft, sign: (content: string) => Promise<string>) => Promise<Written>;
}

/**
 * A scheme whose HMACs stand in the body itself, so that it is read before it is proved.
 *
 * @param options - the scheme
 * @returns the scheme
 */
export function bodyHmac(options: BodyHmacOptions): Scheme {
  const { algorithm, encoding = 'hex', secret, covers, toProofs, write } = options;
  const { keys } = hmac({ algorithm, signature: { header: '' }, ...(secret && { secret }) });
  return {
    headers: [],
    covers,
    keys,
    read: () => ({ signatures: [] }),
    async verify(claim, key, body) {
      const proofs = toProofs(body);
      let all = proofs.length > 0;
      for (const alternatives of proofs) {
        let found = false;
        for (const { signature, content, claim: own } of alternatives) {
          if (!isEqual(signature, await hmacWith(key, content, encoding)) || found) continue;
          found = true;
          Object.assign(claim, own);
        }
        all &&= found;
      }
      return all;
    },
    content: () => ({ before: '', after: '' }),
    write(draft, given) {
      const [key] = keys(given, 0);
      if (typeof key !== 'object') throw new TypeError('The secret does not fit this scheme.');
      return write(draft, (content) => hmacWith(key, content, encoding));
    },
  };
}
