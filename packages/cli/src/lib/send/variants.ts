import { createWebhook, deliveryHeaders, WebhookError, type Delivery } from '@hooklatch/core';
import { headersOf, type HmacScheme, type Scheme } from '@hooklatch/core/provider';
import { CliError } from '../cli-error.ts';
import { compose, type Saying } from './compose.ts';
import type { Signer } from './signer.ts';

/** What is sent: as the provider sends it, or one that must be refused. */
export type Variant = 'genuine' | 'tamper' | 'stale' | 'duplicate' | 'rotate';

const encoder = new TextEncoder();

/** A delivery whose body, or proof, was changed after it was signed. @throws CliError where nothing can be proved */
export async function tampered(signer: Signer, saying: Saying, time: number): Promise<Delivery> {
  const delivery = await compose(signer, saying, { time, secret: signer.secrets[0] });
  const { body, headers } = delivery;
  const changed = { ...delivery, body: changedBody(body) };
  if (await isRefused(signer, changed, time)) return changed;
  // The body is not signed: the proof itself is what can be wrong.
  const names = signer.provider.definition.schemes.flatMap(headersOf);
  const pairs = headers.entries();
  const at = pairs.findIndex(([name]) => names.includes(name.toLowerCase()));
  const wrong = pairs.map(
    ([name, value], index) => [name, index === at ? `${value.slice(0, -2)}${turned(value)}` : value] as const,
  );
  const forged = { ...delivery, headers: deliveryHeaders(wrong) };
  if (await isRefused(signer, forged, time)) return forged;
  throw new CliError('cannot_tamper', `${signer.provider.name} proves nothing that could be tampered with.`);
}

/** A genuine delivery that is too old. @throws CliError where the provider signs no time */
export async function stale(signer: Signer, saying: Saying, now: number): Promise<Delivery> {
  const { provider, secrets } = signer;
  const tolerance = provider.definition.toleranceInSeconds ?? 300;
  const time = now - 1000 * Math.max(2 * tolerance, 3600);
  const delivery = await compose(signer, saying, { time, secret: secrets[0] });
  if ((await refusalOf(signer, delivery, now)) === 'timestamp_stale') return delivery;
  throw new CliError('cannot_be_stale', `${provider.name} signs no time, so no delivery of it is too old.`, {
    hint: 'Only remembering its id guards against a replay: try --duplicate.',
  });
}

/** A delivery with the signatures of two secrets. @throws CliError where the provider's has room for one */
export async function rotated(signer: Signer, saying: Saying, time: number): Promise<Delivery> {
  const { provider, secrets } = signer;
  const [current, given] = secrets;
  const one = await compose(signer, saying, { time, secret: current, id: `msg_${crypto.randomUUID()}` });
  const scheme = provider.definition.schemes.find(
    (each) => headersOf(each).every((name) => one.headers.has(name)) && listOf(each) !== undefined,
  );
  const list = scheme && listOf(scheme);
  if (!list) {
    throw new CliError(
      'cannot_rotate',
      `A delivery of ${provider.name} carries one signature, so it cannot show two.`,
      {
        hint: 'Give the endpoint the old and the new secret at once, then send with each of them.',
      },
    );
  }
  const other = given ?? (await madeUp(provider.name));
  const signed = { ...saying, body: one.body };
  const id = one.headers.entries().find(([name]) => name === (scheme as HmacScheme).options.id?.header)?.[1];
  const two = await compose(signer, signed, { time, secret: other, id });
  const first = items(two.headers.get(list.header), list.separator);
  const merged = [
    ...first,
    ...items(one.headers.get(list.header), list.separator).filter((text) => text.startsWith(list.start)),
  ];
  const pairs = one.headers
    .entries()
    .map(([name, value]) => [name, name === list.header ? merged.join(list.separator) : value] as const);
  return { ...one, headers: deliveryHeaders(pairs) };
}

async function madeUp(name: string): Promise<string> {
  const { throwAway } = await import('@hooklatch/testing');
  return (await throwAway(name)).secret;
}

const items = (value: string | undefined, separator: string): readonly string[] =>
  (value ?? '').split(separator);

interface ListFacts {
  readonly header: string;
  readonly separator: string;
  /** What an item with a signature begins with. */
  readonly start: string;
}

function listOf(scheme: Scheme): ListFacts | undefined {
  if (!('remake' in scheme)) return undefined;
  const { header, list } = (scheme as HmacScheme).options.signature;
  return list && { header, separator: list.separator, start: list.field + list.pair };
}

function changedBody(body: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(body);
  if (/^\s*\{/.test(text))
    return encoder.encode(text.replace('{', text.trim() === '{}' ? '{"tampered":true' : '{"tampered":true,'));
  return encoder.encode(/^[^\s={}]+=/.test(text) ? `${text}&tampered=true` : `${text} tampered`);
}

/** Another end of a text, of the same letters' kind. */
function turned(value: string): string {
  return value.slice(-2).replaceAll(/[\da-z]/gi, (letter) => (letter === 'a' ? 'b' : 'a'));
}

async function isRefused(signer: Signer, delivery: Delivery, now: number): Promise<boolean> {
  return (await refusalOf(signer, delivery, now)) !== undefined;
}

/** What the provider's own verification says, before anything is sent. */
async function refusalOf({ provider }: Signer, delivery: Delivery, now: number): Promise<string | undefined> {
  try {
    await createWebhook(provider, { now: () => now, onDelivery: false }).verify(delivery);
    return undefined;
  } catch (error) {
    return WebhookError.is(error) ? error.code : 'internal_error';
  }
}
