import type { Delivery } from '@hooklatch/core';
import { github } from '@hooklatch/providers/github';
import { stripe } from '@hooklatch/providers/stripe';
import { sign, type SignOptions } from '@hooklatch/testing';
import { createHmac } from 'node:crypto';

export const stripeSecret = 'whsec_a_secret_of_a_test';
export const githubSecret = 'another secret of a test';

/** A body that no parser gives back as it was. */
export const body = '{"id":"evt_1","type":"invoice.paid","text":"Grüße für $1 & $& 🎉","n":1.0}\n';

/** A delivery as `fetch` has it. */
export function toRequest({ method, url, headers, body: bytes }: Delivery): Request {
  return new Request(url, {
    method,
    headers: headers.entries() as [string, string][],
    body: bytes as Uint8Array<ArrayBuffer>,
  });
}

export const stripeDelivery = (options: Partial<SignOptions> = {}): Promise<Delivery> =>
  sign(stripe(), { secret: stripeSecret, type: 'invoice.paid', body, ...options });

export const stripeRequest = async (options: Partial<SignOptions> = {}): Promise<Request> =>
  toRequest(await stripeDelivery(options));

export const githubRequest = async (options: Partial<SignOptions> = {}): Promise<Request> =>
  toRequest(await sign(github(), { secret: githubSecret, type: 'push', id: 'delivery-1', body, ...options }));

/** A request with these headers and this body, signed by hand. */
export function post(headers: Record<string, string>, text: string | Uint8Array = body): Request {
  return new Request('https://example.com/webhooks?a=1', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text as string,
  });
}

/** An HMAC by Node, over text or bytes. */
export function mac(
  key: string | Uint8Array,
  content: string | Uint8Array,
  encoding: 'hex' | 'base64' | 'base64url' = 'hex',
  algorithm = 'sha256',
): string {
  return createHmac(algorithm, key).update(content).digest(encoding);
}

/** Unix seconds now. */
export const seconds = (): number => Math.floor(Date.now() / 1000);
