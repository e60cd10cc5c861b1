import {
  decodeSecret,
  defineProvider,
  toBytes,
  type ProviderFactory,
  type SecretDecoder,
} from '@hooklatch/core/provider';
import type { OpenaiEvents } from './lib/events/openai.ts';
import { standardSchemes, standardSecret } from './lib/standard.ts';

export type * from './lib/events/openai.ts';

const decodeBase64 = decodeSecret(standardSecret);

const decode: SecretDecoder = (secret) => {
  const decoded = decodeBase64(secret);
  if (secret.startsWith('whsec_')) return decoded;
  return [...(typeof decoded === 'string' ? [] : decoded), toBytes(secret)];
};

/**
 * OpenAI: Standard Webhooks. A secret without `whsec_` is taken as it is too, as OpenAI's library has it.
 *
 * Source: https://platform.openai.com/docs/guides/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { openai } from '@hooklatch/providers/openai';
 *
 * const webhook = createWebhook(openai(), {
 *   on: { 'response.completed': (event) => console.log(event.payload.data.id) },
 * });
 * ```
 */
export const openai: ProviderFactory<OpenaiEvents> = defineProvider({
  name: 'openai',
  env: [],
  schemes: standardSchemes({ secret: decode }),
  id: { claim: 'id' },
  type: { field: 'type' },
  notSecrets: { 'sk-': 'an API key' },
  facts: {
    sources: ['https://platform.openai.com/docs/guides/webhooks'],
    confirmed: true,
    checked: '2026-11-22',
    keepsId: true,
  },
});
