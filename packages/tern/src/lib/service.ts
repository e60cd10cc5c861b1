import { detectPlatform } from './detect.ts';
import type { NormalizeOptions } from './normalized.ts';
import {
  getPlatformsUsingAlgorithm,
  platformUsesAlgorithm,
  validateSignatureConfig,
} from './platform-config.ts';
import type {
  MultiPlatformSecrets,
  SignatureConfig,
  WebhookConfig,
  WebhookPlatform,
  WebhookVerificationResult,
} from './types.ts';
import { verifyAnyRequest, verifyRequest, verifyToken } from './verify.ts';

type Verified<TPayload> = Promise<WebhookVerificationResult<TPayload>>;

/**
 * Verifies requests, with results instead of errors.
 *
 * @example
 * ```ts
 * import { WebhookVerificationService } from '@hooklatch/tern';
 *
 * const request = new Request('https://example.com/webhooks/stripe', { method: 'POST' });
 * const result = await WebhookVerificationService.verify(request, {
 *   platform: 'stripe',
 *   secret: 'whsec_4f1c0d2e9b7a8635',
 * });
 * console.log(result.isValid, result.errorCode, result.eventId);
 * ```
 */
// oxlint-disable-next-line typescript/no-extraneous-class -- the migrated code calls these as static methods
export class WebhookVerificationService {
  /**
   * Verifies with a platform, or with a scheme as data. Never rejects; the request can be read afterwards.
   *
   * @param request - not read yet
   * @param config - the platform and its secret
   */
  static verify<TPayload = unknown>(request: Request, config: WebhookConfig): Verified<TPayload> {
    return verifyRequest(request, config) as Verified<TPayload>;
  }

  /**
   * The same, with the configuration spelt out.
   *
   * @param request - not read yet
   * @param platform - its name
   * @param secret - the platform's
   * @param toleranceInSeconds - (what the provider states, 300 at most)
   * @param normalize - maps the payload (false)
   */
  static verifyWithPlatformConfig<TPayload = unknown>(
    request: Request,
    platform: WebhookPlatform,
    secret: string,
    toleranceInSeconds?: number,
    normalize: boolean | NormalizeOptions = false,
  ): Verified<TPayload> {
    return verifyRequest(request, { platform, secret, toleranceInSeconds, normalize }) as Verified<TPayload>;
  }

  /**
   * Verifies with every configured platform whose headers are there.
   *
   * @param request - not read yet
   * @param secrets - by platform; those that are not set are left out
   * @param toleranceInSeconds - (what each provider states, 300 at most)
   * @param normalize - maps the payload (false)
   * @returns the first result that is valid, else a failure with `metadata.attempts`
   */
  static verifyAny<TPayload = unknown>(
    request: Request,
    secrets: MultiPlatformSecrets,
    toleranceInSeconds?: number,
    normalize: boolean | NormalizeOptions = false,
  ): Verified<TPayload> {
    return verifyAnyRequest(request, secrets, toleranceInSeconds, normalize) as Verified<TPayload>;
  }

  /**
   * Compares the headers `x-webhook-id` and `x-webhook-token` with a pair.
   *
   * @param request - not read yet
   * @param webhookId - the endpoint's id
   * @param webhookToken - the token
   */
  static verifyTokenAuth<TPayload = unknown>(
    request: Request,
    webhookId: string,
    webhookToken: string,
  ): Verified<TPayload> {
    return verifyToken(request, webhookId, webhookToken) as Verified<TPayload>;
  }

  /** {@link WebhookVerificationService.verifyTokenAuth} by its older name. */
  static verifyTokenBased<TPayload = unknown>(
    request: Request,
    webhookId: string,
    webhookToken: string,
  ): Verified<TPayload> {
    return verifyToken(request, webhookId, webhookToken) as Verified<TPayload>;
  }

  /** Guesses from headers who sent a request; no verdict depends on it. `unknown` where no header tells. */
  static detectPlatform(request: Request): WebhookPlatform {
    return detectPlatform(request);
  }

  /** The platforms that use an algorithm. */
  static getPlatformsUsingAlgorithm(algorithm: string): WebhookPlatform[] {
    return getPlatformsUsingAlgorithm(algorithm);
  }

  /** Whether a platform uses an algorithm. */
  static platformUsesAlgorithm(platform: WebhookPlatform, algorithm: string): boolean {
    return platformUsesAlgorithm(platform, algorithm);
  }

  /** Whether a configuration can be used. */
  static validateSignatureConfig(config: SignatureConfig): boolean {
    return validateSignatureConfig(config);
  }
}
