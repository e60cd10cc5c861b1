import { WebhookError, type WebhookEvent, type WebhookErrorCode as DeliveryErrorCode } from '@hooklatch/core';
import { toText } from '@hooklatch/core/provider';
import type {
  WebhookErrorCode,
  WebhookMetadata,
  WebhookPlatform,
  WebhookVerificationResult,
} from './types.ts';

/** What is said of a failure: it can be shown to anybody. */
const sentences: Readonly<Record<WebhookErrorCode, string>> = {
  MISSING_SIGNATURE: 'The signature, or a header that goes with it, is missing.',
  INVALID_SIGNATURE: 'The signature does not fit.',
  TIMESTAMP_EXPIRED: 'The timestamp is outside the tolerance.',
  MISSING_TOKEN: 'The token, or a header that goes with it, is missing.',
  INVALID_TOKEN: 'The token does not fit.',
  PLATFORM_NOT_SUPPORTED: 'This platform is not supported.',
  NORMALIZATION_ERROR: 'The payload could not be normalized.',
  VERIFICATION_ERROR: 'The delivery could not be verified.',
};

const errorCodes: Readonly<Partial<Record<DeliveryErrorCode, WebhookErrorCode>>> = {
  signature_missing: 'MISSING_SIGNATURE',
  header_duplicate: 'INVALID_SIGNATURE',
  header_malformed: 'INVALID_SIGNATURE',
  signature_mismatch: 'INVALID_SIGNATURE',
  timestamp_stale: 'TIMESTAMP_EXPIRED',
  timestamp_future: 'TIMESTAMP_EXPIRED',
};

/** The short code of a stable one; a platform that sends a token has its own. */
function toErrorCode(code: DeliveryErrorCode | undefined, isToken: boolean): WebhookErrorCode {
  const found = (code && errorCodes[code]) ?? 'VERIFICATION_ERROR';
  return isToken ? (found.replace(/_SIGNATURE$/, '_TOKEN') as WebhookErrorCode) : found;
}

/** A failure that was no delivery's. */
export function toRefusal(
  platform: WebhookPlatform,
  errorCode: WebhookErrorCode,
  hint?: string,
  code?: DeliveryErrorCode,
): WebhookVerificationResult<never> {
  return {
    isValid: false,
    error: sentences[errorCode],
    errorCode,
    ...(code && { code }),
    ...(hint && { hint }),
    platform,
  };
}

/** What a thrown error means. Everything that is not understood is a failure too. */
export function toFailure(
  platform: WebhookPlatform,
  thrown: unknown,
  isToken: boolean,
): WebhookVerificationResult<never> {
  if (WebhookError.is(thrown)) {
    const { code, hint } = thrown;
    return toRefusal(platform, toErrorCode(code, isToken), hint, code);
  }
  const hint = thrown instanceof Error ? thrown.message : 'Something was thrown that is no error.';
  return toRefusal(platform, 'VERIFICATION_ERROR', hint);
}

/** What is known of an event's platform. */
export interface ResultContext {
  readonly platform: WebhookPlatform;
  /** `hmac-sha256`, `token-based`, … */
  readonly algorithm: string;
  /** The header of the id, where a configuration names one. */
  readonly idHeader?: string | undefined;
}

/** Headers that a platform's metadata holds, by name. */
const metadataHeaders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  github: { event: 'x-github-event', delivery: 'x-github-delivery' },
  fal: { requestId: 'x-fal-webhook-request-id', userId: 'x-fal-webhook-user-id' },
};

/** A verified event as a result. */
export function toResult(event: WebhookEvent, context: ResultContext): WebhookVerificationResult<unknown> {
  const { platform } = context;
  const payload = payloadOf(event);
  return {
    isValid: true,
    platform,
    ...(payload !== undefined && { payload }),
    ...(event.id !== undefined && { eventId: `${platform}_${event.id}` }),
    metadata: metadataOf(event, context),
  };
}

function metadataOf(event: WebhookEvent, { algorithm, idHeader }: ResultContext): WebhookMetadata {
  const { id, timestamp, headers, provider } = event;
  const named = Object.entries(metadataHeaders[provider] ?? {}).map(
    ([name, header]) => [name, headers.get(header)] as const,
  );
  return {
    algorithm,
    ...(timestamp !== undefined && { timestamp: String(Math.floor(timestamp / 1000)) }),
    id: (idHeader === undefined ? undefined : headers.get(idHeader)) ?? id ?? null,
    ...Object.fromEntries(named.filter(([, value]) => value !== undefined)),
  };
}

/** The payload as the provider writes it, or the text of a body that is none. */
function payloadOf({ payload, body }: WebhookEvent): unknown {
  if (payload !== undefined) return payload;
  try {
    return toText(body);
  } catch {
    return undefined;
  }
}
