import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Settings } from './open-settings.ts';

const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];

/** Addresses, and what proves deliveries to them. */
export function testEndpoints(get: () => Settings): void {
  const add = async (): Promise<{ id: string; url: string }> => {
    const made = await get().real.ask('/endpoints', { name: 'Shop', provider: 'stripe', secrets });
    return { id: String(made['id']), url: String(made['url']) };
  };
  const knock = async (url: string): Promise<number> =>
    (await fetch(url, { method: 'POST', body: '{}' })).status;

  test('an endpoint is renamed, and switched off and on', async () => {
    const { id, url } = await add();
    const page = await get().lead(`/endpoints/${id}`);
    await page.getByLabel('Name').fill('Shop, live');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'Shop, live' }).waitFor();
    expect(await knock(url)).toBe(400);
    await page.getByRole('switch', { name: 'Takes deliveries' }).click();
    await page.getByText('Disabled', { exact: true }).waitFor();
    await expectSoon(() => knock(url)).toBe(404);
    await page.getByRole('switch', { name: 'Takes deliveries' }).click();
    await page.getByText('Enabled', { exact: true }).waitFor();
    await expectSoon(() => knock(url)).toBe(400);
  });

  test('a secret is rotated: the new one is seen at work, then the old one is retired', async () => {
    const { id } = await add();
    const page = await get().lead(`/endpoints/${id}`);
    const card = page.getByRole('region', { name: 'Secrets', exact: true });
    const rows = card.locator('tr[class="table-row"]');
    await card.getByText('never', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send 1 test event' }).click();
    await page.getByText('answered with 200').waitFor();
    await expectSoon(() => card.getByText('never', { exact: true }).count()).toBe(0);
    await card.getByRole('button', { name: 'Rotate' }).click();
    const form = page.getByRole('dialog', { name: 'Rotate the secret' });
    await form.getByLabel('Signing secret').fill('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    await page.keyboard.press('Enter');
    await expectSoon(() => rows.count()).toBe(2);
    expect(await page.content()).not.toContain('whsec_AAAA');
    // The new one stands first, and has proved nothing yet.
    expect(await rows.nth(0).getByText('never').count()).toBe(1);
    await page.getByRole('button', { name: 'Send 1 test event' }).click();
    await expectSoon(() => card.getByText('never', { exact: true }).count()).toBe(0);
    await rows.nth(1).getByRole('button', { name: 'Retire' }).click();
    const dialog = page.getByRole('dialog', { name: 'Retire 1 secret' });
    await dialog.getByText('the provider still signs with it').waitFor();
    await dialog.getByRole('button', { name: 'In 24 hours' }).click();
    await rows.nth(1).getByText('Retires').waitFor();
    await rows.nth(1).getByRole('button', { name: 'Retire' }).click();
    await dialog.getByRole('button', { name: 'Now' }).click();
    await expectSoon(() => rows.count()).toBe(1);
  });

  test('an endpoint is deleted by who types its name, and its address is gone', async () => {
    const { id, url } = await add();
    const page = await get().lead(`/endpoints/${id}`);
    await page.getByRole('button', { name: 'Delete …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 1 endpoint' });
    const confirm = dialog.getByRole('button', { name: 'Delete Shop' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('Type Shop to confirm').fill('Shop');
    await confirm.click();
    await page.getByRole('heading', { name: 'Endpoints', exact: true }).waitFor();
    expect((await get().list('/endpoints')).map((each) => each['id'])).not.toContain(id);
    await expectSoon(() => knock(url)).toBe(404);
  });
}
