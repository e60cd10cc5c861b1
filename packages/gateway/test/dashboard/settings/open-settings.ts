import type { Page } from 'playwright-core';
import { openReal, type Real, type RealPage } from '../real/open-real.ts';
import { startReceiver, type Receiver } from './receiver.ts';

/** What every part of these tests uses. */
export interface Settings {
  readonly real: Real;
  readonly receiver: Receiver;
  /** The owner's page, the same for all tests: its own router leads it on. */
  readonly owner: RealPage;
  /** Leads the owner's page to a path. */
  lead(path: string): Promise<Page>;
  /** Makes something by the API. @returns its id */
  make(path: string, body: object): Promise<string>;
  /** Asks the API as the owner does. */
  list(path: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  close(): Promise<void>;
}

/** The password of everybody but the owner. */
export const known = 'correct horse battery staple';

/** Leads a page that is open to a path, by its own router; what a test before has left open is closed. */
export async function leadOn({ page }: RealPage, path: string): Promise<Page> {
  await page.evaluate((to) => {
    for (const dialog of document.querySelectorAll('dialog')) dialog.dispatchEvent(new Event('cancel'));
    history.pushState({}, '', to);
  }, path);
  return page;
}

/** Opens the gateway, and the owner's page. */
export async function openSettings(): Promise<Settings> {
  const receiver = await startReceiver();
  const real = await openReal();
  const owner = await real.open();
  await owner.go('/settings');
  return {
    real,
    receiver,
    owner,
    lead: (path) => leadOn(owner, path),
    make: async (path, body) => String((await real.ask(path, body))['id']),
    list: async (path) => (await real.ask(path, undefined, 'GET'))['items'] as Record<string, unknown>[],
    async close() {
      await real.close();
      receiver.close();
    },
  };
}
