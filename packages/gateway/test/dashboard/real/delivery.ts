import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Stage } from '../real.test.ts';
import { onePage } from './one-page.ts';

/** Where events go, what dies, and what is sent again. */
export function testDelivery(get: () => Stage): void {
  const visit = onePage(get);

  test('a destination is made by keyboard, its secret is shown once, and its schedule stands as times', async () => {
    const { real } = get();
    const { page } = await visit('/destinations');
    await page.getByRole('link', { name: 'Warehouse' }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('link', { name: 'HTTP' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Name').fill('New orders');
    await page.getByLabel('URL').fill(`${real.application.url}/good`);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'New orders is made' });
    await dialog.getByText(/^whsec_/).waitFor();
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('heading', { name: 'New orders' }).waitFor();
    expect(await page.content()).not.toContain('whsec_');
    await expectSoon(() => page.getByRole('list', { name: 'Retries' }).getByRole('listitem').count()).toBe(
      11,
    );
    await page.getByRole('button', { name: 'Change the schedule' }).click();
    await page.getByLabel('After each failure, wait').fill('10s soon');
    await page.getByText('“soon” is no time').waitFor();
    await page.getByLabel('After each failure, wait').fill('10s 1m');
    await page.getByRole('button', { name: 'Save the schedule' }).click();
    await page.getByText('a schedule of its own').waitFor();
    await page.getByRole('button', { name: 'Send 1 test' }).click();
    await page.getByRole('dialog', { name: 'Test of New orders' }).getByText('It arrived').waitFor();
  });

  test('a filter is tried while it is written; a fault stands below it, and a connection keeps it', async () => {
    const { page } = await visit(`/destinations/${get().ids.good}?act=connect`);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('5 of the last 5 events').waitFor();
    await dialog.getByLabel('Filter').fill('nonsense=1');
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Filter').fill('type=invoice.*');
    await dialog.getByText('3 of the last 5 events').waitFor();
    await dialog.getByRole('button', { name: 'Connect Billing' }).click();
    await page
      .getByRole('region', { name: 'Connections to this destination' })
      .getByText('type=invoice.*')
      .waitFor();
    await expectSoon(() => new URL(page.url()).search).toBe('');
  });

  test('pausing and resuming say what waits', async () => {
    const { page, faults } = await visit(`/destinations/${get().ids.good}`);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page
      .getByRole('dialog', { name: 'Pause 1 destination' })
      .getByRole('button', { name: 'Pause' })
      .click();
    await page.getByText('Nothing is sent while it is paused: 0 forwards wait.').waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Send 0 forwards to Orders' }).click();
    await page.getByText('Active', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  test('a dead letter is read and retried by keyboard, and the rest at once', async () => {
    const { real, ids } = get();
    const { page, faults } = await visit(`/forwards?destination=${ids.bad}`);
    await page.getByRole('button', { name: 'Dead letters' }).click();
    const rows = page.locator('tr[data-row]');
    await expectSoon(() => rows.count()).toBe(5);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Forward' });
    await panel.getByText('<h1 onclick="window.owned=1">Service Unavailable</h1>').waitFor();
    expect(await panel.locator('h1').count()).toBe(0);
    real.application.mend();
    await panel.getByRole('button', { name: 'Retry 1 forward to Warehouse' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByText('Delivered', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await expectSoon(() => rows.count()).toBe(4);
    await page.getByRole('link', { name: 'Retry many' }).click();
    await page.getByText('4 dead letters', { exact: true }).waitFor();
    await page.getByLabel('Type').fill('invoice.*');
    await page.getByText('3 dead letters', { exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('type')).toBe('invoice.*');
    await page.getByRole('button', { name: 'Retry 3 dead letters' }).click();
    await page.getByRole('button', { name: 'Send 3 dead letters to Warehouse' }).click();
    const list = page.getByRole('region', { name: 'Bulk retries, the latest first' });
    await list.getByText('3 of 3').waitFor();
    await list.getByText('Done').waitFor();
    expect(real.application.taken.filter((path) => path === '/bad').length).toBeGreaterThanOrEqual(4);
    expect(faults).toEqual([]);
  });
}
