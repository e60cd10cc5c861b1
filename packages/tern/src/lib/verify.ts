import { WebhookError } from '@hooklatch/core';
import { supabaseDatabase } from '@hooklatch/providers/supabase-database';
import { detectPlatform } from './detect.ts';
import { toWebhook } from './endpoint.ts';
import { normalizeResult } from './normalize.ts';
import type { NormalizeOptions } from './normalized.ts';
import { prepare, type Prepared } from './prepare.ts';
import { toFailure, toRefusal, toResult } from './result.ts';
import type {
  MultiPlatformSecrets,
  VerificationAttempt,
  WebhookConfig,
  WebhookPlatform,
  WebhookVerificationResult,
} from './types.ts';

const mostPrepared = 200;
const known = new Map<string, Prepared>();

/** The same configuration is made ready once. */
function prepareOnce(config: WebhookConfig): Prepared | undefined {
  const { platform, secret, toleranceInSeconds, signatureConfig, twilioBaseUrl } = config;
  const key = JSON.stringify([platform, secret, toleranceInSeconds, signatureConfig, twilioBaseUrl]);
  const found = known.get(key) ?? prepare(config);
  if (known.size >= mostPrepared) known.clear();
  if (found) known.set(key, found);
  return found;
}

/** Verifies a request. Never rejects; the request can still be read afterwards. */
export async function verifyRequest(
  request: Request,
  config: WebhookConfig,
): Promise<WebhookVerificationResult<unknown>> {
  const { platform, normalize = false } = config;
  let isToken = false;
  try {
    const found = prepareOnce(config);
    if (!found) return toRefusal(platform, 'PLATFORM_NOT_SUPPORTED', unknownHint(platform));
    ({ isToken } = found);
    const event = await found.webhook.verify(copyOf(request));
    return normalizeResult(toResult(event, found.context), event, normalize);
  } catch (error) {
    return toFailure(platform, error, isToken);
  }
}

function unknownHint(platform: string): string {
  return `There is no platform ${platform}: look at its spelling, or give it a signatureConfig.`;
}

/** @throws WebhookError `body_consumed`, TypeError where it is no `Request` */
function copyOf(request: Request): Request {
  if (typeof request?.clone !== 'function')
    throw new TypeError('This is no Request: give toWebRequest(request) for one of Node.');
  if (request.bodyUsed)
    throw new WebhookError('body_consumed', 'The body was read before: verify first, or give a clone.');
  return request.clone();
}

/** Verifies with every platform whose headers are there, the one that looks likeliest first. */
export async function verifyAnyRequest(
  request: Request,
  secrets: MultiPlatformSecrets,
  toleranceInSeconds?: number,
  normalize: boolean | NormalizeOptions = false,
): Promise<WebhookVerificationResult<unknown>> {
  const detected = detectPlatform(request);
  const configured = Object.entries(secrets)
    .map(([name, secret]) => ({ platform: name.toLowerCase(), secret }))
    .toSorted((a, b) => Number(b.platform === detected) - Number(a.platform === detected));
  const attempts: VerificationAttempt[] = [];
  for (const { platform, secret } of configured) {
    if (!isSet(platform, secret)) continue;
    const config = { platform, secret: secret as string, toleranceInSeconds, normalize };
    if (!fits(request, config)) continue;
    const result = await verifyRequest(request, config);
    if (result.isValid) return result;
    attempts.push(toAttempt(result));
  }
  return refuseAll(detected, attempts);
}

/** Platforms whose secret is not set are left out; fal.ai has none. */
function isSet(platform: string, secret: string | undefined): boolean {
  return typeof secret === 'string' && (secret !== '' || platform === 'falai' || platform === 'fal');
}

/** Whether the headers of the platform are there; one that cannot be used is tried, so that its mistake shows. */
function fits({ headers }: Request, config: WebhookConfig): boolean {
  try {
    const { schemes = [] } = prepareOnce(config)?.provider.definition ?? {};
    return (
      schemes.length === 0 || schemes.some((scheme) => scheme.headers.every((name) => headers.has(name)))
    );
  } catch {
    return true;
  }
}

function toAttempt({ platform, error, errorCode, code }: WebhookVerificationResult): VerificationAttempt {
  return { platform, ...(error && { error }), ...(errorCode && { errorCode }), ...(code && { code }) };
}

function refuseAll(
  platform: WebhookPlatform,
  attempts: readonly VerificationAttempt[],
): WebhookVerificationResult<never> {
  const [first] = attempts;
  const hint = first
    ? 'No secret fits; see metadata.attempts.'
    : 'The headers are those of no platform that has a secret.';
  const errorCode = first?.errorCode ?? 'MISSING_SIGNATURE';
  return { ...toRefusal(platform, errorCode, hint, first?.code), metadata: { attempts } };
}

/** Compares the pair `x-webhook-id` and `x-webhook-token`. The id is the endpoint's, so that there is no event id. */
export async function verifyToken(
  request: Request,
  webhookId: string,
  webhookToken: string,
): Promise<WebhookVerificationResult<unknown>> {
  try {
    if (!/^\S+$/.test(webhookId) || !/^\S(.*\S)?$/.test(webhookToken))
      throw new WebhookError(
        'secret_invalid',
        'The id and the token are not empty, and the id has no space.',
      );
    const provider = supabaseDatabase<object>({ id: webhookId, token: webhookToken });
    const config = { platform: 'custom', secret: `${webhookId} ${webhookToken}` };
    const event = await toWebhook(provider, config).verify(copyOf(request));
    const { eventId: _none, ...result } = toResult(event, { platform: 'custom', algorithm: 'token-based' });
    return { ...result, metadata: { ...result.metadata, id: webhookId } };
  } catch (error) {
    return toFailure('custom', error, true);
  }
}
