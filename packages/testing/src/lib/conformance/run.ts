import {
  createWebhook,
  deliveryHeaders,
  WebhookError,
  type Delivery,
  type Reply,
  type Webhook,
} from '@hooklatch/core';
import { writeDelivery, type Provider } from '@hooklatch/core/provider';
import { findProvider } from '@hooklatch/providers';
import { toOptions } from './options.ts';
import type { ExpectedReply, Vector } from './vector.ts';

/** What a vector came to. */
export interface Verdict {
  readonly name: string;
  readonly ok: boolean;
  /** What was found where it is not what the vector says. */
  readonly found: string;
}

/** The webhook that a vector is for, at the time it is for. Runs on every runtime. */
export function toWebhook(vector: Vector): Webhook {
  const { url, now, tolerance, name } = vector;
  const provider = toProvider(vector);
  // Those whose provider states no window are named so: they need one that is configured.
  const window = tolerance ?? (name.includes('(policy)') ? 300 : undefined);
  return createWebhook(provider, {
    ...(window !== undefined && { toleranceInSeconds: window }),
    on: { '*': () => {} },
    publicUrl: url,
    now: () => now * 1000,
    store: false,
    onDelivery: false,
    maxBodyBytes: 8 * 1024 * 1024,
  } as Parameters<typeof createWebhook>[1]) as Webhook;
}

function toProvider(vector: Vector): Provider {
  return findProvider(vector.provider)(toOptions(vector) as { secret?: string });
}

/** The delivery of a vector, signed first where it is written without its signature. */
export async function toDelivery(vector: Vector): Promise<Delivery> {
  const { method, url, headers, unsigned, secret, now } = vector;
  const body = Uint8Array.from(atob(vector.body_base64), (character) => character.charCodeAt(0));
  if (!unsigned) return { method, url, headers: deliveryHeaders(headers), body };
  const draft = {
    secret: [secret ?? ''].flat().join(' '),
    body,
    url,
    id: 'evt_1',
    type: 'handshake',
    time: now * 1000,
  };
  return writeDelivery(toProvider(vector), draft);
}

/**
 * Verifies one vector with the provider of its name, or answers its handshake.
 *
 * @param vector - as `readVectors` gives it
 * @returns whether it came out as the vector says
 */
export async function runVector(vector: Vector): Promise<Verdict> {
  const { name, expect } = vector;
  try {
    if (typeof expect === 'object') {
      const reply = await toWebhook(vector).handle(await toDelivery(vector));
      return { name, ...compareReply(reply, expect) };
    }
    const found = await verify(vector);
    return { name, ok: (found === 'valid') === (expect === 'valid'), found };
  } catch (error) {
    return { name, ok: false, found: `threw ${String(error)}` };
  }
}

async function verify(vector: Vector): Promise<string> {
  let webhook: Webhook;
  try {
    webhook = toWebhook(vector);
  } catch (error) {
    if (isSecretRefused(error)) return (error as TypeError).message;
    throw error;
  }
  try {
    await webhook.verify(await toDelivery(vector));
    return 'valid';
  } catch (error) {
    if (WebhookError.is(error) && isRejection(error.code)) return `${error.code}: ${error.hint}`;
    throw error;
  }
}

/** Whether a webhook could not be made because of its secret: it accepts nothing then. */
export function isSecretRefused(error: unknown): boolean {
  return error instanceof TypeError && error.message.startsWith('Secret ');
}

/** Whether a code says that a delivery was looked at and refused; a crash is no refusal. */
export function isRejection(code: string): boolean {
  return /^(method_not_allowed|payload_too_large|(signature|header|timestamp|secret)_\w+)$/.test(code);
}

/** Whether a reply is the expected one. */
export function compareReply(
  reply: Reply,
  expected: ExpectedReply,
): { readonly ok: boolean; readonly found: string } {
  const { status, headers = {}, contentType, body } = expected;
  const found = JSON.stringify(reply);
  const has = (name: string, value: string): boolean =>
    Object.entries(reply.headers).some(
      ([own, text]) => own.toLowerCase() === name.toLowerCase() && text.startsWith(value),
    );
  const ok =
    (status === undefined || reply.status === status) &&
    (contentType === undefined || has('content-type', contentType)) &&
    Object.entries(headers).every(([name, value]) => has(name, value)) &&
    (body === undefined || canonical(reply.body) === canonical(body));
  return { ok, found };
}

function canonical(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    const sorted = Object.entries(Object(parsed) as object).toSorted(([left], [right]) =>
      left < right ? -1 : 1,
    );
    return typeof parsed === 'object' ? JSON.stringify(sorted) : text;
  } catch {
    return text;
  }
}
