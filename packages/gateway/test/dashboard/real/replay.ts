import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Stage } from '../real.test.ts';
import { expectCount, make } from './make.ts';
import { onePage } from './one-page.ts';
import { viewer } from './seed.ts';

/** Presses Tab until something with this role and name has the focus. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const read = (): Promise<string> =>
    page.evaluate(() => {
      const element = document.activeElement;
      const label = element?.closest('label') ?? element;
      const name = element?.getAttribute('aria-label') ?? label?.textContent ?? '';
      return `${element?.getAttribute('role') ?? element?.localName} ${name}`;
    });
  for (let at = 0; at < 60; at += 1) {
    if (wanted.test(await read())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Nothing that Tab reaches is called ${String(wanted)}.`);
}

/** A stored event goes once more. */
export function testReplay(get: () => Stage): void {
  const visit = onePage(get);

  test('an event is replayed to one of its two destinations without a mouse', async () => {
    const { real } = get();
    const first = await make(real, { name: 'First', path: '/first' });
    const second = await make(real, { name: 'Second', path: '/second', endpoint: first.endpoint });
    await first.send('invoice.paid');
    await expectCount(first, 'delivered', 1);
    await expectCount(second, 'delivered', 1);
    const { items } = (await real.ask(`/events?endpoint=${first.endpoint}`, undefined, 'GET')) as {
      items: { id: string }[];
    };
    const { page, faults } = await visit(`/events/${items[0]?.id}`);
    await page.getByRole('heading', { level: 1, name: 'invoice.paid' }).waitFor();
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Replay 1 event' });
    await dialog.getByRole('button', { name: 'Send 1 event to 2 destinations' }).waitFor();
    await tabTo(page, /^input Second/);
    await page.keyboard.press('Space');
    await dialog.getByRole('button', { name: 'Send 1 event to 1 destination' }).waitFor();
    await tabTo(page, /^button Send 1 event to 1 destination$/);
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expectCount(first, 'delivered', 2);
    await tabTo(page, /^tab Overview/);
    for (let at = 0; at < 4; at += 1) {
      await page.keyboard.press('ArrowRight');
    }
    const table = page.getByRole('region', { name: 'Forwards of this event' });
    await table.getByText('replay 1').waitFor();
    await expectSoon(() => table.getByText('Delivered', { exact: true }).count()).toBe(3);
    await tabTo(page, /^button 1 attempt to First$/);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'answer to attempt 1', exact: true }).getByText('ok').waitFor();
    await tabTo(page, /^summary \d headers of the answer$/);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'headers of the answer to attempt 1' }).waitFor();
    const sent = real.application.received.filter(({ path }) => path === '/first');
    expect(sent.map(({ headers }) => headers['hooklatch-replay'])).toEqual(['0', '1']);
    expect(real.application.taken.filter((path) => path === '/second')).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  test('a viewer is offered no replay, and no retry, on an event', async () => {
    const { real } = get();
    const never = await make(real, { name: 'Never', path: '/never' });
    await never.send('invoice.paid');
    await expectCount(never, 'dead', 1);
    const { items } = (await real.ask(`/events?endpoint=${never.endpoint}`, undefined, 'GET')) as {
      items: { id: string }[];
    };
    const { page, go } = await real.open(await real.signIn('vic@example.com', viewer));
    await go(`/events/${items[0]?.id}?tab=forwards&act=replay`);
    await page.getByRole('button', { name: '1 attempt to Never' }).waitFor();
    await page.getByRole('button', { name: 'Copy as curl' }).waitFor();
    await page.keyboard.press('r');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(
      await page
        .getByRole('main')
        .getByRole('button', { name: /Replay|Retry/ })
        .count(),
    ).toBe(0);
    await page.context().close();
  });
}
