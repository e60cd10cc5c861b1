import {
  asymmetric,
  defineProvider,
  parseForm,
  parseJson,
  signWith,
  toBase64,
  toBytes,
  WebhookError,
  type ProviderFactory,
  type PublicKeyOptions,
  type Scheme,
} from '@hooklatch/core/provider';

const algorithm = 'rsa-sha1';
const field = 'p_signature';

/** The fields but for the signature, sorted, as PHP's `serialize` writes an array of texts: lengths count bytes. */
function serialize(fields: Readonly<Record<string, string>>): Uint8Array {
  const text = (value: string): string => `s:${toBytes(value).length}:"${value}";`;
  const names = Object.keys(fields)
    .filter((name) => name !== field)
    .toSorted();
  const members = names.map((name) => text(name) + text(fields[name] as string));
  return toBytes(`a:${names.length}:{${members.join('')}}`);
}

const signed: Scheme = asymmetric({
  algorithm,
  signature: { header: field },
  toContent: async (_claim, _head, body) => serialize(parseForm(body) ?? {}),
});

/** The signature stands in the form, so that the fields are read before they are proved. */
const scheme: Scheme = {
  ...signed,
  headers: [],
  read: () => ({ signatures: [] }),
  verify(claim, key, body, head, clock) {
    const signature = parseForm(body)?.[field];
    if (!signature) throw new WebhookError('signature_missing', field);
    return signed.verify({ ...claim, signatures: [signature] }, key, body, head, clock);
  },
  async write({ body }, secret) {
    const json = parseJson(body);
    const fields =
      json === undefined
        ? { ...parseForm(body) }
        : Object.fromEntries(
            Object.entries(Object(json) as object).map(([name, value]) => [name, `${value}`]),
          );
    const signature = toBase64(await signWith(secret, algorithm, serialize(fields)));
    const form = new URLSearchParams({ ...fields, [field]: signature });
    return {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: toBytes(form.toString()),
    };
  },
};

/**
 * Paddle Classic, the older product: forms with an RSA signature in them. The public key is that of the vendor's
 * account. Paddle Billing is another provider: `paddle`.
 *
 * Source: https://developer.paddle.com/classic/reference/webhooks/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { paddleClassic } from '@hooklatch/providers/paddle-classic';
 *
 * const webhook = createWebhook(paddleClassic(), {
 *   on: { subscription_created: (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const paddleClassic: ProviderFactory<
  Record<string, Record<string, string>>,
  PublicKeyOptions
> = defineProvider({
  name: 'paddle-classic',
  key: 'public',
  env: [],
  schemes: [scheme],
  id: { field: 'alert_id' },
  type: { field: 'alert_name' },
  parse: parseForm,
  facts: {
    sources: [
      'https://developer.paddle.com/webhook-reference/verifying-webhooks',
      'https://developer.paddle.com/classic/reference/webhooks/',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
