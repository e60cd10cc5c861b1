import {
  defineProvider,
  joinBytes,
  required,
  toBytes,
  WebhookError,
  type Claim,
  type DeliveryHead,
  type ProviderFactory,
  type Scheme,
  type SignedContent,
} from '@hooklatch/core/provider';
import { codeHmac, signedHeader } from './lib/code-hmac.ts';

const header = 'x-hook0-signature';
const idHeader = 'x-event-id';
const longest = 8192;
/** Without dots, which stand between what is signed: a value could take from its neighbour. */
const idGrammar = /^[\x21-\x2d\x2f-\x7e]{1,256}$/;

/** The items of the header: each name once, for the newer scheme is not to be hidden behind a second one. */
function readItems(head: DeliveryHead): ReadonlyMap<string, string> {
  const value = required(head, header);
  const items = value.split(',').map((item) => item.split('=', 2) as [string, string | undefined]);
  const found = new Map(items.map(([name, text = '']) => [name, text]));
  const malformed = value.length > longest || found.size !== items.length || found.has('');
  if (malformed) throw new WebhookError('header_malformed', header);
  return found;
}

/** The names of the headers that are signed, as they were named; none in the older scheme. */
function signedNames(head: DeliveryHead): readonly string[] {
  const items = readItems(head);
  return items.has('v1') ? (items.get('h') ?? '').split(' ') : [];
}

function around({ timestamp = '' }: Claim, head: DeliveryHead): SignedContent {
  const names = signedNames(head);
  const values = names.map((name) => signedHeader(head, name)).join('.');
  const before = names.length > 0 ? `${timestamp}.${names.join(' ')}.${values}.` : `${timestamp}.`;
  return { before, after: '' };
}

const scheme = codeHmac({
  shape: {
    timestamp: { field: 't' },
    signature: { header, list: { separator: ',', pair: '=', field: 'v1' } },
  },
  covers: { id: true, body: true, url: false },
  toContents: (claim, head, body) => [joinBytes(toBytes(around(claim, head).before), body)],
  around,
  async write({ body, id, time }, sign) {
    const stamp = `${Math.floor(time / 1000)}`;
    const content = joinBytes(toBytes(`${stamp}.${idHeader}.${id}.`), body);
    return { headers: { [idHeader]: id, [header]: `t=${stamp},h=${idHeader},v1=${await sign(content)}` } };
  },
});

const older = codeHmac({
  shape: {
    timestamp: { field: 't' },
    signature: { header, list: { separator: ',', pair: '=', field: 'v0' } },
  },
  covers: scheme.covers,
  toContents: (claim, head, body) => [joinBytes(toBytes(around(claim, head).before), body)],
  write: () => {
    throw new TypeError('Only the newer scheme signs.');
  },
});

/** The newer signature decides wherever there is one; the older one covers no header. */
const strongest: Scheme = {
  ...scheme,
  read(head) {
    const names = signedNames(head);
    if (names.length > 100 || names.some((name) => !/^[\w-]+$/.test(name)))
      throw new WebhookError('header_malformed', header);
    const claim = (readItems(head).has('v1') ? scheme : older).read(head);
    for (const name of names) signedHeader(head, name);
    // Only what is signed is the id: the header alone says nothing.
    if (!names.some((name) => name.toLowerCase() === idHeader)) return claim;
    claim.id = required(head, idHeader);
    if (!idGrammar.test(claim.id)) throw new WebhookError('header_malformed', idHeader);
    return claim;
  },
};

/**
 * Coinbase Developer Platform: the signatures of Hook0, over the headers that they name and the body. Where only the
 * older one is sent, no header is signed.
 *
 * Source: https://docs.cdp.coinbase.com/webhooks/verify-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { coinbaseCdp } from '@hooklatch/providers/coinbase-cdp';
 *
 * const webhook = createWebhook(coinbaseCdp(), {
 *   on: { 'onchain.activity.detected': (event) => console.log(event.id) },
 * });
 * ```
 */
export const coinbaseCdp: ProviderFactory<object> = defineProvider({
  name: 'coinbase-cdp',
  env: [],
  schemes: [strongest],
  id: [{ claim: 'id' }, { header: idHeader }],
  type: [{ field: 'eventType' }, { header: 'x-event-type' }],
  facts: {
    sources: [
      'https://docs.cdp.coinbase.com/webhooks/verify-signatures',
      'https://github.com/hook0/hook0/blob/master/clients/conformance/signature.json',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
