import type { Delivery } from './delivery.ts';
import { deliveryHeaders } from './headers.ts';
import type { HmacScheme } from './hmac.ts';
import type { Provider, Source } from './provider-definition.ts';
import type { Draft, Scheme, Written } from './scheme.ts';
import { prepareSecrets } from './secret.ts';
import { writeHmac } from './write-hmac.ts';

/** What a provider would send. */
export interface DeliveryDraft extends Draft {
  /** The shared secret, or the private key of a provider that signs with one. */
  readonly secret: string;
  readonly type: string;
  /** Which of the provider's schemes signs, where it has several. (the first that the secret fits) */
  readonly scheme?: number;
}

/**
 * Writes a delivery as its provider would: the inverse of verifying it, for tests, command lines and gateways.
 *
 * @param provider - any provider; its own secret is not used
 * @param draft - what is sent
 * @returns the delivery, signed
 * @throws TypeError where the secret cannot be used
 */
export async function writeDelivery(provider: Provider, draft: DeliveryDraft): Promise<Delivery> {
  const { definition } = provider;
  const { body, url, headers: signed } = await writeScheme(schemeFor(provider, draft), draft, draft.secret);
  const named = { ...nameIn(definition.type, draft.type), ...nameIn(definition.id, draft.id) };
  const headers = deliveryHeaders({ 'content-type': 'application/json', ...named, ...signed });
  const method = draft.method ?? definition.methods?.[0] ?? 'POST';
  return { method, url: url ?? draft.url, headers, body: body ?? draft.body };
}

/** The scheme that signs with this secret. @throws TypeError where there is none */
function schemeFor({ definition }: Provider, { secret, scheme }: DeliveryDraft): Scheme {
  const { name, schemes, key } = definition;
  const fitting = key ? schemes : prepareSecrets([secret], definition).keys.map((one) => one.scheme);
  const found = fitting.find((one) =>
    scheme === undefined ? (one.write ?? one.signedAs ?? isHmac(one)) : one === schemes[scheme],
  );
  if (!found) throw new TypeError(`The secret does not fit scheme ${scheme ?? 'any'} of ${name}.`);
  return found;
}

/**
 * What a provider would send for a scheme alone: for schemes that add to what another one signs.
 *
 * @param scheme - the scheme that signs
 * @param draft - what is sent
 * @param secret - the shared secret, or the private key
 * @returns the headers, and another body or URL where the proof stands in them
 * @throws TypeError where the secret cannot be used
 */
export async function writeScheme(scheme: Scheme, draft: Draft, secret: string): Promise<Written> {
  const signer = scheme.signedAs ?? scheme;
  if (signer.write) return signer.write(draft, secret);
  if (isHmac(signer)) return writeHmac(signer, { ...draft, secret });
  throw new TypeError('This scheme signs nothing.');
}

function isHmac(scheme: Scheme): scheme is HmacScheme {
  return 'options' in scheme;
}

function nameIn(sources: Source | readonly Source[] | undefined, value: string): Record<string, string> {
  const first = [sources].flat().find((source) => typeof source === 'object' && 'header' in source);
  return first === undefined ? {} : { [(first as { header: string }).header]: value };
}
