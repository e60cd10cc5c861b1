import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Stage } from '../real.test.ts';
import { viewer } from './seed.ts';

/** Who may do what, and what is kept. */
export function testSettings(get: () => Stage): void {
  test('a user is added, becomes a viewer, and is deleted when that is confirmed', async () => {
    const { page, go } = await get().real.open();
    await go('/settings/users');
    await page.getByRole('button', { name: 'Add a user' }).click();
    await page.getByLabel('Name').fill('Grace');
    await page.getByLabel('Email').fill('grace@example.com');
    await page.getByLabel('First password').fill(viewer);
    await page.keyboard.press('Enter');
    await page.getByLabel('Role of Grace').selectOption('viewer');
    await page.getByText('Grace is viewer now.').waitFor();
    await page.getByRole('button', { name: 'Delete Grace' }).click();
    await page
      .getByRole('dialog', { name: 'Delete 1 user' })
      .getByRole('button', { name: 'Delete Grace' })
      .click();
    await expectSoon(() => page.getByLabel('Role of Grace').count()).toBe(0);
  });

  test('a token is shown once', async () => {
    const { page, go } = await get().real.open();
    await go('/settings/tokens');
    await page.getByRole('button', { name: 'Create a token' }).click();
    await page.getByLabel('Name').fill('Script');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Script is made' });
    const token = (await dialog.locator('code').first().innerText()).trim();
    expect(token.length).toBeGreaterThan(20);
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Delete Script' }).waitFor();
    expect(await page.content()).not.toContain(token);
  });

  test('retention is changed, and the audit log has it', async () => {
    const { page, go, faults } = await get().real.open();
    await go('/settings');
    await page.getByLabel('Days that').fill('14');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are changed.').waitFor();
    await page.getByRole('link', { name: 'Audit log' }).click();
    await page
      .getByRole('region', { name: 'What was changed' })
      .getByText('"retentionDays":14')
      .first()
      .waitFor();
    expect(faults).toEqual([]);
  });

  test('a viewer sees everything and is offered no act', async () => {
    const { real, ids } = get();
    const { page, go } = await real.open(await real.signIn('vic@example.com', viewer));
    const paths = [
      '/destinations',
      `/destinations/${ids.bad}`,
      '/forwards',
      '/bulk-retries',
      '/rules',
      '/channels',
    ];
    for (const path of paths) {
      // oxlint-disable-next-line no-await-in-loop
      await go(path);
      // oxlint-disable-next-line no-await-in-loop
      await page.locator('main h1').waitFor();
      // oxlint-disable-next-line no-await-in-loop
      await page.waitForFunction(() => document.querySelector('.loading') === null);
      const acts = page.getByRole('main').getByRole('button', {
        name: /^(?:Create|Delete|Pause|Send|Retry|Edit|Change|Add|Save|Disconnect)/,
      });
      // oxlint-disable-next-line no-await-in-loop
      expect({ path, acts: await acts.count() }).toEqual({ path, acts: 0 });
    }
    await go('/settings/users');
    await page.getByRole('heading', { name: 'For owners' }).waitFor();
  });
}
