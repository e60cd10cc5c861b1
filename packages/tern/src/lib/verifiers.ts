import type { SignatureConfig, WebhookPlatform, WebhookVerificationResult } from './types.ts';
import { verifyRequest } from './verify.ts';

/** Verifies requests with one secret and one scheme. */
export interface WebhookVerifier {
  verify(request: Request): Promise<WebhookVerificationResult>;
}

/**
 * A verifier of a scheme.
 *
 * @param secret - the secret or the public key
 * @param config - the scheme as data
 * @param platform - the name in results (`unknown`)
 * @param toleranceInSeconds - (300)
 */
export function createAlgorithmVerifier(
  secret: string,
  config: SignatureConfig,
  platform: WebhookPlatform = 'unknown',
  toleranceInSeconds: number = 300,
): WebhookVerifier {
  const whole = { platform, secret, toleranceInSeconds, signatureConfig: config };
  return { verify: (request) => verifyRequest(request, whole) };
}

/**
 * A verifier of a token.
 *
 * @param secret - the token
 * @param config - where it stands
 * @param toleranceInSeconds - (300)
 */
export function createCustomVerifier(
  secret: string,
  config: SignatureConfig,
  toleranceInSeconds: number = 300,
): WebhookVerifier {
  return createAlgorithmVerifier(secret, { ...config, algorithm: 'custom' }, 'custom', toleranceInSeconds);
}
