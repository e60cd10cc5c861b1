import { hmac as digest, type HmacKey } from '#crypto';
import type { Delivery } from './delivery.ts';
import { deliveryHeaders } from './headers.ts';
import type { HmacOptions, HmacScheme } from './hmac.ts';
import type { Provider, Source } from './provider.ts';
import type { Draft, Scheme } from './scheme.ts';
import { prepareSecrets } from './secret.ts';
import type { TimestampUnit } from './timestamp.ts';

/** What a provider would send. */
export interface DeliveryDraft extends Draft {
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
  const { keys } = prepareSecrets([draft.secret], definition);
  const wanted = draft.scheme === undefined ? undefined : definition.schemes[draft.scheme];
  const chosen = keys.find(({ scheme }) => wanted === undefined || scheme === wanted);
  if (chosen === undefined)
    throw new TypeError(`The secret does not fit scheme ${draft.scheme} of ${definition.name}.`);
  const { scheme, key } = chosen;
  const signed = isHmac(scheme)
    ? await writeHmac(scheme.options, key as HmacKey, scheme, draft)
    : await scheme.write?.(draft, key);
  const named = { ...nameIn(definition.type, draft.type), ...nameIn(definition.id, draft.id) };
  const headers = deliveryHeaders({ 'content-type': 'application/json', ...named, ...signed });
  return { method: 'POST', url: draft.url, headers, body: draft.body };
}

function isHmac(scheme: Scheme): scheme is HmacScheme {
  return 'options' in scheme;
}

async function writeHmac(
  { signature, timestamp, id }: HmacOptions,
  key: HmacKey,
  scheme: HmacScheme,
  draft: Draft,
): Promise<Record<string, string>> {
  const { header, encoding = 'hex', prefix = '', list } = signature;
  const time = writeTimestamp(draft.time, timestamp?.unit ?? 'unix');
  const head = { method: 'POST', url: draft.url, headers: deliveryHeaders([]) };
  const { before, after } = scheme.content({ signatures: [], id: draft.id, timestamp: time }, head);
  const text = await digest(key, before, draft.body, after, encoding === 'hex' ? 'hex' : 'base64');
  const item = `${list ? list.field + list.pair : prefix}${typeof encoding === 'object' ? encoding.write(text) : text}`;
  const stamp =
    list && timestamp?.field !== undefined ? timestamp.field + list.pair + time + list.separator : '';
  return {
    ...(id && { [id.header]: draft.id }),
    ...(timestamp?.header !== undefined && { [timestamp.header]: time }),
    [header]: stamp + item,
  };
}

/** The inverse of reading a timestamp. */
export function writeTimestamp(time: number, unit: TimestampUnit): string {
  if (typeof unit === 'object') return unit.write(time);
  return String(Math.floor(unit === 'ms' ? time : time / 1000));
}

function nameIn(sources: Source | readonly Source[] | undefined, value: string): Record<string, string> {
  const first = [sources].flat().find((source) => typeof source === 'object' && 'header' in source);
  return first === undefined ? {} : { [(first as { header: string }).header]: value };
}
