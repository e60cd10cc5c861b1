import { decodeSecret, defineProvider, token, type ProviderFactory } from '@hooklatch/core/provider';
import type { GitlabEvents } from './lib/events/gitlab.ts';
import { standardSchemes, standardSecret } from './lib/standard.ts';

export type * from './lib/events/gitlab-ci.ts';
export type * from './lib/events/gitlab-common.ts';
export type * from './lib/events/gitlab-work.ts';
export type * from './lib/events/gitlab.ts';

/** The text of a secret says what it is: a signing token is never accepted as a plain one. */
function isSigningToken(secret: string): boolean {
  return secret.startsWith('whsec_');
}

/**
 * GitLab. A signing token (`whsec_…`) signs the body; a secret token only shows that the caller knows it.
 *
 * Source: https://docs.gitlab.com/user/project/integrations/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { gitlab } from '@hooklatch/providers/gitlab';
 *
 * const webhook = createWebhook(gitlab({ secret: 'a long random text' }), {
 *   on: { push: (event) => console.log(event.payload.ref) },
 * });
 * ```
 */
export const gitlab: ProviderFactory<GitlabEvents> = defineProvider({
  name: 'gitlab',
  env: ['GITLAB_WEBHOOK_TOKEN'],
  schemes: [
    ...standardSchemes({ secret: decodeSecret({ ...standardSecret, accepts: isSigningToken }) }).slice(0, 1),
    token({ header: 'x-gitlab-token', accepts: (secret) => !isSigningToken(secret) }),
  ],
  // `x-gitlab-event-uuid` is the same for all that one request to GitLab, or one webhook, gives rise to.
  id: [{ claim: 'id' }, { header: 'idempotency-key' }],
  type: [{ field: 'object_kind' }, { field: 'event_name' }],
  notSecrets: { 'glpat-': 'an access token' },
  facts: {
    sources: ['https://docs.gitlab.com/user/project/integrations/webhooks/'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 10_000,
  },
});
