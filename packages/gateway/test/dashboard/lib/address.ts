import { expect, test } from 'vitest';
import { expectSoon } from './expect-soon.ts';
import type { Dashboard } from './start-dashboard.ts';

/** The URL holds the state. */
export function testAddress(get: () => Dashboard): void {
  test('filters, the open event, its part and its view come back after a reload', async () => {
    const { page, go } = await get().open();
    await go('/events');
    await page.getByLabel('Outcome').selectOption('verified');
    await page.getByLabel('Provider').selectOption('stripe');
    await page.getByLabel('Type, such as').fill('invoice.*');
    await page.getByRole('combobox', { name: 'Time' }).selectOption('7d');
    await expectSoon(() => new URL(page.url()).searchParams.get('type')).toBe('invoice.*');
    await page.locator('tr[data-row] a').first().click();
    await page.getByRole('tab', { name: 'Body' }).click();
    await page.getByRole('button', { name: 'Hex' }).click();
    await page.getByRole('region', { name: 'body as hex' }).waitFor();
    const before = page.url();
    await page.reload();
    await page.getByRole('region', { name: 'body as hex' }).waitFor();
    expect(page.url()).toBe(before);
    expect(await page.getByLabel('Outcome').inputValue()).toBe('verified');
    expect(await page.getByLabel('Provider').inputValue()).toBe('stripe');
    expect(await page.getByLabel('Type, such as').inputValue()).toBe('invoice.*');
    expect(await page.getByRole('combobox', { name: 'Time' }).inputValue()).toBe('7d');
    const chosen = new URL(before).searchParams.get('event');
    expect(await page.locator('tr.table-chosen').getAttribute('data-row')).toBe(chosen);
  });

  test('back undoes a choice, and the fields show it', async () => {
    const { page, go } = await get().open();
    await go('/events');
    await page.getByLabel('Outcome').selectOption('rejected');
    await expectSoon(() => new URL(page.url()).search).toBe('?outcome=rejected');
    await page.goBack();
    await expectSoon(() => page.getByLabel('Outcome').inputValue()).toBe('');
  });

  test('a filter that cannot be read is told below it, and the list teaches', async () => {
    const { page, go } = await get().open();
    await go('/events?filter=foo%3D1');
    await page.getByText('Unknown field in "foo=1".').waitFor();
    expect(await page.getByRole('heading', { name: 'This search cannot be read' }).count()).toBe(1);
  });

  test('a bar of the histogram is a time', async () => {
    const { page, go } = await get().open();
    await go('/events');
    await page.locator('.chart-bar').nth(50).click();
    await expectSoon(() => new URL(page.url()).searchParams.get('from')).not.toBeNull();
    await page.getByLabel('From').waitFor();
  });

  test('the endpoint goes along from screen to screen', async () => {
    const { page, go } = await get().open();
    await go('/events');
    await page.getByRole('combobox', { name: 'Endpoint' }).selectOption('end_2');
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).search).toBe('?endpoint=end_2');
  });
}
