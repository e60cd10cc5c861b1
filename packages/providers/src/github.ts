import {
  defineProvider,
  hmac,
  parseForm,
  parseJson,
  type ProviderFactory,
  type ProviderOptions,
  type SignatureHeader,
} from '@hooklatch/core/provider';
import type { GithubEvents } from './lib/events/github.ts';

export type * from './lib/events/github-actions.ts';
export type * from './lib/events/github-common.ts';
export type * from './lib/events/github-deployment.ts';
export type * from './lib/events/github-installation.ts';
export type * from './lib/events/github-issue.ts';
export type * from './lib/events/github-pull-request.ts';
export type * from './lib/events/github-repository.ts';
export type * from './lib/events/github-review.ts';
export type * from './lib/events/github.ts';

/** Options of {@link github}. */
export interface GithubOptions extends ProviderOptions {
  /** Accepts the SHA-1 of `x-hub-signature` where the SHA-256 is absent; never instead of a wrong one. (false) */
  readonly legacySha1?: boolean;
}

const sha256: SignatureHeader = { header: 'x-hub-signature-256', prefix: 'sha256=' };
const sha1: SignatureHeader = { header: 'x-hub-signature', prefix: 'sha1=' };

/** Deliveries are JSON, or a form whose field `payload` holds it: the bytes tell, the content type is not signed. */
function parse(body: Uint8Array): unknown {
  const json = parseJson(body);
  if (json !== undefined) return json;
  const field = parseForm(body)?.payload;
  return field === undefined ? undefined : parseJson(new TextEncoder().encode(field));
}

/**
 * GitHub. Only the body is signed: the event's name and the delivery's id come from unsigned headers.
 *
 * Source: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { github } from '@hooklatch/providers/github';
 *
 * const webhook = createWebhook(github({ secret: 'a long random text' }), {
 *   on: { push: (event) => console.log(event.payload.ref) },
 * });
 * ```
 */
export const github: ProviderFactory<GithubEvents, GithubOptions> = defineProvider(
  ({ legacySha1 = false }) => ({
    name: 'github',
    env: [],
    schemes: [
      hmac({ signature: sha256 }),
      ...(legacySha1 ? [hmac({ algorithm: 'sha1', signature: sha1 })] : []),
    ],
    id: { header: 'x-github-delivery' },
    type: { header: 'x-github-event' },
    parse,
    maxBodyBytes: 25 * 1024 * 1024,
    facts: {
      sources: [
        'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries',
        'https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries',
        'https://docs.github.com/en/webhooks/webhook-events-and-payloads',
        'https://github.blog/changelog/2026-10-29-webhook-ip-ranges-added-to-the-meta-api',
      ],
      confirmed: true,
      checked: '2026-11-22',
      deadlineMs: 10_000,
      retries: { attempts: 0 },
      keepsId: true,
      largestBodyBytes: 26_214_400,
      ipRanges: 'https://api.github.com/meta',
    },
  }),
);
