import {
  createWebhook,
  deliveryHeaders,
  WebhookError,
  type Webhook,
  type WebhookEvent,
} from '@hooklatch/core';
import type { Delivery } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import type { CapturedRequest, Verdict } from './captures/capture.ts';
import { toRemedies } from './explain-remedy.ts';
import { toSteps, type Step } from './explain-steps.ts';
import { toPrintable } from './printable.ts';
import { requestUrl } from './requests/request-url.ts';

export type { Step } from './explain-steps.ts';

/** How a delivery is looked at. */
export interface ExplainOptions {
  /** What the time is, in Unix milliseconds. (now) */
  readonly now?: number;
  /** Whether it may be of any age. (false) */
  readonly isTimeIgnored?: boolean;
}

/** What verification says of a delivery, step by step. No part of a secret is in any text. */
export interface Explanation {
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
  /** What to change, where it was refused: the likeliest first. */
  readonly remedies: readonly string[];
  /** The event, where it is genuine. */
  readonly event?: WebhookEvent;
}

const ages = 1e12;

/**
 * Verifies a delivery and says why it is genuine, or why not.
 *
 * @param provider - who sends, with the secret; where the URL is signed and `publicUrl` is not given, it is the one that
 *   the request names
 * @param request - as it came
 * @param options - what the time is
 * @returns the verdict, the steps of verification, and what to change
 */
export async function explainDelivery(
  provider: Provider,
  request: CapturedRequest,
  options: ExplainOptions = {},
): Promise<Explanation> {
  const { now = Date.now(), isTimeIgnored = false } = options;
  const delivery = toDelivery(request);
  const about = { provider, request, delivery, now, isTimeIgnored };
  let webhook: Webhook | undefined;
  try {
    webhook = createWebhook(provider, {
      now: () => now,
      // Where it is `false`, nothing is looked for.
      onDelivery: () => {},
      publicUrl: provider.publicUrl ?? requestUrl(request),
      ...(isTimeIgnored && { toleranceInSeconds: ages }),
    });
    const question = await answerQuestion(provider, delivery);
    if (question)
      return { verdict: toVerdict(provider, question), steps: toSteps(about, question), remedies: [] };
    const event = await webhook.verify(delivery);
    return { verdict: toVerdict(provider, { event }), steps: toSteps(about, { event }), remedies: [], event };
  } catch (thrown) {
    const error = toError(thrown);
    if (await isLineBreak(webhook, error, delivery)) error.hint = lineBreak;
    const steps = toSteps(about, { error });
    return { verdict: toVerdict(provider, { error }), steps, remedies: toRemedies(about, error) };
  }
}

const lineBreak =
  'The body was given a line break at its end on its way: hand over the bytes that arrived, before an editor or a shell changes them.';

/** A line break alone is likelier in a saved request than a body that was parsed, which would fit as well. */
async function isLineBreak(
  webhook: Webhook | undefined,
  { code }: WebhookError,
  delivery: Delivery,
): Promise<boolean> {
  const { body } = delivery;
  if (code !== 'signature_mismatch' || !webhook || body.at(-1) !== 10) return false;
  const shorter = body.subarray(0, body.at(-2) === 13 ? -2 : -1);
  return webhook.verify({ ...delivery, body: shorter }).then(
    () => true,
    () => false,
  );
}

/** How verification ended: with an event, a refusal, or a question that needs no signature. */
export interface Outcome {
  readonly event?: WebhookEvent;
  readonly error?: WebhookError;
  readonly question?: string;
}

/** A request as core takes it; its URL is absolute, so that a search can change its parts. */
function toDelivery(request: CapturedRequest): Delivery {
  const { method, headers, body } = request;
  return { method, url: requestUrl(request), headers: deliveryHeaders(headers), body };
}

function toError(thrown: unknown): WebhookError {
  if (WebhookError.is(thrown)) return thrown;
  const error = new WebhookError('internal_error', (thrown as Error).message, thrown);
  return thrown instanceof TypeError ? new WebhookError('secret_invalid', thrown.message) : error;
}

/** Whether a provider asks something here that it does not sign. */
async function answerQuestion(
  { definition, name }: Provider,
  delivery: Delivery,
): Promise<Outcome | undefined> {
  const { isUnsigned, answerUnsigned } = definition.handshake ?? {};
  if (!isUnsigned?.(delivery) || !answerUnsigned) return undefined;
  const keys = (): Promise<readonly unknown[]> => Promise.resolve([]);
  const reply = await Promise.resolve(answerUnsigned({ head: delivery, body: delivery.body, keys })).catch(
    () => null,
  );
  // Where the answer needs a key, or is a refusal, it is a question all the same.
  if (reply === undefined) return undefined;
  return { question: `a question of ${name} before events come, which it does not sign` };
}

function toVerdict({ name }: Provider, { event, error, question }: Outcome): Verdict {
  if (error) return { outcome: 'refused', code: error.code, hint: error.hint, provider: name };
  if (!event) return { outcome: 'unchecked', provider: name, hint: `This is ${question ?? 'not checked'}.` };
  const line = { isLine: true };
  return {
    outcome: 'verified',
    provider: name,
    ...(event.id !== undefined && { eventId: toPrintable(event.id, line) }),
    ...(event.type !== undefined && { eventType: toPrintable(event.type, line) }),
  };
}
