import { createWebhook } from '@hooklatch/core';
import { ApiError } from '../api/api-error.ts';
import { toProvider, type ProviderSettings } from './to-provider.ts';

/** What the gateway gives by itself, or what only a function can be. */
const notOptions: ReadonlySet<string> = new Set(['secret', 'publicUrl', 'fetch', '__proto__']);
/** In characters of JSON. */
const longestOptions = 16_384;

/**
 * Says whether an endpoint can be made so.
 *
 * @param name - the provider's
 * @param options - of its factory
 * @param secrets - the newest first
 * @throws ApiError 422 with the provider's own sentence; no part of a secret is in it
 */
export function checkProvider(name: string, options: ProviderSettings, secrets: readonly string[]): void {
  const refused = Object.keys(options).find((option) => notOptions.has(option));
  if (refused !== undefined) throw unusable(`${refused} is no option that an endpoint takes.`);
  if (JSON.stringify(options).length > longestOptions) throw unusable('The options are too long.');
  try {
    // Making a webhook checks the secrets.
    createWebhook(toProvider(name, options, secrets), { trustProxy: () => false });
  } catch (error) {
    throw unusable((error as Error).message);
  }
}

function unusable(sentence: string): ApiError {
  return new ApiError(422, 'provider_unusable', sentence);
}
