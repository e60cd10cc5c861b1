export { memoryStore, type MemoryStoreOptions } from './lib/memory-store.ts';
export type { StoreClaim, WebhookStore } from './lib/store.ts';
