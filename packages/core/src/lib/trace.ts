import type { DeliveryHead } from './delivery.ts';
import type { ProviderDefinition } from './provider-definition.ts';
import type { OpenClaim, Scheme } from './scheme.ts';

/** A step of verification, in the order in which they are taken. */
export type VerificationStep = 'method' | 'headers' | 'body' | 'key' | 'signature' | 'freshness' | 'event';

/**
 * Every header that a scheme has; one that combines several names none itself.
 *
 * @param scheme - of a provider
 * @returns their names, in lower case
 */
export function headersOf({ headers, signedAs }: Scheme): readonly string[] {
  return headers.length > 0 ? headers : (signedAs?.headers ?? []);
}

/**
 * The scheme that a delivery follows, for whoever explains it: the one of which most headers are there.
 *
 * @param definition - of the provider
 * @param delivery - what came
 * @returns the first one where none is followed; undefined where the provider has none
 */
export function schemeOf(
  { schemes }: Pick<ProviderDefinition, 'schemes'>,
  { headers }: Pick<DeliveryHead, 'headers'>,
): Scheme | undefined {
  const has = (name: string): boolean => headers.has(name);
  return (
    schemes.find((scheme) => headersOf(scheme).every(has)) ??
    schemes.find((scheme) => headersOf(scheme).some(has)) ??
    schemes[0]
  );
}

/**
 * What a delivery claims by a scheme, before anything is proved.
 *
 * @param scheme - that it follows
 * @param head - what came
 * @returns undefined where it cannot be read
 */
export function claimOf(scheme: Scheme, head: DeliveryHead): OpenClaim | undefined {
  try {
    return scheme.read(head);
  } catch {
    return undefined;
  }
}

/**
 * The step at which verification ends with a code.
 *
 * @param code - of a `WebhookError`
 * @param isRead - whether `claimOf` could read what the delivery claims
 * @example
 * ```ts
 * import { failedStep } from '@hooklatch/core/provider';
 *
 * failedStep('timestamp_stale', true); // 'freshness'
 * ```
 */
export function failedStep(code: string, isRead: boolean): VerificationStep {
  if (code === 'method_not_allowed' || code === 'insecure_transport') return 'method';
  if (code.startsWith('secret_')) return 'key';
  if (/^(payload|body)_|^over_capacity$/.test(code)) return 'body';
  if (code.startsWith('timestamp_')) return 'freshness';
  if (code === 'signature_mismatch') return 'signature';
  // What is missing or malformed within the body is found only when the proof is looked at.
  if (/^(signature|header)_/.test(code)) return isRead ? 'signature' : 'headers';
  return 'event';
}
