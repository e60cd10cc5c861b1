import { expect, test } from 'vitest';
import type { Dashboard } from './start-dashboard.ts';

interface Row {
  readonly id: string;
  readonly type: string | null;
  readonly forwards: { readonly dead: number };
}

async function readAll(dashboard: Dashboard): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (let cursor = ''; ;) {
    const answer = await fetch(`${dashboard.address}/api/v1/events?limit=200${cursor}`);
    const { items, next } = (await answer.json()) as { items: Row[]; next: string | null };
    all.push(...items);
    if (next === null) return all;
    cursor = `&cursor=${next}`;
  }
}

async function findEvent(dashboard: Dashboard, isWanted: (row: Row) => boolean): Promise<string> {
  return (await readAll(dashboard)).find(isWanted)?.id ?? 'none';
}

// One of each of the hostile types of the fake gateway.
async function findHostile(dashboard: Dashboard): Promise<readonly string[]> {
  const isHostile = ({ type }: Row): boolean =>
    type !== null &&
    (/[<"${]|javascript|longlong/.test(type) || type.includes('\u202e') || type.includes('\0'));
  const byType = new Map((await readAll(dashboard)).filter(isHostile).map(({ id, type }) => [type, id]));
  return [...byType.values()];
}

/** What senders write is text. */
export function testHostile(get: () => Dashboard): void {
  test('markup, scripts and links in types, bodies, headers, targets, answers and names are inert', async () => {
    const hostile = await findHostile(get());
    expect(hostile.length).toBeGreaterThan(5);
    const { page, go, faults } = await get().open();
    await go('/events?endpoint=end_3');
    await page.locator('tr[data-row]').first().waitFor();
    for (const id of hostile.slice(0, 4)) {
      await go(`/events/${id}?tab=body`);
      await page.getByRole('group', { name: 'Body' }).waitFor();
      await page.getByRole('button', { name: 'Raw' }).click();
      await page.getByRole('tab', { name: 'Headers' }).click();
      await page.getByRole('region', { name: 'Headers' }).waitFor();
      await page.getByRole('tab', { name: 'Overview' }).click();
    }
    await go('/endpoints/end_3');
    await page.getByRole('heading', { name: '<img src=x onerror="window.owned=1">' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('img');
    await page
      .getByRole('listbox', { name: 'Commands' })
      .getByRole('option', { name: '<img src=x' })
      .waitFor();
    expect(await page.evaluate(() => (globalThis as { owned?: unknown }).owned)).toBeUndefined();
    expect(await page.evaluate(() => document.querySelectorAll('iframe, img, main script').length)).toBe(0);
    expect(faults).toEqual([]);
  });

  test('the answer of a destination is text', async () => {
    const { page, go, faults } = await get().open();
    const dead = await findEvent(get(), ({ forwards }) => forwards.dead > 0);
    await go(`/events/${dead}?tab=forwards`);
    await page.getByRole('button', { name: '3 attempts' }).first().click();
    await page.getByRole('region', { name: 'answer to attempt 3' }).first().waitFor();
    expect(await page.locator('.attempts h1').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  test('what turns or hides text is shown as what it is', async () => {
    const id = await findEvent(get(), ({ type }) => type?.includes('\u202e') === true);
    const { page, go } = await get().open();
    await go(`/events/${id}`);
    const title = await page.getByRole('heading', { level: 1 }).innerText();
    expect(title).toBe('invoice\\u202edaip.\\u202c');
  });
}
