import {
  defineProvider,
  fieldAt,
  hmac,
  hmacOf,
  joinBytes,
  parseJson,
  toBytes,
  toText,
  WebhookError,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { readAs } from './lib/read-as.ts';

const header = 'recurly-signature';

/** The header's items have no names: the time comes first, and every other one is a signature. */
const named = hmac({
  content: '{timestamp}.{body}',
  timestamp: { field: 't', unit: 'ms' },
  signature: { header, list: { separator: ',', pair: '=', field: 'v1' } },
});

const scheme: Scheme = {
  ...readAs(named, header, (value) => {
    if (!/^\d+(,[0-9A-Za-z]+)+$/.test(value)) throw new WebhookError('header_malformed', header);
    return `t=${value.replaceAll(',', ',v1=')}`;
  }),
  async write(draft, secret) {
    const time = `${Math.floor(draft.time)}`;
    const content = joinBytes(toBytes(`${time}.`), draft.body);
    return { headers: { [header]: `${time},${await hmacOf('sha256', toBytes(secret), content, 'hex')}` } };
  },
};

/** JSON, or the text of XML. */
function parse(body: Uint8Array): unknown {
  try {
    return parseJson(body) ?? toText(body);
  } catch {
    return undefined;
  }
}

function eventType(payload: unknown): string | undefined {
  if (typeof payload !== 'string') return fieldAt(payload, 'event_type');
  // The root element, behind the declaration.
  return /^\s*(?:<\?xml[^>]*>\s*)?<(\w+)/.exec(payload)?.[1];
}

/**
 * Recurly, in JSON or in XML. Ids in the payload are those of the object that changed, so that an event has none.
 *
 * Source: https://docs.recurly.com/recurly-subscriptions/docs/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { recurly } from '@hooklatch/providers/recurly';
 *
 * const webhook = createWebhook(recurly(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const recurly: ProviderFactory<object> = defineProvider({
  name: 'recurly',
  env: [],
  schemes: [scheme],
  type: eventType,
  parse,
  facts: {
    sources: [
      'https://docs.recurly.com/recurly-subscriptions/docs/webhooks',
      'https://docs.recurly.com/recurly-subscriptions/docs/automatic-retries',
      'https://github.com/recurly/recurly-client-ruby',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 10 },
  },
});
