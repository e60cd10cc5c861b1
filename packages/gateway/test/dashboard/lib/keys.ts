import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectSoon } from './expect-soon.ts';
import type { Dashboard } from './start-dashboard.ts';

/** The row that has the focus. */
const focused = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.closest<HTMLElement>('tr[data-row]')?.dataset['row']);

const rows = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('tr[data-row]')].map((row) => row.dataset['row']),
  );

const opened = (page: Page): string | null => new URL(page.url()).searchParams.get('event');

async function openEvents(dashboard: Dashboard): Promise<Page> {
  const { page, go } = await dashboard.open();
  await go('/events?endpoint=end_0&outcome=verified');
  await page.locator('tr[data-row]').first().waitFor();
  return page;
}

/** Everything by keyboard. */
export function testKeys(get: () => Dashboard): void {
  test('j and k walk the rows, Enter opens one beside the list, Esc closes it and the row has the focus', async () => {
    const page = await openEvents(get());
    const [first, second, third] = await rows(page);
    await page.keyboard.press('j');
    await expectSoon(() => focused(page)).toBe(first);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expectSoon(() => focused(page)).toBe(third);
    await page.keyboard.press('k');
    await expectSoon(() => focused(page)).toBe(second);
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Event' }).waitFor();
    expect(opened(page)).toBe(second);
    expect(await rows(page)).toContain(first);
    // The panel follows.
    await page.keyboard.press('j');
    await expectSoon(() => opened(page)).toBe(third);
    await page.getByRole('tab', { name: 'Overview' }).focus();
    await page.keyboard.press('Escape');
    await expectSoon(() => opened(page)).toBeNull();
    await expectSoon(() => focused(page)).toBe(third);
  });

  test('/ goes to the search, where letters are letters', async () => {
    const page = await openEvents(get());
    await page.keyboard.press('/');
    await page.keyboard.type('jkn');
    const search = page.getByLabel('Search in bodies and headers');
    expect(await search.inputValue()).toBe('jkn');
    await expectSoon(() => new URL(page.url()).searchParams.get('q')).toBe('jkn');
    await page.getByRole('heading', { name: 'No event is like that' }).waitFor();
  });

  test('r says how many and where to before anything is sent', async () => {
    const page = await openEvents(get());
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Replay 1 event' });
    await dialog.getByRole('button', { name: 'Send 1 event to 2 destinations' }).waitFor();
    expect(await dialog.innerText()).toContain('https://app.example.com/webhooks');
    await dialog.getByLabel('Warehouse').uncheck();
    await dialog.getByRole('button', { name: 'Send 1 event to 1 destination' }).click();
    await page.getByText('1 event is on its way to 1 destination.').waitFor();
    await page.getByRole('tab', { name: 'Forwards' }).click();
    await page.getByText('replay 1').waitFor();
  });

  test('c copies the command that repeats the delivery', async () => {
    const page = await openEvents(get());
    await page.keyboard.press('j');
    await page.keyboard.press('c');
    await page.getByText('Copied as curl.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('curl -X POST');
  });

  test('d on two events compares them', async () => {
    const page = await openEvents(get());
    await page.keyboard.press('j');
    await page.keyboard.press('d');
    await page.keyboard.press('j');
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Compare two events' }).waitFor();
    await page.getByRole('row', { name: /data\.object\.id/ }).waitFor();
    expect(await page.getByRole('row', { name: 'livemode' }).count()).toBe(0);
  });

  test('g o and g n go to screens, and ? lists the keys', async () => {
    const page = await openEvents(get());
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await page.getByRole('heading', { name: 'Endpoints' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await expectSoon(() => help.innerText()).toContain('Go to Events');
  });

  test('keys that are switched off do nothing; the command menu does', async () => {
    const page = await openEvents(get());
    await page.keyboard.press('?');
    await page.getByRole('switch').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark theme');
    await page.keyboard.press('Enter');
    await expectSoon(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    expect(new URL(page.url()).pathname).toBe('/events');
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  });

  test('a dialog gives the focus back', async () => {
    const page = await openEvents(get());
    const button = page.getByRole('button', { name: 'Keys' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await expectSoon(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
  });
}
