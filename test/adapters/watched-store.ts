import { memoryStore, type WebhookStore } from '@hooklatch/core/store';
import { vi, type Mock } from 'vitest';

/** A store whose calls can be counted, and waited for. */
export interface WatchedStore extends WebhookStore {
  readonly complete: Mock<WebhookStore['complete']>;
  readonly release: Mock<WebhookStore['release']>;
}

/** A store in memory whose ends of claims are watched. */
export function watchedStore(): WatchedStore {
  const store = memoryStore();
  const complete = vi.fn<WebhookStore['complete']>((...args) => store.complete(...args));
  const release = vi.fn<WebhookStore['release']>((...args) => store.release(...args));
  return { ...store, complete, release };
}
