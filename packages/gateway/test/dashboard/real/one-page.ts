import { afterAll } from 'vitest';
import type { Stage } from '../real.test.ts';
import type { RealPage } from './open-real.ts';

/** Opens a path of the dashboard, on the page that is open already. */
export type Visit = (path: string) => Promise<RealPage>;

/** One page for all tests of a part, which its own router leads on: loading it anew costs more than what is tested. */
export function onePage(get: () => Stage): Visit {
  let opened: RealPage | undefined;
  afterAll(async () => {
    await opened?.page.context().close();
  });
  return async (path) => {
    if (opened === undefined) {
      opened = await get().real.open();
      await opened.go(path);
      return opened;
    }
    const { page } = opened;
    // What a test before has left open is not in the way of the next one.
    await page.evaluate((to) => {
      for (const dialog of document.querySelectorAll('dialog')) dialog.dispatchEvent(new Event('cancel'));
      history.pushState({}, '', to);
    }, path);
    return opened;
  };
}
