import type { DeliveryReport } from '@hooklatch/core';
import { memoryStore, type WebhookStore } from '@hooklatch/core/store';
import { expect, vi, type Mock } from 'vitest';
import { gate } from './delivery.ts';

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

/** The same whose claims wait: `claiming` opens when one is asked for, and it is given once `letGo` is open. */
export function waitingStore(): {
  readonly store: WatchedStore;
  readonly claiming: ReturnType<typeof gate>;
  readonly letGo: ReturnType<typeof gate>;
} {
  const [claiming, letGo] = [gate(), gate()];
  const store = watchedStore();
  const claim: WebhookStore['claim'] = async (...claimed) => {
    claiming.open();
    await letGo.opened;
    return store.claim(...claimed);
  };
  return { store: { ...store, claim }, claiming, letGo };
}

/** Neither completed nor given back: the lease is left to end by itself. */
export function expectUnsettled({ complete, release }: WatchedStore): void {
  expect([complete, release].flatMap(({ mock }) => mock.calls)).toEqual([]);
}

/** A guard under test. */
interface Watched {
  readonly store: WatchedStore;
  readonly reports: readonly DeliveryReport[];
}

/** A guard's route that has answered: reported, and its claim completed or given back. */
export async function expectSettled(
  { store, reports }: Watched,
  outcome: 'passed' | 'failed',
): Promise<void> {
  await vi.waitFor(() => expect(reports).toHaveLength(1));
  expect(reports[0]?.outcome).toBe(outcome);
  expect(store.complete).toHaveBeenCalledTimes(outcome === 'passed' ? 1 : 0);
  expect(store.release).toHaveBeenCalledTimes(outcome === 'passed' ? 0 : 1);
}

/** A sender that has left while the route worked. */
export async function expectLeftToEnd({ store, reports }: Watched): Promise<void> {
  const report = { outcome: 'failed', warnings: [expect.stringContaining('lease')] };
  await vi.waitFor(() => expect(reports).toMatchObject([report]));
  expectUnsettled(store);
}
