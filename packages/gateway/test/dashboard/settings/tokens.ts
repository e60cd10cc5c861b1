import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Settings } from './open-settings.ts';

/** What programs sign in with. */
export function testTokens(get: () => Settings): void {
  test('a token has the scopes that were chosen, is shown once, and is refused when it is deleted', async () => {
    const { real, lead } = get();
    const ask = async (token: string, path: string, method = 'GET'): Promise<number> => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${real.address}/api/v1${path}`, { method, headers })).status;
    };
    const page = await lead('/settings/tokens');
    await page.getByRole('button', { name: 'Create a token' }).click();
    const form = page.getByRole('dialog', { name: 'New token' });
    await form.getByLabel('Name').fill('Deploy');
    await form.getByLabel('replay').check();
    await form.getByLabel('Expires').selectOption('30');
    await form.getByRole('button', { name: 'Create the token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Deploy is made' });
    const token = (await dialog.locator('code').first().innerText()).trim();
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('rowheader', { name: 'Deploy' }).waitFor();
    expect(await page.content()).not.toContain(token);
    expect(await ask(token, '/endpoints')).toBe(200);
    expect(await ask(token, '/rules/none', 'DELETE')).toBe(403);
    const [made] = await get().list('/tokens');
    expect(made?.['scopes']).toEqual(['read', 'replay']);
    expect(Math.round((Number(made?.['expiresAt']) - Number(made?.['createdAt'])) / 86_400_000)).toBe(30);
    await page.getByRole('button', { name: 'Delete Deploy' }).click();
    await page
      .getByRole('dialog', { name: 'Delete 1 token' })
      .getByRole('button', { name: 'Delete Deploy' })
      .click();
    await expectSoon(() => page.getByRole('rowheader', { name: 'Deploy' }).count()).toBe(0);
    expect(await ask(token, '/endpoints')).toBe(401);
  });
}
