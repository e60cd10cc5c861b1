import {
  asymmetric,
  defineProvider,
  fieldAt,
  keySource,
  type FetchedKeyOptions,
  type ProviderFactory,
} from '@hooklatch/core/provider';
import { inItems, objectsIn } from './lib/items.ts';
import { readKeyList } from './lib/key-list.ts';

/** Options of {@link githubSecretScanning}. */
export interface GithubSecretScanningOptions extends FetchedKeyOptions {
  /** A token of the API, which gives more requests an hour where the keys are fetched. (none) */
  readonly token?: string;
}

/**
 * GitHub's alerts for partners of secret scanning. A delivery holds several matches, whose types are your own names of
 * tokens. The keys are fetched from GitHub's API unless they are given.
 *
 * Source: https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { githubSecretScanning } from '@hooklatch/providers/github-secret-scanning';
 *
 * const webhook = createWebhook(githubSecretScanning(), {
 *   on: { acme_api_token: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const githubSecretScanning: ProviderFactory<object, GithubSecretScanningOptions> = defineProvider(
  ({ fetch = globalThis.fetch, token }) => ({
    name: 'github-secret-scanning',
    key: 'fetched',
    env: [],
    schemes: [
      asymmetric({
        algorithm: 'ecdsa-p256-sha256',
        signature: { header: 'github-public-key-signature', der: true },
        keyId: { header: 'github-public-key-identifier' },
        source: keySource({
          url: 'https://api.github.com/meta/public_keys/secret_scanning',
          // GitHub refuses requests that do not say who they come from.
          fetch: (url, init) =>
            fetch(url, {
              ...init,
              headers: { 'user-agent': 'hooklatch', ...(token && { authorization: `Bearer ${token}` }) },
            }),
          read: (text) =>
            readKeyList(text, { list: 'public_keys', id: 'key_identifier', key: 'key' }) ??
            'is no list of keys',
        }),
      }),
    ],
    ...inItems((payload) =>
      objectsIn(payload)?.map((item) => ({
        id: undefined,
        type: fieldAt(item, 'type') ?? '',
        payload: item,
      })),
    ),
    facts: {
      sources: [
        'https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program',
      ],
      confirmed: true,
      checked: '2026-11-22',
    },
  }),
);
