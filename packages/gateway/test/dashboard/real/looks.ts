import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, expect, test } from 'vitest';
import type { Stage } from '../real.test.ts';
import type { RealPage } from './open-real.ts';

const screens = [
  ['/destinations', 'Destinations'],
  ['/destinations/new?kind=http', 'New destination: HTTP'],
  ['/destinations/BAD', 'Warehouse'],
  ['/destinations/BAD?act=connect', 'Connect an endpoint to Warehouse'],
  ['/forwards', 'Forwards'],
  ['/forwards?state=dead&forward=DEAD', 'Dead letters'],
  ['/bulk-retries', 'Bulk retry'],
  ['/issues?state=all', 'Issues'],
  ['/alerts', 'Alerts'],
  ['/rules', 'Rules'],
  ['/rules/new', 'New rule'],
  ['/rules/DIGEST', 'The next digest'],
  ['/channels', 'Channels'],
  ['/channels?act=new', 'New channel'],
  ['/tunnel', 'Tunnel'],
  ['/settings', 'Storage'],
  ['/settings/users?act=new', 'Add 1 user'],
  ['/settings/tokens?act=new', 'New token'],
  ['/settings/audit', 'Audit log'],
] as const;

// Those that have every colour between them: contrast in the dark costs a second for each.
const dark = new Set(['/destinations/BAD', '/forwards?state=dead&forward=DEAD', '/rules/DIGEST']);

/** What holds for each screen, with hostile names in all of them. */
export function testLooks(get: () => Stage): void {
  // One page for all of them, which its own router leads on: loading it anew costs more than looking.
  let opened: RealPage | undefined;
  const open = async (path: string): Promise<RealPage> => {
    if (opened === undefined) {
      opened = await get().real.open();
      await opened.go(path);
    } else {
      await opened.page.setViewportSize({ width: 1360, height: 800 });
      await opened.page.emulateMedia({ colorScheme: 'light' });
      await opened.page.evaluate((to) => history.pushState({}, '', to), path);
    }
    return opened;
  };
  afterAll(() => get().real.closePages());

  test.each(screens)(
    '%s: axe finds nothing, 320 pixels are enough, and no name is markup',
    async (path, heading) => {
      const { real, ids } = get();
      const { items } = (await real.ask('/forwards?state=dead', undefined, 'GET')) as {
        items: { id: string }[];
      };
      const filled = path
        .replace('BAD', ids.bad)
        .replace('DEAD', items[0]?.id ?? '')

        .replace('DIGEST', ids.digest);
      const { page, faults } = await open(filled);
      await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
      await page.waitForFunction(() => document.querySelector('.loading') === null);
      // There is no frame: the page that joins the findings of frames is spared.
      const axe = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const violations = [...axe.violations];
      if (dark.has(path)) {
        await page.emulateMedia({ colorScheme: 'dark' });
        const contrast = new AxeBuilder({ page }).setLegacyMode().withRules(['color-contrast']);
        violations.push(...(await contrast.analyze()).violations);
      }
      expect(
        violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes.map(({ html, failureSummary }) => html + failureSummary).join(' ')}`,
        ),
      ).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      const widths = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main, aside, dialog')].map(
          (element) => element.scrollWidth,
        ),
      );
      expect(Math.max(...widths)).toBeLessThanOrEqual(320);
      expect(await page.locator('img, iframe, [style*="url"]').count()).toBe(0);
      expect(await page.evaluate(() => (globalThis as { owned?: unknown }).owned)).toBeUndefined();
      expect(faults).toEqual([]);
    },
  );
}
