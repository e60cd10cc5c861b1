import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Stage } from '../real.test.ts';
import { expectCount, make, type Made } from './make.ts';
import { onePage } from './one-page.ts';

/** Copies a dead letter so often that a bulk retry of all of them takes its time. */
function copyForward(file: string, made: Made, count: number): void {
  using database = new DatabaseSync(file);
  database.exec('PRAGMA busy_timeout = 5000');
  const columns = database
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all('forwards')
    .map(({ name }) => String(name));
  const values = columns.map((name) =>
    name === 'id' ? `id || '_' || n` : name === 'replay' ? 'n' : `forwards.${name}`,
  );
  database
    .prepare(
      `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
       INSERT INTO forwards (${columns.join(', ')}) SELECT ${values.join(', ')} FROM forwards, numbers
       WHERE destination_id = ?`,
    )
    .run(count, made.destination);
}

/** What waits is given up; a plan says what a bulk retry would do, and a bulk retry can be ended. */
export function testCancelling(get: () => Stage): void {
  const visit = onePage(get);

  test('a forward that waits is cancelled by keyboard, and is not sent', async () => {
    const { real } = get();
    const held = await make(real, { name: 'Held', path: '/held' });
    await real.ask(`/destinations/${held.destination}/pause`);
    await held.send('invoice.paid');
    await expectCount(held, 'queued', 1);
    const { page, faults } = await visit(`/forwards?destination=${held.destination}`);
    const row = page.locator('tr[data-row]');
    await expectSoon(() => row.count()).toBe(1);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Forward' });
    await panel.getByText('Queued', { exact: true }).waitFor();
    await panel.getByText('when the destination is resumed').waitFor();
    await panel.getByRole('button', { name: 'Cancel 1 forward' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByText('Cancelled', { exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Retry 1 forward to Held' }).waitFor();
    await row.getByText('Cancelled').waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    // The next one goes, and it was the only one.
    await real.ask(`/destinations/${held.destination}/resume`);
    await held.send('invoice.paid');
    await expectCount(held, 'delivered', 1);
    expect(real.application.taken.filter((path) => path === '/held')).toHaveLength(1);
    expect(await held.count('cancelled')).toBe(1);
    // What has arrived is not retried, but replayed with its event.
    await row.filter({ hasText: 'Delivered' }).click();
    await panel.getByRole('link', { name: 'Replay its event' }).click();
    await page.getByRole('dialog', { name: 'Replay 1 event' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('a plan says how many go to each destination, and a status that is none is told in its place', async () => {
    const { real } = get();
    const all = await make(real, { name: 'Everything', path: '/never' });
    const { endpoint } = all;
    const some = await make(real, { name: 'Failures', path: '/never', endpoint, filter: 'type=plan.failed' });
    await all.send('plan.failed', 'plan.failed', 'plan.made');
    await expectCount(all, 'dead', 3);
    await expectCount(some, 'dead', 2);
    const { page, faults } = await visit('/bulk-retries?type=plan.*');
    const query = page.getByRole('region', { name: 'Query' });
    await query.getByText('5 dead letters', { exact: true }).waitFor();
    const goals = query.getByRole('list', { name: 'By destination' }).getByRole('listitem');
    await expectSoon(() => goals.allInnerTexts()).toEqual(['Everything\n3', 'Failures\n2']);
    const status = page.getByLabel('Last status');
    const retry = query.getByRole('button', { name: /^Retry \d+ dead letters?/ });
    await status.fill('50x');
    await query.getByRole('alert').filter({ hasText: 'A status is a number from 100 to 599.' }).waitFor();
    expect(await retry.count()).toBe(0);
    await status.fill('404');
    await query.getByText('0 dead letters', { exact: true }).waitFor();
    expect(await retry.isDisabled()).toBe(true);
    await status.fill('503');
    await query.getByText('5 dead letters', { exact: true }).waitFor();
    await retry.click();
    const dialog = page.getByRole('dialog', { name: 'Retry 5 dead letters' });
    await dialog.getByRole('button', { name: 'Send 5 dead letters to 2 destinations' }).waitFor();
    const where = dialog.getByRole('list', { name: 'Where they go' }).getByRole('listitem');
    expect(await where.allInnerTexts()).toEqual([
      '3 dead letters to Everything',
      '2 dead letters to Failures',
    ]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await some.count('dead')).toBe(2);
    expect(faults).toEqual([]);
  });

  test('a bulk retry is cancelled while it runs: what it has not reached stays dead', async () => {
    const { real } = get();
    const flood = await make(real, { name: 'Flood', path: '/never' });
    await flood.send('flood.began');
    await expectCount(flood, 'dead', 1);
    await real.ask(`/destinations/${flood.destination}/pause`);
    copyForward(real.file, flood, 2999);
    const { page, faults } = await visit(`/bulk-retries?destination=${flood.destination}`);
    await page.getByRole('button', { name: 'Retry 3,000 dead letters' }).click();
    const asked = page.getByRole('dialog', { name: 'Retry 3,000 dead letters' });
    await asked.getByText('(paused: they wait there)').waitFor();
    await asked.getByRole('button', { name: 'Send 3,000 dead letters to Flood' }).click();
    const row = page
      .getByRole('region', { name: 'Bulk retries, the latest first' })
      .getByRole('row', { name: /to Flood/ });
    await row.getByText('Running').waitFor();
    await row.getByText(/^[1-9][\d,]* of 3,000$/).waitFor();
    await row.getByRole('button', { name: /^Cancel/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel 1 bulk retry' });
    await dialog.getByRole('button', { name: /^Leave [\d,]+ dead letters dead$/ }).click();
    await row.getByText('Cancelled').waitFor();
    const { items } = (await real.ask('/bulk-retries', undefined, 'GET')) as {
      items: { state: string; estimate: number; done: number }[];
    };
    const [bulk] = items;
    expect(bulk).toMatchObject({ state: 'cancelled', estimate: 3000 });
    expect(bulk?.done).toBeLessThan(3000);
    const now = await real.ask(`/destinations/${flood.destination}`, undefined, 'GET');
    expect(now).toMatchObject({ queued: bulk?.done, dead: 3000 - (bulk?.done ?? 0) });
    // The plan counts anew what is left.
    await page
      .getByText(`${(3000 - (bulk?.done ?? 0)).toLocaleString('en')} dead letters`, { exact: true })
      .waitFor();
    await real.ask(`/destinations/${flood.destination}`, undefined, 'DELETE');
    expect(faults).toEqual([]);
  });
}
