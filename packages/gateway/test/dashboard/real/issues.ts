import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Stage } from '../real.test.ts';
import { expectCount, make } from './make.ts';
import { onePage } from './one-page.ts';

/** What goes wrong with destinations, and what somebody does about it. */
export function testIssues(get: () => Stage): void {
  const visit = onePage(get);

  test('an open issue is acknowledged, another ignored, a third resolved; what fails again opens anew', async () => {
    const { real } = get();
    const known = await make(real, { name: 'Known', path: '/never' });
    const { endpoint } = known;
    const others = ['Silent', 'Settled'].map((name) => make(real, { name, path: '/never', endpoint }));
    const all = [known, ...(await Promise.all(others))];
    await known.send('invoice.paid');
    await Promise.all(all.map((each) => expectCount(each, 'dead', 1)));
    const { page, faults } = await visit('/issues');
    const list = page.getByRole('list', { name: 'Issues' });
    const issue = (name: string) => list.getByRole('listitem').filter({ hasText: `${name} fails with` });
    for (const name of ['Known', 'Silent', 'Settled']) {
      await issue(name).getByText('Open', { exact: true }).waitFor();
    }
    const states = page.getByRole('group', { name: 'State' });
    await page.getByRole('button', { name: 'Acknowledge Known, HTTP 503' }).click();
    await expectSoon(() => issue('Known').count()).toBe(0);
    await page.getByRole('button', { name: 'Ignore Silent, HTTP 503' }).focus();
    await page.keyboard.press('Enter');
    await expectSoon(() => issue('Silent').count()).toBe(0);
    await page.getByRole('button', { name: 'Resolve Settled, HTTP 503' }).click();
    await expectSoon(() => issue('Settled').count()).toBe(0);
    for (const [view, name] of [
      ['Acknowledged', 'Known'],
      ['Ignored', 'Silent'],
      ['Resolved', 'Settled'],
    ] as const) {
      await states.getByRole('button', { name: view }).click();
      await issue(name).getByText(view, { exact: true }).waitFor();
    }
    // All three fail once more: whoever was seen to stays so, and what was resolved is open again, on the open page.
    await states.getByRole('button', { name: 'All' }).click();
    await known.send('invoice.paid');
    await issue('Settled').getByText('Open', { exact: true }).waitFor();
    await issue('Known').getByText('Acknowledged', { exact: true }).waitFor();
    await issue('Silent').getByText('Ignored', { exact: true }).waitFor();
    await expectSoon(() => issue('Known').innerText()).toContain('2 failures');
    await visit('/');
    await page.getByRole('region', { name: 'Destinations with open issues' }).getByText('Settled').waitFor();
    await visit('/issues?state=acknowledged');
    await page.getByRole('button', { name: 'Resolve Known, HTTP 503' }).click();
    await expectSoon(() => issue('Known').count()).toBe(0);
    expect(faults).toEqual([]);
  });
}
