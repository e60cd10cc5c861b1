import { deliveryHeaders, type DeliveryHeaders, type Webhook } from '@hooklatch/core';
import { isSecretRefused, toWebhook } from './run.ts';
import type { Vector } from './vector.ts';

/** The header that brings a vector, but for what the request itself is. */
const header = 'x-conformance-vector';

/** A vector as the value of its header. */
export function writeVectorHeader(vector: Vector): readonly [name: string, value: string] {
  const { provider, secret, key, config, settings, url, now, tolerance, name } = vector;
  const given = { provider, secret, key, config, settings, url, now, tolerance, name };
  return [header, encodeURIComponent(JSON.stringify(given))];
}

function vectorOf(headers: DeliveryHeaders): Vector {
  return JSON.parse(decodeURIComponent(headers.get(header) ?? '')) as Vector;
}

function webhookFor(headers: DeliveryHeaders): Webhook {
  return toWebhook(vectorOf(headers));
}

/**
 * A webhook that is another one for each request: the one of the vector that its header brings. Mount it with an
 * adapter, for every method, to send vectors through that adapter. It runs on every runtime, and is for tests alone.
 */
export const conformanceEndpoint: Webhook = {
  name: 'conformance',
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  handles: true,
  verify: (delivery) =>
    webhookFor(deliveryHeaders('entries' in delivery.headers ? [...delivery.headers.entries()] : [])).verify(
      delivery,
    ),
  handle: async (delivery) => webhookFor(delivery.headers).handle(delivery),
  fetch: async (request, env, ctx) => webhookFor(deliveryHeaders(request.headers)).fetch(request, env, ctx),
  ready: async () => {},
  receive: async (incoming, options) => {
    try {
      // The endpoint is mounted elsewhere than the vector's URL says.
      const { url } = vectorOf(incoming.headers);
      return await webhookFor(incoming.headers).receive({ ...incoming, url }, options);
    } catch (error) {
      const code = isSecretRefused(error) ? 'secret_invalid' : 'internal_error';
      return { reply: { status: 500, headers: {}, body: JSON.stringify({ status: 500, code }) } };
    }
  },
  claim: async () => {
    throw new TypeError('The conformance endpoint handles by itself.');
  },
};
