import { createWebhook, WebhookError } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { publicBase } from '../endpoints/endpoint-address.ts';
import { readSecrets } from '../endpoints/read-secrets.ts';
import { readOptions } from '../endpoints/secret-options.ts';
import { toProvider } from '../endpoints/to-provider.ts';
import { toDelivery, toVerificationSteps, type Verification } from './verification-steps.ts';

type Context = Pick<GatewayContext, 'db' | 'vault' | 'now' | 'settings' | 'bus'>;

/** An event with its bytes. */
export interface WholeEvent extends Row<'events'> {
  /** Pairs, as JSON. */
  readonly headers: string;
  readonly body: Uint8Array;
}

/**
 * What verification said of an event when it came.
 *
 * @param context - of the gateway
 * @param event - as it was stored
 */
export async function explainEvent(context: Context, event: WholeEvent): Promise<Verification> {
  const applied = toReported(event);
  if (applied) return applied;
  const { outcome, code, hint, provider } = event;
  const asked = toQuestion(event);
  if (asked) return asked;
  const secrets = await secretsOf(context, event);
  const used = secrets.find(({ id }) => id === event.secret_id);
  return toVerificationSteps({
    definition: (await providerOf(context, event, []))?.definition,
    provider,
    delivery: toDelivery(event, publicBase(context) + event.target),
    at: event.received_at,
    secret: used
      ? provedBy(used)
      : event.secret_id === null
        ? 'It could be used.'
        : 'The secret that proved it has been deleted since.',
    refusal: outcome === 'rejected' ? { code: code ?? 'rejected', hint: hint ?? '' } : undefined,
    event: eventText(event),
  });
}

/**
 * Verifies a stored event with the secrets of today, at the time at which it came.
 *
 * @param context - of the gateway
 * @param event - as it was stored
 */
export async function verifyEvent(context: Context, event: WholeEvent): Promise<Verification> {
  const applied = toReported(event);
  if (applied) return applied;
  const time = context.now();
  const secrets = (await secretsOf(context, event)).filter(
    ({ expires_at: end }) => end === null || end > time,
  );
  const texts = secrets.map(({ id, ciphertext }) => context.vault.open(ciphertext, id));
  const provider = await providerOf(context, event, texts);
  const verified = {
    definition: provider?.definition,
    provider: event.provider,
    delivery: toDelivery(event, publicBase(context) + event.target),
    at: event.received_at,
    event: eventText(event),
    secret: `${secrets.length} tried: ${secrets.map(({ fingerprint }) => fingerprint).join(', ')}.`,
  };
  const refuse = (code: string, hint: string): Verification =>
    toVerificationSteps({ ...verified, refusal: { code, hint } });
  if (!provider)
    return refuse('secret_invalid', 'The endpoint is gone, or its provider no longer takes its options.');
  if (event.body.length < event.bytes)
    return refuse('payload_too_large', 'Only its beginning was kept, so that nothing can be verified.');
  try {
    const webhook = createWebhook(provider, {
      now: () => event.received_at,
      // Where nobody observes, nothing is looked for.
      onDelivery: () => {},
      trustProxy: () => false,
      maxBodyBytes: Number.MAX_SAFE_INTEGER,
    });
    const { secretIndex } = await webhook.verify(verified.delivery);
    const used = secrets[secretIndex];
    return toVerificationSteps({
      ...verified,
      secret: used ? provedBy(used) : 'A key of the provider.',
      refusal: undefined,
    });
  } catch (error) {
    if (WebhookError.is(error)) return refuse(error.code, error.hint);
    return refuse('secret_invalid', (error as Error).message);
  }
}

/** What an application has verified was not verified here. */
function toReported({ source, outcome, code, hint }: Row<'events'>): Verification | undefined {
  if (source !== 'forwarded' && source !== 'reported') return undefined;
  const whole = source === 'forwarded' ? 'handed on the exact request' : 'reported it without its bytes';
  const detail =
    outcome === 'rejected'
      ? `An application has refused it (${code ?? 'no code'}: ${hint ?? ''}) and ${whole}.`
      : `An application has verified it and ${whole}.`;
  return { steps: [{ name: 'report', ok: outcome !== 'rejected', detail }] };
}

/** A question that nothing proves: none of the steps was taken. */
function toQuestion(event: Row<'events'>): Verification | undefined {
  const { outcome, hint, secret_id: secret } = event;
  if (outcome !== 'handshake') return undefined;
  if (hint !== null) return { steps: [step('event', eventText(event)), step('secret', hint)] };
  return secret === null ? { steps: [step('event', eventText(event))] } : undefined;
}

const step = (name: 'event' | 'secret', detail: string): Verification['steps'][number] => ({
  name,
  ok: true,
  detail,
});

async function secretsOf(
  { db }: Context,
  { endpoint_id: id }: Row<'events'>,
): Promise<readonly Row<'secrets'>[]> {
  return (await readSecrets(db, [id])).get(id) ?? [];
}

async function providerOf(
  { db, vault }: Context,
  event: Row<'events'>,
  secrets: readonly string[],
): Promise<Provider | undefined> {
  const endpoint = await db
    .selectFrom('endpoints')
    .select(['id', 'provider', 'options'])
    .where('id', '=', event.endpoint_id)
    .executeTakeFirst();
  if (!endpoint) return undefined;
  try {
    return toProvider(endpoint.provider, readOptions(endpoint.options, vault, endpoint.id), secrets);
  } catch {
    return undefined;
  }
}

function provedBy({ fingerprint, position }: Row<'secrets'>): string {
  return `Secret ${position + 1}, with the fingerprint ${fingerprint}, proves it.`;
}

function eventText({ outcome, type, event_id: id, duplicate_of: original }: Row<'events'>): string {
  if (outcome === 'handshake') return 'A question of the provider, which was answered.';
  const named = `${type ?? 'No type'}${id === null ? ', without an id' : `, id ${id}`}.`;
  return original === null ? named : `${named} It had come before, as ${original}.`;
}
