import {
  defineProvider,
  hmac,
  required,
  WebhookError,
  type Claim,
  type DeliveryHead,
  type OpenClaim,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { readAs } from './lib/read-as.ts';

const header = 'persona-signature';

const one = hmac({
  content: '{timestamp}.{body}',
  timestamp: { field: 't' },
  signature: { header, list: { separator: ',', pair: '=', field: 'v1' } },
});

const mostSets = 10;

/** The sets of each delivery. */
const setsOf = new WeakMap<Claim, readonly OpenClaim[]>();

/** A set of another version is none of ours. @throws WebhookError where none can be read */
function readSets(texts: readonly string[], head: DeliveryHead): readonly OpenClaim[] {
  const sets: OpenClaim[] = [];
  let problem: unknown;
  for (const text of texts) {
    try {
      sets.push(readAs(one, header, () => text).read(head));
    } catch (error) {
      problem ??= error;
    }
  }
  if (sets.length === 0) throw problem;
  return sets;
}

const scheme: Scheme = {
  ...one,
  read(head) {
    const texts = required(head, header).split(' ', mostSets + 1);
    // What ends with a comma was two headers, which somebody has joined.
    const isOdd = texts.some((text) => text === '' || text.endsWith(','));
    if (texts.length > mostSets || isOdd) throw new WebhookError('header_malformed', header);
    const sets = readSets(texts, head);
    const claim = { ...(sets[0] as OpenClaim) };
    setsOf.set(claim, sets);
    return claim;
  },
  async verify(claim, key, body, head, clock) {
    for (const set of setsOf.get(claim) ?? []) {
      if (!(await one.verify(set, key, body, head, clock))) continue;
      Object.assign(claim, set);
      return true;
    }
    return false;
  },
};

/**
 * Persona. While a secret is rotated, two whole sets of time and signature stand in the header, with a space between
 * them.
 *
 * Source: https://docs.withpersona.com/webhooks-best-practices#checking-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { persona } from '@hooklatch/providers/persona';
 *
 * const webhook = createWebhook(persona(), {
 *   on: { 'inquiry.completed': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const persona: ProviderFactory<object> = defineProvider({
  name: 'persona',
  env: [],
  schemes: [scheme],
  id: { field: 'data.id' },
  type: { field: 'data.attributes.name' },
  facts: {
    sources: ['https://docs.withpersona.com/webhooks-best-practices#checking-signatures'],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'How old a signature may be is not documented; 300 seconds are a choice.',
  },
});
