export { explain } from './lib/explain.ts';
export { toRefusal, toWebhookError, warnOnConsole, type Refusal } from './lib/refusal.ts';
