import {
  defineProvider,
  fieldAt,
  hmac,
  hmacWith,
  isEqual,
  joinBytes,
  required,
  toBytes,
  type ProviderFactory,
  type Question,
} from '@hooklatch/core/provider';
import type { ZoomEvents } from './lib/events/zoom.ts';
import { jsonReply } from './lib/reply.ts';

export type * from './lib/events/zoom-common.ts';
export type * from './lib/events/zoom.ts';

const header = 'x-zm-signature';

const scheme = hmac({
  content: 'v0:{timestamp}:{body}',
  timestamp: { header: 'x-zm-request-timestamp' },
  signature: { header, prefix: 'v0=' },
});

/** The key of the ring that the question was signed with: while a secret is changed, Zoom compares with that one. */
async function signerOf({ head, body, keys }: Question): Promise<unknown> {
  const { before } = scheme.content(scheme.read(head), head);
  const content = joinBytes(toBytes(before), body);
  for (const key of await keys()) {
    if (isEqual(required(head, header), `v0=${await hmacWith(key, content, 'hex')}`)) return key;
  }
  return undefined;
}

/**
 * Zoom. The question `endpoint.url_validation` is answered here, once its signature is proved. An event has no id.
 *
 * Source: https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { zoom } from '@hooklatch/providers/zoom';
 *
 * const webhook = createWebhook(zoom(), {
 *   on: { 'meeting.started': (event) => console.log(event.payload.payload.object.id) },
 * });
 * ```
 */
export const zoom: ProviderFactory<ZoomEvents> = defineProvider({
  name: 'zoom',
  env: ['ZOOM_WEBHOOK_SECRET_TOKEN'],
  schemes: [scheme],
  type: { field: 'event' },
  handshake: {
    async answer(payload, question) {
      const isAsking = fieldAt(payload, 'event') === 'endpoint.url_validation';
      const plainToken = isAsking ? fieldAt(payload, 'payload.plainToken') : undefined;
      // The same key signs deliveries, whose content begins so: no token does.
      if (plainToken === undefined || plainToken.startsWith('v0:')) return undefined;
      const key = await signerOf(question);
      return jsonReply({ plainToken, encryptedToken: await hmacWith(key, plainToken, 'hex') });
    },
  },
  facts: {
    sources: [
      'https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events',
      'https://developers.zoom.us/blog/webhook-delays',
      'https://github.com/zoom/webhook-sample',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'How old a signature may be is not documented; 300 seconds are a choice.',
    deadlineMs: 3000,
    retries: { attempts: 3, delaysInSeconds: [300, 1200, 3600] },
  },
});
