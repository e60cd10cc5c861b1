import { deliveryHeaders } from './headers.ts';
import type { Delivery } from './delivery.ts';
import type { Provider, Source } from './provider.ts';
import { prepareSecrets } from './secret.ts';

/** What a provider would send. */
export interface DeliveryDraft {
  readonly secret: string;
  readonly body: Uint8Array;
  readonly id: string;
  readonly type: string;
  /** Unix milliseconds. */
  readonly time: number;
  /** The endpoint's URL as the provider knows it. */
  readonly url: string;
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
  const { keys } = prepareSecrets([draft.secret], definition);
  const chosen =
    draft.scheme === undefined
      ? keys[0]
      : keys.find(({ scheme }) => scheme === definition.schemes[draft.scheme as number]);
  if (chosen === undefined)
    throw new TypeError(`The secret does not fit scheme ${draft.scheme} of ${definition.name}.`);
  const signed = await chosen.scheme.write(draft, chosen.key);
  const named = { ...nameIn(definition.type, draft.type), ...nameIn(definition.id, draft.id) };
  const headers = deliveryHeaders({ 'content-type': 'application/json', ...named, ...signed });
  return { method: 'POST', url: draft.url, headers, body: draft.body };
}

function nameIn(sources: Source | readonly Source[] | undefined, value: string): Record<string, string> {
  const first = [sources].flat().find((source) => typeof source === 'object' && 'header' in source);
  return first === undefined ? {} : { [(first as { header: string }).header]: value };
}
