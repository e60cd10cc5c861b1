import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import { known, type Settings } from './open-settings.ts';

const next = 'another password entirely';

/** Who may sign in, as what, and with which password. */
export function testUsers(get: () => Settings): void {
  const add = (name: string, role = 'member'): Promise<string> =>
    get().make('/users', { name, email: `${name.toLowerCase()}@example.com`, role, password: known });
  const signIn = (name: string, password = known): Promise<string> =>
    get().real.signIn(`${name.toLowerCase()}@example.com`, password);

  test('who is disabled is out at once, on the page that is open too, until he is let in again', async () => {
    await add('Grace');
    const grace = await get().real.open(await signIn('Grace'));
    await grace.go('/endpoints');
    await grace.page.getByText('Live', { exact: true }).waitFor();
    const page = await get().lead('/settings/users');
    await page.getByRole('button', { name: 'Disable Grace' }).click();
    const dialog = page.getByRole('dialog', { name: 'Disable 1 user' });
    await dialog.getByRole('button', { name: 'Disable Grace' }).click();
    await grace.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await grace.page.context().close();
    await page.getByText('Disabled', { exact: true }).waitFor();
    expect(await signIn('Grace')).toBe('');
    await page.getByRole('button', { name: 'Let Grace in again' }).click();
    await page.getByText('Grace can sign in again.').waitFor();
    expect(await signIn('Grace')).not.toBe('');
  });

  test('a role is changed, a password is set by an owner, and a user is deleted', async () => {
    const id = await add('Mia');
    const page = await get().lead('/settings/tokens');
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    await get().lead('/settings/users');
    await page.getByLabel('Role of Mia').selectOption('viewer');
    await page.getByText('Mia is viewer now.').waitFor();
    expect((await get().list('/users')).find((user) => user['id'] === id)).toMatchObject({ role: 'viewer' });
    await page.getByRole('button', { name: 'New password for Mia' }).click();
    await page.getByLabel('Password', { exact: true }).fill(next);
    await page.keyboard.press('Enter');
    await page.getByText('Mia has a new password.').waitFor();
    expect([await signIn('Mia'), await signIn('Mia', next)]).toEqual(['', expect.stringMatching(/.{43}$/)]);
    await page.getByRole('button', { name: 'Delete Mia' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 1 user' });
    await dialog.getByRole('button', { name: 'Delete Mia' }).click();
    await expectSoon(() => page.getByLabel('Role of Mia').count()).toBe(0);
  });

  test('the last owner reads why nothing can be done to him; with another one he reads who does it', async () => {
    const page = await get().lead('/settings/users');
    await page.getByText('You are the last owner: make somebody else an owner first').waitFor();
    expect(await page.getByLabel('Role of Olga').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Olga$/ }).count()).toBe(1);
    const [me] = await get().list('/users');
    const path = `/users/${String(me?.['id'])}`;
    await expect(get().real.ask(path, undefined, 'DELETE')).rejects.toThrow('This is the last owner');
    await page.getByLabel('Role of Grace').selectOption('owner');
    await page.getByText('Another owner changes or deletes you.').waitFor();
    await page.getByLabel('Role of Grace').selectOption('member');
    await page.getByText('You are the last owner').waitFor();
  });

  test('a viewer changes his own password, who knows the one before; elsewhere he is signed out', async () => {
    await add('Vic', 'viewer');
    const elsewhere = await get().real.open(await signIn('Vic'));
    await elsewhere.go('/endpoints');
    await elsewhere.page.getByText('Live', { exact: true }).waitFor();
    const { page, go, faults } = await get().real.open(await signIn('Vic'));
    await go('/rules');
    const menu = page.getByRole('button', { name: 'Vic', exact: true });
    await menu.click();
    await page.getByRole('button', { name: 'Change your password' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change your password' });
    await dialog.getByLabel('Current password').fill('not this one');
    await dialog.getByLabel('New password').fill(next);
    await page.keyboard.press('Enter');
    await dialog.getByText('The current password is not right.').waitFor();
    await dialog.getByLabel('Current password').fill(known);
    await page.keyboard.press('Enter');
    await page.getByText('Your password is changed. Everywhere else you are signed out.').waitFor();
    await elsewhere.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('link', { name: 'Channels', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Channels', exact: true }).waitFor();
    expect([await signIn('Vic'), await signIn('Vic', next)]).toEqual(['', expect.stringMatching(/.{43}$/)]);
    expect((await get().list('/audit'))[1]).toMatchObject({ action: 'password.change', actorName: 'Vic' });
    expect(faults).toEqual([]);
    await Promise.all([page.context().close(), elsewhere.page.context().close()]);
  });
}
