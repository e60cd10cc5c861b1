import { expect, test } from 'vitest';
import type { Dashboard } from './start-dashboard.ts';

/** The way in. */
export function testAccess(get: () => Dashboard): void {
  test('the token of the address fills the setup, and makes the first owner', async () => {
    await get().tell({ isSetUp: false, isSignedIn: false });
    const { page, go, faults } = await get().open();
    await go('/#token=once');
    expect(await page.getByLabel('Setup token').inputValue()).toBe('once');
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password').fill('a long password');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New endpoint' }).waitFor();
    expect(page.url()).not.toContain('once');
    expect(faults).toEqual([]);
  });

  test('a token that is not the printed one is told, and what was entered stays', async () => {
    await get().tell({ isSetUp: false, isSignedIn: false });
    const { page, go } = await get().open();
    await go('/setup#token=other');
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password').fill('a long password');
    await page.keyboard.press('Enter');
    await page.getByText('The setup token is not the one that was printed.').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada');
  });

  test('after the login one is where one was going; a wrong password is told', async () => {
    await get().tell({ isSignedIn: false });
    const { page, go } = await get().open();
    await go('/events?outcome=rejected');
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password').fill('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'The email or the password is not right.' }).waitFor();
    await page.getByLabel('Password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Events' }).waitFor();
    expect(new URL(page.url()).search).toBe('?outcome=rejected');
  });

  test('a login never leads to another origin', async () => {
    await get().tell({ isSignedIn: false });
    const { page, go } = await get().open();
    await go('/login?to=//evil.example/');
    await page.getByLabel('Email').fill('ada@example.com');
    await page.getByLabel('Password').fill('correct horse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(new URL(page.url()).origin).toBe(get().address);
  });

  test('who signs out is out, and what was read is gone', async () => {
    const { page, go } = await get().open();
    await go('/events');
    await page.locator('tr[data-row]').first().waitFor();
    await page.getByRole('button', { name: 'Ada Lovelace' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.locator('tr[data-row]').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/login');
  });
}
