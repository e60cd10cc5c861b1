import { defineProvider, hashOf, type ProviderFactory, type Scheme } from '@hooklatch/core/provider';
import { holdsHash } from './lib/claims.ts';
import { jwt } from './lib/jwt.ts';

const scheme = jwt({
  header: 'x-webhook-signature',
  algorithms: ['HS256'],
  covers: { id: false, body: true, url: false },
  check: async ({ iss, sha256 }, { body }) => iss === 'netlify' && holdsHash(sha256, body, 'hex'),
  claims: async ({ body }) => ({ iss: 'netlify', sha256: await hashOf('sha256', body, 'hex') }),
});

/**
 * Netlify's deploy notifications: a token that holds the body's hash, and no time. An event has no id: one deploy is
 * told of several times.
 *
 * Source: https://docs.netlify.com/site-deploys/notifications/#payload-signature
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { netlify } from '@hooklatch/providers/netlify';
 *
 * const webhook = createWebhook(netlify(), {
 *   on: { deploy_created: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const netlify: ProviderFactory<object> = defineProvider({
  name: 'netlify',
  env: [],
  schemes: [scheme as Scheme],
  type: [{ header: 'x-netlify-event' }, { field: 'state' }],
  facts: {
    sources: ['https://docs.netlify.com/site-deploys/notifications/#payload-signature'],
    confirmed: false,
    checked: '2026-11-22',
    doubt:
      'The part of the page on signatures could not be read: header and claims are as its samples are quoted.',
  },
});
