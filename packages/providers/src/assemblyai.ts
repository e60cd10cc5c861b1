import { defineProvider, token, type ProviderFactory, type ProviderOptions } from '@hooklatch/core/provider';

/** Options of {@link assemblyai}. */
export interface AssemblyaiOptions extends ProviderOptions {
  /** The header that was given as `webhook_auth_header_name`. (`webhook-secret`) */
  readonly header?: string;
}

/**
 * AssemblyAI: no signature, but a header whose name and value are given with each request for a transcript.
 *
 * Source: https://www.assemblyai.com/docs/deployment/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { assemblyai } from '@hooklatch/providers/assemblyai';
 *
 * const webhook = createWebhook(assemblyai({ header: 'x-my-secret', secret: 'a long random text' }), {
 *   on: { completed: (event) => console.log(event.id) },
 * });
 * ```
 */
export const assemblyai: ProviderFactory<object, AssemblyaiOptions> = defineProvider(
  ({ header = 'webhook-secret' }) => ({
    name: 'assemblyai',
    env: [],
    schemes: [token({ header: header.toLowerCase() })],
    id: { field: 'transcript_id' },
    type: { field: 'status' },
    facts: {
      sources: [
        'https://www.assemblyai.com/docs/deployment/webhooks',
        'https://assemblyai.com/docs/deployment/webhooks-for-pre-recorded-audio',
      ],
      confirmed: true,
      checked: '2026-11-22',
      deadlineMs: 10_000,
      retries: { attempts: 9 },
      ipRanges: 'https://assemblyai.com/docs/deployment/webhooks',
    },
  }),
);
