import {
  defineProvider,
  fieldAt,
  hmac,
  type DeliveryHead,
  type ProviderFactory,
  type ProviderOptions,
} from '@hooklatch/core/provider';
import { inItems, objectsIn, propertyOf } from './lib/items.ts';

/** Options of {@link asana}. */
export interface AsanaOptions extends ProviderOptions {
  /**
   * Called with the secret of a handshake, and awaited before it is answered: keep the secret with the webhook that you
   * are about to establish. Anyone can send a handshake, so take one only while you wait for it, and throw to refuse it.
   * Without this the handshake is answered all the same, and its secret is shown nowhere.
   */
  readonly onSecret?: (secret: string, head: DeliveryHead) => unknown;
}

const secretHeader = 'x-hook-secret';
const signatureHeader = 'x-hook-signature';

/** What happens to a task is `task.changed`, `task.added`, ...; a heartbeat holds no event. */
const items = inItems((payload) =>
  objectsIn(propertyOf(payload, 'events'))?.map((item) => ({
    id: undefined,
    type: [fieldAt(item, 'resource.resource_type'), fieldAt(item, 'action')]
      .filter((part) => part !== undefined)
      .join('.'),
    payload: item,
  })),
);

/**
 * Asana. Each webhook has a secret of its own, which comes with its handshake: see `onSecret`. Where there are several,
 * give a resolver as the secret, and tell the webhooks apart by their URL.
 *
 * Source: https://developers.asana.com/docs/webhooks-guide
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { asana } from '@hooklatch/providers/asana';
 *
 * const secrets = new Map<string, string>();
 * // The URLs of webhooks that you are about to establish.
 * const awaited = new Set<string>();
 * const provider = asana({
 *   secret: ({ url }) => secrets.get(url),
 *   onSecret: (secret, { url }) => {
 *     if (!awaited.delete(url)) throw new Error('No webhook is being established here.');
 *     secrets.set(url, secret);
 *   },
 * });
 * const webhook = createWebhook(provider, {
 *   on: { 'task.changed': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const asana: ProviderFactory<object, AsanaOptions> = defineProvider(({ onSecret }) => ({
  name: 'asana',
  env: [],
  schemes: [hmac({ signature: { header: signatureHeader } })],
  ...items,
  handshake: {
    isUnsigned: ({ method, headers }) =>
      method === 'POST' && headers.has(secretHeader) && !headers.has(signatureHeader),
    async answerUnsigned({ head }) {
      const secret = head.headers.get(secretHeader) ?? '';
      // What is echoed must be a header's value again.
      if (!/^[\x21-\x7e]{1,256}$/.test(secret)) return undefined;
      await onSecret?.(secret, head);
      return { status: 200, headers: { [secretHeader]: secret }, body: '' };
    },
  },
  facts: {
    sources: [
      'https://developers.asana.com/docs/webhooks-guide',
      'https://developers.asana.com/reference/createwebhook',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 10_000,
    retries: { hours: 24 },
  },
}));
