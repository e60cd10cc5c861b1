import type { Delivery, Provider } from '@hooklatch/core';
import { deliveryHeaders, toBytes, writeDelivery, type ProviderDefinition } from '@hooklatch/core/provider';
import { fixtureFor, writeItem } from './fixtures/fixture-for.ts';
import { place } from './place.ts';
import { send, type WireAnswer, type WireRequest } from './wire.ts';

/** What a provider is to say. */
export interface SignOptions {
  readonly secret: string;
  /** (without a payload and a body the first of `fixtureTypes`, else `example.event`) */
  readonly type?: string;
  /**
   * The payload; the event's type and id are put in where the provider keeps them in the payload.
   * (a realistic one of that type, where there is one, else `{}`)
   */
  readonly payload?: unknown;
  /** The exact bytes instead of a payload. */
  readonly body?: Uint8Array | string;
  /** (a random one) */
  readonly id?: string;
  /** When it is signed, in Unix milliseconds. (now) */
  readonly time?: number;
  /** The endpoint's URL as the provider knows it. (`https://example.com/webhooks`) */
  readonly url?: string;
  /** Which of the provider's schemes signs. (the first that the secret fits) */
  readonly scheme?: number;
}

/**
 * Signs a delivery as its provider would.
 *
 * @param provider - any provider; its own secret is not used
 * @param options - what is said, and the secret
 * @returns the delivery
 * @throws TypeError where the secret cannot be used
 * @example
 * ```ts
 * import { sign } from '@hooklatch/testing';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
 * const delivery = await sign(clerk(), { secret, type: 'user.created', payload: { data: { id: 'user_1' } } });
 * ```
 */
export async function sign<Events extends object>(
  provider: Provider<Events>,
  options: SignOptions,
): Promise<Delivery> {
  return signSaid(provider as Provider, await toSay((provider as Provider).definition, options), options);
}

/** What a provider says, before it is signed. */
export interface Said {
  readonly type: string;
  readonly id: string;
  readonly body: Uint8Array;
  readonly isForm: boolean;
}

/**
 * Signs what is said; the same can be said again at another time.
 *
 * @param provider - any provider; its own secret is not used
 * @param said - type, id and bytes
 * @param options - the secret, the time and the URL
 * @returns the delivery
 * @throws TypeError where the secret cannot be used
 */
export async function signSaid(provider: Provider, said: Said, options: SignOptions): Promise<Delivery> {
  const { secret, time = Date.now(), scheme, url = 'https://example.com/webhooks' } = options;
  const { type, id, body, isForm } = said;
  const draft = { secret, body, id, type, time, url, ...(scheme !== undefined && { scheme }) };
  const delivery = await writeDelivery(provider, draft);
  return isForm ? asForm(delivery) : delivery;
}

/**
 * What a provider would say, with what it is not told made up.
 *
 * @param definition - the provider's
 * @param options - what is said
 * @returns type, id and bytes
 */
export async function toSay(
  definition: ProviderDefinition,
  options: Omit<SignOptions, 'secret'>,
): Promise<Said> {
  const { payload, body } = options;
  const isTold = payload !== undefined || body !== undefined;
  const fixture = isTold ? undefined : await fixtureFor(definition, options);
  const { type = 'example.event', id = randomId() } = fixture ?? options;
  const written = fixture ?? (body === undefined ? await writeItem(definition.name, payload) : undefined);
  const placed = place(place(payload ?? {}, definition.type, type), definition.id, id);
  const given = written?.body ?? body ?? JSON.stringify(placed);
  return {
    type,
    id,
    body: typeof given === 'string' ? toBytes(given) : given,
    isForm: written?.isForm ?? false,
  };
}

/** Deliveries are written as JSON; no scheme signs the content type. */
function asForm(delivery: Delivery): Delivery {
  const form = 'application/x-www-form-urlencoded';
  const entries = delivery.headers.entries();
  const headers = entries.map(([name, value]) => [name, name === 'content-type' ? form : value] as const);
  return { ...delivery, headers: deliveryHeaders(headers) };
}

function randomId(): string {
  return `msg_${crypto.randomUUID().replaceAll('-', '')}`;
}

/**
 * Sends a delivery over HTTP, byte for byte.
 *
 * @param target - the endpoint's URL
 * @param delivery - what to send
 * @param options - `signal` ends the connection
 * @returns what the endpoint answered
 * @example
 * ```ts
 * import { deliver, sign } from '@hooklatch/testing';
 * import { github } from '@hooklatch/providers/github';
 *
 * const delivery = await sign(github(), { secret: 'a long random text', type: 'push' });
 * const { status } = await deliver('http://localhost:3000/webhooks/github', delivery);
 * ```
 */
export function deliver(
  target: string,
  delivery: Delivery,
  { signal }: Pick<WireRequest, 'signal'> = {},
): Promise<WireAnswer> {
  const { method, headers, body } = delivery;
  return send(target, { method, headers: headers.entries(), body, signal });
}
