import { WebhookVerificationService } from './lib/service.ts';

export { WebhookVerificationService };
// oxlint-disable-next-line import/no-default-export -- the migrated code may import it so
export default WebhookVerificationService;

export { createWebhookHandler as createCloudflareWebhookHandler } from './lib/cloudflare.ts';
export type { CloudflareWebhookHandler, CloudflareWebhookHandlerOptions } from './lib/cloudflare.ts';
export { detectFromHeaders as detectPlatformFromHeaders } from './lib/detect.ts';
export { createWebhookMiddleware } from './lib/express.ts';
export type {
  ExpressLikeNext,
  ExpressLikeRequest,
  ExpressLikeResponse,
  ExpressWebhookMiddleware,
  ExpressWebhookMiddlewareOptions,
} from './lib/express.ts';
export { createWebhookHandler as createHonoWebhookHandler } from './lib/hono.ts';
export type { HonoContextLike, HonoWebhookHandlerOptions } from './lib/hono.ts';
export { PlatformManager, platformManager, type PlatformName } from './lib/manager.ts';
export type { AdapterOptions } from './lib/mounted.ts';
export { createWebhookHandler as createNextjsWebhookHandler } from './lib/nextjs.ts';
export type { NextWebhookHandlerOptions } from './lib/nextjs.ts';
export { extractRawBody, toWebRequest, type MinimalNodeRequest } from './lib/node-request.ts';
export {
  getPlatformNormalizationCategory,
  getPlatformsByCategory,
  normalizePayload,
} from './lib/normalize.ts';
export type * from './lib/normalized.ts';
export {
  getPlatformAlgorithmConfig,
  getPlatformsUsingAlgorithm,
  platformUsesAlgorithm,
  validateSignatureConfig,
} from './lib/platform-config.ts';
export type { TernPlatform } from './lib/platforms.ts';
export { WebhookPlatformKeys } from './lib/types.ts';
export type {
  CustomSignatureConfig,
  MultiPlatformSecrets,
  PlatformAlgorithmConfig,
  SignatureAlgorithm,
  SignatureConfig,
  SignatureTextEncoding,
  TokenAuthConfig,
  VerificationAttempt,
  WebhookConfig,
  WebhookErrorCode,
  WebhookMetadata,
  WebhookVerificationResult,
  WebhookPlatform,
} from './lib/types.ts';
export { createAlgorithmVerifier, createCustomVerifier, type WebhookVerifier } from './lib/verifiers.ts';
