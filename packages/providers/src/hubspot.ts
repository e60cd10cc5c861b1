import {
  defineProvider,
  fieldAt,
  hashed,
  hmac,
  toText,
  WebhookError,
  type DeliveryHead,
  type HmacScheme,
  type ProviderFactory,
  type ProviderOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import type { HubspotEvents } from './lib/events/hubspot.ts';
import { inItems, objectsIn } from './lib/items.ts';

export type * from './lib/events/hubspot.ts';

/** Options of {@link hubspot}. */
export interface HubspotOptions extends ProviderOptions {
  /** Refuses deliveries that have an older signature only, none of which signs a timestamp. (false) */
  readonly onlyV3?: boolean;
}

/** What stands in the signed URL as it is, however the request writes it. */
const decodedInUrl = /%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi;

function asSigned({ method, url, headers }: DeliveryHead): DeliveryHead {
  return { method, url: url.replace(decodedInUrl, (digits) => decodeURIComponent(digits)), headers };
}

const exactly = hmac({
  content: '{method}{url}{body}{timestamp}',
  timestamp: { header: 'x-hubspot-request-timestamp', unit: 'ms' },
  signature: { header: 'x-hubspot-signature-v3', encoding: 'base64' },
});

const v3: HmacScheme = {
  ...exactly,
  content: (claim, head) => exactly.content(claim, asSigned(head)),
  begin: (claim, key, head) => exactly.begin?.(claim, key, asSigned(head)),
  verify: (claim, key, body, head, clock) => exactly.verify(claim, key, body, asSigned(head), clock),
};

/**
 * A hash that begins with the secret fits a longer body too, which anybody can work out. Between what was signed and
 * what was added stand bytes that are no UTF-8.
 */
function notExtended(scheme: Scheme<string>): Scheme<string> {
  return {
    ...scheme,
    async verify(claim, key, body, head, clock) {
      try {
        toText(body);
      } catch {
        return false;
      }
      return scheme.verify(claim, key, body, head, clock);
    },
  };
}

function older(content: string): Scheme<string> {
  return notExtended(hashed({ content, signature: { header: 'x-hubspot-signature' } }));
}

const versions = { v2: older('{secret}{method}{url}{body}'), v1: older('{secret}{body}') };

/** The one scheme that counts: a delivery with the header of v3 is never taken for one of an older version. */
function schemeOf({ headers }: DeliveryHead, onlyV3: boolean): Scheme {
  const version = onlyV3 ? undefined : headers.get('x-hubspot-signature-version');
  if (headers.has('x-hubspot-signature-v3') || version === undefined) return v3;
  if (version === 'v1' || version === 'v2') return versions[version];
  throw new WebhookError('header_malformed', 'x-hubspot-signature-version');
}

interface HubspotKey {
  readonly forV3: unknown;
  readonly secret: string;
}

function anyVersion(onlyV3: boolean): Scheme<HubspotKey> {
  return {
    headers: [],
    covers: v3.covers,
    keys: (secret) => [{ forV3: v3.keys(secret, 0)[0], secret }],
    read: (head) => schemeOf(head, onlyV3).read(head),
    begin: (claim, { forV3 }, head) =>
      schemeOf(head, onlyV3) === v3 ? v3.begin?.(claim, forV3, head) : undefined,
    verify(claim, { forV3, secret }, body, head, clock) {
      const scheme = schemeOf(head, onlyV3);
      return scheme.verify(claim, scheme === v3 ? forV3 : secret, body, head, clock);
    },
    content: (claim, head) => schemeOf(head, onlyV3).content(claim, head),
    signedAs: v3,
  };
}

/** HubSpot does not promise that another event has not the same `eventId`. */
function idOf(item: object): string | undefined {
  const parts = ['eventId', 'subscriptionId', 'objectId', 'occurredAt'].map((name) => fieldAt(item, name));
  return parts[0] === undefined ? undefined : parts.filter((part) => part !== undefined).join('-');
}

const items = inItems((payload) =>
  objectsIn(payload)?.map((item) => ({
    id: idOf(item),
    type: fieldAt(item, 'subscriptionType') ?? '',
    payload: item,
  })),
);

/**
 * HubSpot: webhooks of apps, in batches, and what workflows and cards ask for. The secret is the app's client secret.
 * Versions 2 and 3 sign the URL, so give `publicUrl`.
 *
 * Source: https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { hubspot } from '@hooklatch/providers/hubspot';
 *
 * const webhook = createWebhook(hubspot({ publicUrl: 'https://example.com/webhooks/hubspot' }), {
 *   on: { 'contact.creation': (event) => console.log(event.payload.objectId) },
 * });
 * ```
 */
export const hubspot: ProviderFactory<HubspotEvents, HubspotOptions> = defineProvider(
  ({ onlyV3 = false }) => ({
    name: 'hubspot',
    env: [],
    methods: ['POST', 'GET'],
    schemes: [anyVersion(onlyV3)],
    ...items,
    facts: {
      sources: [
        'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation',
        'https://www.npmjs.com/package/@hubspot/api-client',
      ],
      confirmed: true,
      checked: '2026-11-22',
    },
  }),
);
