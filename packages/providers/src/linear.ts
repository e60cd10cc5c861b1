import {
  defineProvider,
  hmac,
  parseJson,
  toBytes,
  WebhookError,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import type { LinearEvents } from './lib/events/linear.ts';
import { propertyOf } from './lib/items.ts';
import { signBody } from './lib/sign-body.ts';

export type * from './lib/events/linear-common.ts';
export type * from './lib/events/linear-issue.ts';
export type * from './lib/events/linear-project.ts';
export type * from './lib/events/linear.ts';

const timeField = 'webhookTimestamp';
const header = 'linear-signature';
const bodyOnly = hmac({ signature: { header } });

/** The time stands in the signed body; the header that repeats it is not signed. */
const timed: Scheme = {
  ...bodyOnly,
  async verify(claim, key, body, head, clock) {
    if (!(await bodyOnly.verify(claim, key, body, head, clock))) return false;
    const time = propertyOf(parseJson(body), timeField);
    if (!Number.isSafeInteger(time)) throw new WebhookError('header_malformed', timeField);
    Object.assign(claim, { time, timestamp: String(time) });
    return true;
  },
  async write(draft, secret) {
    const payload = parseJson(draft.body);
    const fields = typeof payload === 'object' && payload !== null ? payload : {};
    const body = toBytes(JSON.stringify({ ...fields, [timeField]: draft.time }));
    return { headers: { [header]: await signBody(bodyOnly, body, secret) }, body };
  },
};

/**
 * Linear. A delivery may be a minute old; its time stands in the body. The delivery's id comes from an unsigned header.
 *
 * Source: https://linear.app/developers/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { linear } from '@hooklatch/providers/linear';
 *
 * const webhook = createWebhook(linear(), {
 *   on: { Issue: (event) => console.log(event.payload.action) },
 * });
 * ```
 */
export const linear: ProviderFactory<LinearEvents> = defineProvider({
  name: 'linear',
  env: [],
  schemes: [timed],
  id: { header: 'linear-delivery' },
  type: [{ field: 'type' }, { header: 'linear-event' }],
  toleranceInSeconds: 60,
  notSecrets: { lin_api_: 'an API key' },
  facts: {
    sources: ['https://linear.app/developers/webhooks', 'https://www.npmjs.com/package/@linear/sdk'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
    successStatuses: [200],
    retries: { attempts: 3, delaysInSeconds: [60, 3600, 21_600] },
  },
});
