import {
  defineProvider,
  hmac,
  WebhookError,
  type DeliveryHead,
  type OpenClaim,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';

const header = 'x-mollie-signature';
const grammar = /^(?:sha256=)?([0-9a-f]{64})$/;
const mostSignatures = 20;

const scheme = hmac({ signature: { header, prefix: 'sha256=' } });

/** While a secret is replaced the header comes once for each; a server may have joined them. */
function read({ headers }: DeliveryHead): OpenClaim {
  const values = headers
    .entries()
    .filter(([name]) => name.toLowerCase() === header)
    .flatMap(([, value]) => value.split(',', mostSignatures + 1))
    .map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''));
  if (!values.some(Boolean)) throw new WebhookError('signature_missing', header);
  const signatures = values.flatMap((value) => grammar.exec(value)?.[1] ?? []);
  if (signatures.length !== values.length || values.length > mostSignatures)
    throw new WebhookError('header_malformed', header);
  return { signatures };
}

const repeated: Scheme = { ...scheme, read };

/**
 * Mollie: the webhooks that are signed. The classic ones, which send a form with an id alone, are not, and are refused.
 *
 * Source: https://docs.mollie.com/reference/webhooks-new
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { mollie } from '@hooklatch/providers/mollie';
 *
 * const webhook = createWebhook(mollie(), {
 *   on: { 'payment-link.paid': (event) => console.log(event.id) },
 * });
 * ```
 */
export const mollie: ProviderFactory<object> = defineProvider({
  name: 'mollie',
  env: [],
  schemes: [repeated],
  id: { field: 'id' },
  type: { field: 'type' },
  facts: {
    sources: [
      'https://docs.mollie.com/reference/webhooks-new',
      'https://docs.mollie.com/reference/webhooks-best-practices',
      'https://help.mollie.com/hc/en-us/articles/213470829-Which-IP-addresses-does-Mollie-use',
    ],
    confirmed: true,
    checked: '2026-11-22',
    ipRanges: 'https://ip-ranges.mollie.com/ips.txt',
  },
});
