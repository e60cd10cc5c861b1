import { expect, test } from 'vitest';
import { expectSoon } from './expect-soon.ts';
import type { Dashboard } from './start-dashboard.ts';

/** From a provider to its first event, and what follows. */
export function testEndpoints(get: () => Dashboard): void {
  test('the wizard leads by keyboard from the provider to the first event, which arrives live', async () => {
    const { page, go, faults } = await get().open();
    await go('/endpoints/new');
    await page.getByLabel('Who sends the webhooks?').waitFor();
    await page.keyboard.type('git');
    await page.getByRole('link', { name: 'GitLab' }).waitFor();
    await page.keyboard.type('hub');
    await expectSoon(() => page.getByRole('link', { name: 'GitLab' }).count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New endpoint for GitHub' }).waitFor();
    await page.getByLabel('Name').fill('Code');
    await page.getByLabel('Signing secret').fill('whsec_very_secret');
    await page.keyboard.press('Enter');
    await page.getByText('Waiting for the first event').waitFor();
    expect(await page.content()).not.toContain('whsec_very_secret');
    await page.getByRole('region', { name: 'Address' }).getByRole('button', { name: 'Copy' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      'https://hooks.example.com/in/',
    );
    await page.getByLabel('Type of the test').selectOption('push');
    await page.getByRole('button', { name: 'Send 1 test event' }).click();
    await page.getByRole('region', { name: 'First event' }).getByRole('link', { name: 'push' }).waitFor();
    expect(faults).toEqual([]);
  });

  test('a secret rotates: a second one, the first retires later, then it goes', async () => {
    const { page, go } = await get().open();
    await go('/endpoints/end_1');
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByLabel('Signing secret').fill('another');
    await page.getByLabel('The 1 secret in use').selectOption({ label: 'Retire them in 24 hours' });
    await page.getByRole('button', { name: 'Add the secret' }).click();
    const table = page.getByRole('region', { name: 'Secrets of this endpoint' });
    await expectSoon(() => table.getByRole('row').count()).toBe(3);
    await table.getByText('Retires').waitFor();
    await table.getByRole('button', { name: 'Retire 7c1e1a…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Retire 1 secret' });
    expect(await dialog.innerText()).toContain('the provider still signs with it');
    await dialog.getByRole('button', { name: 'Now' }).click();
    await expectSoon(() => table.getByRole('row').count()).toBe(2);
  });

  test('it is renamed, switched on and off, and deleted only when its name is typed', async () => {
    const { page, go } = await get().open();
    await go('/endpoints/end_4');
    await page.getByLabel('Name').fill('Billing, sandbox');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'Billing, sandbox' }).waitFor();
    const isOn = page.getByRole('switch', { name: 'Takes deliveries' });
    await isOn.click();
    await page.getByText('Enabled', { exact: true }).waitFor();
    await isOn.click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Delete …' }).click();
    const remove = page.getByRole('button', { name: 'Delete Billing, sandbox' });
    expect(await remove.isDisabled()).toBe(true);
    await page.getByLabel('Type Billing, sandbox to confirm').fill('Billing, sandbox');
    await remove.click();
    await page.getByRole('heading', { name: 'Endpoints' }).waitFor();
    await expectSoon(() => page.getByRole('link', { name: 'Billing, sandbox' }).count()).toBe(0);
  });
}
