import {
  defineProvider,
  joinBytes,
  required,
  toBytes,
  WebhookError,
  type Claim,
  type DeliveryHead,
  type ProviderFactory,
  type ProviderOptions,
  type Scheme,
  type SignedContent,
} from '@hooklatch/core/provider';
import { codeHmac, signedHeader } from './lib/code-hmac.ts';

/** Options of {@link contentful}. */
export interface ContentfulOptions extends ProviderOptions {
  /** The method that the webhook is set to. (`POST`) */
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'GET' | 'DELETE';
}

const prefix = 'x-contentful-';
const listHeader = `${prefix}signed-headers`;
const timestampHeader = `${prefix}timestamp`;
const idHeader = `${prefix}idempotency-key`;

/** The names of what is signed, sorted: those that are listed, and two that always are. */
function signedNames(head: DeliveryHead): readonly string[] {
  const listed = required(head, listHeader).split(',');
  // A name that comes twice: of two headers, which somebody has joined.
  const isDoubled = new Set(listed).size !== listed.length;
  if (isDoubled || listed.length > 100 || listed.some((name) => !/^[a-z0-9_-]+$/.test(name)))
    throw new WebhookError('header_malformed', listHeader);
  return [...new Set([...listed, listHeader, timestampHeader])].toSorted();
}

/** The path as Contentful signs it: escaped once more, and its query twice more. */
function toPath(url: string): string {
  const text = new TextDecoder().decode(toBytes(url.replace(/^[a-z]+:\/\/[^/?#]*/i, '')));
  const [path = '', query = ''] = text.split('?');
  return encodeURI(query === '' ? path : `${path}?${encodeURIComponent(query)}`);
}

function around(_claim: Claim, head: DeliveryHead): SignedContent {
  const names = signedNames(head);
  const headers = names.map((name) =>
    name === listHeader ? `${name}:${names.join(',')}` : `${name}:${signedHeader(head, name)}`,
  );
  return { before: `${head.method}\n${toPath(head.url)}\n${headers.join(';')}\n`, after: '' };
}

const scheme = codeHmac({
  shape: {
    timestamp: { header: timestampHeader, unit: 'ms' },
    signature: { header: `${prefix}signature` },
    secret: (secret) =>
      /^[\w+/=-]{64}$/.test(secret)
        ? [toBytes(secret)]
        : 'is not 64 characters long, as the signing secret is',
  },
  headers: [listHeader],
  // Of the URL only the path is signed, which says nothing of a host.
  covers: { id: true, body: true, url: false },
  toContents: (claim, head, body) => [joinBytes(toBytes(around(claim, head).before), body)],
  around,
  async write({ method = 'POST', url, time, id, body }, sign) {
    const names = [idHeader, listHeader, timestampHeader].join(',');
    const fields = `${idHeader}:${id};${listHeader}:${names};${timestampHeader}:${time}`;
    const content = joinBytes(toBytes(`${method}\n${toPath(url)}\n${fields}\n`), body);
    return {
      headers: {
        [`${prefix}signature`]: await sign(content),
        [listHeader]: names,
        [timestampHeader]: `${time}`,
        [idHeader]: id,
      },
    };
  },
});

const withId: Scheme = {
  ...scheme,
  read(head) {
    const claim = scheme.read(head);
    if (signedNames(head).includes(idHeader)) claim.id = head.headers.get(idHeader);
    return claim;
  },
};

/**
 * Contentful: a canonical request of the method, the path, the headers that are named, and the body. It may be 30
 * seconds old, as Contentful's own toolkit has it.
 *
 * Source: https://www.contentful.com/developers/docs/webhooks/request-verification/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { contentful } from '@hooklatch/providers/contentful';
 *
 * const webhook = createWebhook(contentful(), {
 *   on: { 'ContentManagement.Entry.publish': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const contentful: ProviderFactory<object, ContentfulOptions> = defineProvider(
  ({ method = 'POST' }) => ({
    name: 'contentful',
    env: [],
    methods: [method],
    schemes: [withId],
    id: [{ claim: 'id' }, { header: idHeader }],
    type: { header: `${prefix}topic` },
    toleranceInSeconds: 30,
    facts: {
      sources: [
        'https://www.contentful.com/developers/docs/webhooks/request-verification/',
        'https://github.com/contentful/node-apps-toolkit/blob/main/src/requests/verify-request.ts',
        'https://www.contentful.com/developers/changelog/idempotency-key-headers-for-webhook-requests/',
      ],
      confirmed: true,
      checked: '2026-11-22',
      keepsId: true,
    },
  }),
);
