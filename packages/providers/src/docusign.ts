import {
  defineProvider,
  hmac,
  WebhookError,
  type DeliveryHead,
  type OpenClaim,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';

/** A header for each key of the account, numbered in the order of the keys. */
const numbered = /^x-docusign-signature-([1-9]\d?|100)$/i;
const digestLength = 44;

const scheme = hmac({ signature: { header: 'x-docusign-signature-1', encoding: 'base64' } });

/** Every signature that is there: which number ours has depends on the other keys. */
function read({ headers }: DeliveryHead): OpenClaim {
  const names = headers.entries().flatMap(([name]) => (numbered.test(name) ? [name.toLowerCase()] : []));
  // Asked for by name, because one that arrived twice is an error.
  const signatures = names.flatMap((name) => headers.get(name) ?? []);
  if (!signatures.some(Boolean)) throw new WebhookError('signature_missing', 'x-docusign-signature-1');
  const fitting = signatures.filter((text) => text.length === digestLength);
  if (fitting.length === 0) throw new WebhookError('header_malformed', names[0]);
  return { signatures: fitting };
}

const anyNumber: Scheme = { ...scheme, read };

/**
 * DocuSign Connect. Each key of the account signs in a header of its own, and any of them may be yours.
 *
 * Source: https://developers.docusign.com/platform/webhooks/connect/validate/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { docusign } from '@hooklatch/providers/docusign';
 *
 * const webhook = createWebhook(docusign(), {
 *   on: { 'envelope-completed': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const docusign: ProviderFactory<object> = defineProvider({
  name: 'docusign',
  env: [],
  schemes: [anyNumber],
  type: { field: 'event' },
  facts: {
    sources: [
      'https://developers.docusign.com/platform/webhooks/connect/validate/',
      'https://developers.docusign.com/platform/webhooks/connect/hmac/',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
