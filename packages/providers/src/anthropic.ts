import { defineProvider, fieldAt, type ProviderFactory } from '@hooklatch/core/provider';
import { standardSchemes } from './lib/standard.ts';

/** The payload is an envelope whose own type is `event`: what happened is its data's type. */
function eventType(payload: unknown): string | undefined {
  const type = fieldAt(payload, 'type');
  return type === 'event' ? (fieldAt(payload, 'data.type') ?? type) : type;
}

/**
 * Anthropic: Standard Webhooks of the Claude Platform.
 *
 * Source: https://platform.claude.com/docs/en/managed-agents/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { anthropic } from '@hooklatch/providers/anthropic';
 *
 * const webhook = createWebhook(anthropic(), {
 *   on: { 'session.status_idled': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const anthropic: ProviderFactory<object> = defineProvider({
  name: 'anthropic',
  env: ['ANTHROPIC_WEBHOOK_SIGNING_KEY'],
  schemes: standardSchemes(),
  id: { claim: 'id' },
  type: eventType,
  notSecrets: { 'sk-ant-': 'an API key' },
  facts: {
    sources: [
      'https://platform.claude.com/docs/en/managed-agents/webhooks',
      'https://www.npmjs.com/package/@anthropic-ai/sdk',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
