import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from 'vitest';
import type { Dashboard, WatchedPage } from './start-dashboard.ts';

// What is there when the screen is.
const screens = [
  ['setup', '/setup', 'Set up this gateway'],
  ['login', '/login', 'Sign in'],
  ['overview', '/', 'Overview'],
  ['events', '/events', 'Events'],
  ['an event beside the list', '/events?event=FIRST', 'Events'],
  ['its body', '/events/FIRST?tab=body', 'FIRST'],
  ['its headers', '/events/FIRST?tab=headers', 'FIRST'],
  ['its verification', '/events/FIRST?tab=verification', 'FIRST'],
  ['its forwards', '/events/FIRST?tab=forwards', 'FIRST'],
  ['its alerts', '/events/FIRST?tab=alerts', 'FIRST'],
  ['the replay dialog', '/events?event=FIRST&act=replay', 'Replay 1 event'],
  ['a comparison', '/compare?left=FIRST&right=SECOND&all=yes', 'Compare two events'],
  ['an empty list', '/events?q=nothinglikethis', 'No event is like that'],
  ['endpoints', '/endpoints', 'Endpoints'],
  ['the providers', '/endpoints/new', 'New endpoint'],
  ['the form of one', '/endpoints/new?provider=square', 'New endpoint for Square'],
  ['an endpoint', '/endpoints/end_0', 'Billing, live'],
  ['its steps', '/endpoints/end_0/connect', 'Connect Billing, live'],
  ['no such page', '/nowhere', 'There is no such page'],
] as const;

interface Row {
  readonly id: string;
  readonly type: string;
}

async function openScreen(dashboard: Dashboard, watched: WatchedPage, at: number): Promise<void> {
  const [name, path, heading] = screens[at] ?? screens[2];
  await dashboard.tell({ isSetUp: name !== 'setup', isSignedIn: name !== 'setup' && name !== 'login' });
  const rows = await fetch(`${dashboard.address}/api/v1/events?outcome=verified&endpoint=end_0`);
  const { items } = (await rows.json()) as { items?: Row[] };
  const fill = (text: string): string =>
    text.replace('FIRST', items?.[0]?.id ?? '').replace('SECOND', items?.[1]?.id ?? '');
  await watched.go(fill(path));
  const title = heading === 'FIRST' ? (items?.[0]?.type ?? '') : heading;
  await watched.page.getByRole('heading', { name: title, exact: true }).first().waitFor();
  await watched.page.waitForFunction(() => document.querySelector('.loading') === null);
}

/** What holds for each screen. */
export function testScreens(get: () => Dashboard): void {
  // The same page for all of them: they only read.
  let watched: WatchedPage | undefined;
  test.each(screens.map(([name], at) => [name, at] as const))(
    '%s: axe finds nothing, the colours of both themes have contrast, and 320 pixels are enough',
    async (_, at) => {
      watched ??= await get().open();
      const { page } = watched;
      await page.setViewportSize({ width: 1360, height: 520 });
      await page.emulateMedia({ colorScheme: 'light' });
      await openScreen(get(), watched, at);
      // There is no frame: the page that joins the findings of frames is spared.
      const axe = (): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();
      const light = await axe().analyze();
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await axe().withRules(['color-contrast']).analyze();
      const found = [...light.violations, ...dark.violations];
      expect(
        found.map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`).join(' ')}`,
        ),
      ).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      const widths = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main, aside, dialog')].map(
          (element) => element.scrollWidth,
        ),
      );
      expect(Math.max(...widths)).toBeLessThanOrEqual(320);
    },
  );
}
