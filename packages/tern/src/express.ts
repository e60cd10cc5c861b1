export { createWebhookMiddleware } from './lib/express.ts';
export type {
  ExpressLikeNext,
  ExpressLikeRequest,
  ExpressLikeResponse,
  ExpressWebhookMiddleware,
  ExpressWebhookMiddlewareOptions,
} from './lib/express.ts';
