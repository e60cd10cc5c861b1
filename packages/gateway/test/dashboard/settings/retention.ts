import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Settings } from './open-settings.ts';

const day = 86_400_000;

/** What is kept. */
export function testRetention(get: () => Settings): void {
  const plan = async (days: number): Promise<unknown> => {
    const { real } = get();
    const path = `/settings/retention-plan?retentionDays=${days}&maxLogBytes=`;
    return (await real.ask(path, undefined, 'GET'))['events'];
  };
  const countOf = async (): Promise<number> => {
    const { storage } = await get().real.ask('/settings', undefined, 'GET');
    return (storage as { events: number }).events;
  };

  test('a change that removes events says how many, and removes them when it is confirmed', async () => {
    const { real, make, lead } = get();
    const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
    const endpoint = await make('/endpoints', { name: 'Old', provider: 'stripe', secrets });
    for (const type of ['old.one', 'old.two', 'old.three', 'young']) {
      // oxlint-disable-next-line no-await-in-loop
      await real.ask(`/endpoints/${endpoint}/test`, { type });
    }
    const database = new DatabaseSync(real.file, { timeout: 5000 });
    database.prepare(`UPDATE events SET received_at = received_at - ? WHERE type LIKE 'old.%'`).run(20 * day);
    database.close();
    await expectSoon(() => plan(10)).toBe(3);
    const before = await countOf();

    const page = await lead('/settings');
    const save = page.getByRole('button', { name: 'Save', exact: true });
    const days = page.getByLabel('Days that');
    await days.fill('25');
    await save.click();
    await page.getByText('The settings are changed.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await days.fill('10');
    await save.click();
    const dialog = page.getByRole('dialog', { name: 'Delete 3 events' });
    await dialog.getByRole('button', { name: 'Keep them' }).click();
    expect((await real.ask('/settings', undefined, 'GET'))['retentionDays']).toBe(25);
    expect(await countOf()).toBe(before);
    await save.click();
    await dialog.getByRole('button', { name: 'Save, and delete 3 events' }).click();
    await expectSoon(countOf).toBe(before - 3);
    expect(await plan(10)).toBe(0);
    await lead('/settings/audit');
    await page.getByRole('region', { name: 'What was changed' }).getByText('"retentionDays":10').waitFor();
  });
}
