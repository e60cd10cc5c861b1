import {
  defineProvider,
  iso8601,
  joinBytes,
  keySource,
  toBytes,
  type DeliveryHead,
  type FetchedKeyOptions,
  type KeySource,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { detachedJws, type ProtectedHeader } from './lib/detached-jws.ts';

/** Options of {@link truelayer}. */
export interface TruelayerOptions extends FetchedKeyOptions {
  /** Whose events are accepted: anybody can have the sandbox send to any URL. (`production`) */
  readonly environments?: readonly ('production' | 'sandbox')[] | undefined;
}

const places = {
  production: 'https://webhooks.truelayer.com/.well-known/jwks',
  sandbox: 'https://webhooks.truelayer-sandbox.com/.well-known/jwks',
} as const;

const timestampHeader = 'x-tl-webhook-timestamp';
const mostHeaders = 20;

/** The names of the headers that are signed, as the signature spells them. */
function namesOf({ tl_headers: names }: ProtectedHeader): readonly string[] {
  return typeof names === 'string' && names !== '' ? names.split(',').map((name) => name.trim()) : [];
}

/** Method and path, the headers, and the body. */
function toPayload(
  { method, url, headers }: DeliveryHead,
  body: Uint8Array,
  named: ProtectedHeader,
): Uint8Array | undefined {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  let text = `${method.toUpperCase()} ${path}\n`;
  for (const name of namesOf(named)) {
    const value = /^[\w-]+$/.test(name) ? headers.get(name) : undefined;
    if (value === undefined) return undefined;
    text += `${name}: ${value}\n`;
  }
  return joinBytes(toBytes(text), body);
}

function check(
  named: ProtectedHeader,
  head: DeliveryHead,
  allowed: ReadonlySet<unknown>,
): number | undefined {
  const names = namesOf(named);
  const isTimed = names.some((name) => name.toLowerCase() === timestampHeader);
  if (named.tl_version !== '2' || !isTimed || names.length > mostHeaders || !allowed.has(named.jku))
    return undefined;
  const time = iso8601.read(head.headers.get(timestampHeader) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** Sender and receiver may not agree on the slash at the end of a path. */
function withOtherSlash(head: DeliveryHead): DeliveryHead {
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(head.url) ?? [];
  return { ...head, url: (path.endsWith('/') ? path.slice(0, -1) : `${path}/`) + rest };
}

function schemeOf({ environments = ['production'], fetch }: TruelayerOptions): Scheme {
  const sources = new Map<unknown, KeySource>(
    environments.map((name) => [places[name], keySource({ url: places[name], fetch })]),
  );
  const allowed = new Set(sources.keys());
  const scheme = detachedJws({
    header: 'tl-signature',
    algorithms: ['ES512'],
    requires: [timestampHeader],
    source: ({ jku }) => sources.get(jku),
    toPayload,
    check(named, head, claim) {
      const time = check(named, head, allowed);
      if (time !== undefined) claim.time = time;
      return time !== undefined;
    },
    others: ({ time }) => ({
      headers: { [timestampHeader]: iso8601.write(time) },
      protectedHeader: {
        tl_version: '2',
        tl_headers: 'X-TL-Webhook-Timestamp',
        jku: places[environments[0] ?? 'production'],
      },
    }),
  });
  return {
    ...scheme,
    verify: async (claim, key, body, head, clock) =>
      (await scheme.verify(claim, key as never, body, head, clock)) ||
      scheme.verify(claim, key as never, body, withOtherSlash(head), clock),
  } as Scheme;
}

/**
 * TrueLayer: a detached JWS over method, path, headers and body. Its key comes from the place that the signature names,
 * which is TrueLayer's own or none.
 *
 * Source: https://github.com/TrueLayer/truelayer-signing/blob/main/request-signing-v2.md
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { truelayer } from '@hooklatch/providers/truelayer';
 *
 * const webhook = createWebhook(truelayer(), {
 *   on: { payment_executed: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const truelayer: ProviderFactory<object, TruelayerOptions> = defineProvider(
  (options: TruelayerOptions) => ({
    name: 'truelayer',
    key: 'fetched',
    env: [],
    schemes: [schemeOf(options)],
    id: { field: 'event_id' },
    type: [{ field: 'type' }, { field: 'event_type' }],
    facts: {
      sources: [
        'https://docs.truelayer.com/docs/verify-the-webhook-signature',
        'https://github.com/TrueLayer/truelayer-signing/blob/main/request-signing-v2.md',
      ],
      confirmed: true,
      checked: '2026-11-22',
    },
  }),
);
