import {
  defineProvider,
  hashed,
  type HashName,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';

function signedWith(algorithm: HashName): Scheme<string> {
  return hashed({
    algorithm,
    content: '{body}{timestamp}{secret}',
    timestamp: { header: 'x-cld-timestamp' },
    signature: { header: 'x-cld-signature' },
  });
}

const sha1 = signedWith('sha1');
const sha256 = signedWith('sha256');
const sha256Digits = 64;

/** SHA-1 unless the account has chosen SHA-256: the length of the signature says which. */
const scheme: Scheme<string> = {
  ...sha1,
  read: (head) => (head.headers.get('x-cld-signature')?.length === sha256Digits ? sha256 : sha1).read(head),
  verify: (claim, ...rest) =>
    (claim.signatures[0]?.length === sha256Digits ? sha256 : sha1).verify(claim, ...rest),
};

/**
 * Cloudinary: a plain hash of the body, the timestamp and the API secret. It may be two hours old, as Cloudinary's own
 * library has it.
 *
 * Source: https://cloudinary.com/documentation/notification_signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { cloudinary } from '@hooklatch/providers/cloudinary';
 *
 * const webhook = createWebhook(cloudinary(), {
 *   on: { upload: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const cloudinary: ProviderFactory<object> = defineProvider({
  name: 'cloudinary',
  env: [],
  schemes: [scheme],
  type: { field: 'notification_type' },
  toleranceInSeconds: 7200,
  notSecrets: { 'cloudinary://': 'the URL of an account: give the API secret in it' },
  facts: {
    sources: [
      'https://cloudinary.com/documentation/notification_signatures',
      'https://www.npmjs.com/package/cloudinary',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
