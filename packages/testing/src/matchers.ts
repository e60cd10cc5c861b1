export {
  matchers,
  type MatcherResult,
  type Matchers,
  type RejectedBy,
  type WebhookMatchers,
} from './lib/matchers.ts';
export type { Target, WebhookLike } from './lib/target.ts';
