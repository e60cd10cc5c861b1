import {
  writeScheme,
  defineProvider,
  hmac,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { firstKey } from './lib/first-key.ts';

const scheme = hmac({
  content: '{body}{timestamp}',
  timestamp: { field: 't', unit: 'ms' },
  signature: { header: 'x-ghost-signature', list: { separator: ', ', pair: '=', field: 'sha256' } },
});

/** Ghost writes the time behind the signature. */
const timeLast: Scheme = {
  ...scheme,
  async write(draft, secret) {
    const { headers } = await writeScheme(scheme, draft, secret);
    const swapped = Object.entries(headers).map(([name, value]) => [
      name,
      value.split(', ').toReversed().join(', '),
    ]);
    return { headers: Object.fromEntries(swapped) as Record<string, string> };
  },
};

/**
 * Ghost. Each webhook is for one event, which its deliveries do not name: the type here is what the payload is about,
 * such as `post` or `member`, so give each event a URL of its own. Versions that signed the body without a timestamp
 * are not accepted.
 *
 * Source: https://ghost.org/docs/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { ghost } from '@hooklatch/providers/ghost';
 *
 * const postPublished = createWebhook(ghost({ secret: 'a long random text' }), {
 *   on: { post: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const ghost: ProviderFactory<object> = defineProvider({
  name: 'ghost',
  env: [],
  schemes: [timeLast],
  type: firstKey,
  facts: {
    sources: ['https://ghost.org/docs/webhooks/', 'https://github.com/TryGhost/Ghost'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 2000,
    retries: { attempts: 5 },
  },
});
