import { expect, test } from 'vitest';
import { expectSoon } from './expect-soon.ts';
import type { Dashboard } from './start-dashboard.ts';

/** The stream, and lists that are long. */
export function testLive(get: () => Dashboard): void {
  test('new events are counted and move no row until n is pressed', async () => {
    const { page, go } = await get().open();
    await go('/events');
    const rows = page.locator('tr[data-row]');
    await rows.first().waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const first = await rows.first().getAttribute('data-row');
    await get().tell({ add: 3 });
    await page.getByRole('button', { name: '3 new' }).waitFor();
    expect(await rows.first().getAttribute('data-row')).toBe(first);
    expect(await page.locator('[data-announcer]').innerText()).toContain('3 new events');
    await page.keyboard.press('n');
    await expectSoon(() => rows.nth(3).getAttribute('data-row')).toBe(first);
    expect(await page.getByRole('button', { name: '3 new' }).count()).toBe(0);
  });

  test('the live region speaks at most every five seconds', async () => {
    const { page, go } = await get().open();
    await page.clock.install();
    await go('/events');
    await page.locator('tr[data-row]').first().waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const said = page.locator('[data-announcer]');
    await get().tell({ add: 1 });
    await page.clock.runFor(1500);
    await page.getByRole('button', { name: '1 new' }).waitFor();
    await page.clock.runFor(100);
    await expectSoon(() => said.innerText()).toContain('1 new event');
    await get().tell({ add: 1 });
    await page.clock.runFor(1500);
    await page.getByRole('button', { name: '2 new' }).waitFor();
    expect(await said.innerText()).toContain('1 new event');
    await page.clock.runFor(5000);
    await expectSoon(() => said.innerText()).toContain('2 new events');
  });

  test('a long list makes only the rows that are seen, and keeps the row that has the focus', async () => {
    const { page, go } = await get().open();
    await go('/events');
    const rows = page.locator('tr[data-row]');
    await rows.first().waitFor();
    await page.keyboard.press('j');
    const first = await rows.first().getAttribute('data-row');
    const scroller = page.locator('.table-scroll');
    for (const pages of [2, 3, 4, 5]) {
      await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await expectSoon(() => scroller.evaluate((element) => element.scrollHeight)).toBeGreaterThan(
        pages * 3600,
      );
    }
    expect(await rows.count()).toBeLessThan(70);
    expect(
      await page.evaluate(() => document.activeElement?.closest<HTMLElement>('tr[data-row]')?.dataset['row']),
    ).toBe(first);
  });

  test('a gateway that was away is asked again', async () => {
    const { page, go } = await get().open();
    await go('/endpoints');
    await page.getByText('Live', { exact: true }).waitFor();
    await get().tell({ isDropped: true });
    await page.getByText('Reconnecting').waitFor();
    await get().tell({ endpoints: [] });
    await page.getByText('Live', { exact: true }).waitFor();
    await expectSoon(() => page.getByRole('heading', { name: 'No endpoints yet' }).count()).toBe(1);
  });
}
