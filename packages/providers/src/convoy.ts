import {
  defineProvider,
  hmac,
  type HmacScheme,
  type ProviderFactory,
  type ProviderOptions,
  type Scheme,
  type Source,
} from '@hooklatch/core/provider';

/** Options of {@link convoy}: what the sender's project is set to. */
export interface ConvoyOptions extends ProviderOptions {
  /** (`x-convoy-signature`) */
  readonly header?: string;
  /** (`sha256`) */
  readonly algorithm?: 'sha256' | 'sha512';
  /** (`hex`) */
  readonly encoding?: 'hex' | 'base64';
  /** Whether signatures are advanced, with a timestamp, or simple, without. (each delivery says which) */
  readonly advanced?: boolean;
  /** Where the event's id stands. (the header `x-convoy-idempotency-key`: an id in the payload may be of anything) */
  readonly eventId?: Source;
  /** Where the event's type stands. (the payload's `event_type`, else its `type`, else its `event`) */
  readonly eventType?: Source;
}

/** How what is signed of an advanced delivery begins, and what JSON never begins with. */
const stamped = /^\d+,/;

/** Both forms: only a body that cannot be the signed text of an advanced delivery may be signed without a timestamp. */
function eitherForm(header: string, advanced: HmacScheme, simple: HmacScheme): Scheme {
  return {
    ...advanced,
    read(head) {
      const isAdvanced = /(^|,)t=/.test(head.headers.get(header) ?? '');
      return (isAdvanced ? advanced : simple).read(head);
    },
    verify(claim, key, body, head, clock) {
      if (claim.timestamp !== undefined) return advanced.verify(claim, key, body, head, clock);
      const beginning = String.fromCharCode(...body.subarray(0, 32));
      return !stamped.test(beginning) && simple.verify(claim, key, body, head, clock);
    },
    content: (claim, head) => (claim.timestamp === undefined ? simple : advanced).content(claim, head),
  };
}

function schemeOf({ header = 'x-convoy-signature', advanced, ...given }: ConvoyOptions): Scheme {
  const { algorithm = 'sha256', encoding = 'hex' } = given;
  const signature = { header: header.toLowerCase(), encoding };
  const simpleScheme = hmac({ algorithm, signature });
  const advancedScheme = hmac({
    algorithm,
    content: '{timestamp},{body}',
    timestamp: { field: 't' },
    signature: { ...signature, list: { separator: ',', pair: '=', field: 'v1' } },
  });
  if (advanced === undefined) return eitherForm(signature.header, advancedScheme, simpleScheme);
  return advanced ? advancedScheme : simpleScheme;
}

/**
 * Webhooks that somebody sends with Convoy: the header, the hash and the encoding are the sender's settings, and the
 * payload is the sender's own.
 *
 * Source: https://docs.getconvoy.io/product-manual/signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { convoy } from '@hooklatch/providers/convoy';
 *
 * const webhook = createWebhook(convoy({ algorithm: 'sha512', advanced: true }), {
 *   on: { 'invoice.paid': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const convoy: ProviderFactory<object, ConvoyOptions> = defineProvider((options) => ({
  name: 'convoy',
  env: [],
  schemes: [schemeOf(options)],
  id: options.eventId ?? { header: 'x-convoy-idempotency-key' },
  type: options.eventType ?? [{ field: 'event_type' }, { field: 'type' }, { field: 'event' }],
  facts: {
    sources: ['https://docs.getconvoy.io/product-manual/signatures', 'https://github.com/frain-dev/convoy'],
    confirmed: true,
    checked: '2026-11-22',
  },
}));
