import { expect, test } from 'vitest';
import type { Stage } from '../real.test.ts';

/** Channels, rules, and what was said. */
export function testAlerting(get: () => Stage): void {
  test('a webhook channel shows its secret once, and its test says status and time', async () => {
    const { page, go } = await get().real.open();
    await go('/channels?act=new');
    await page.getByLabel('Name').fill('Status page');
    await page.getByLabel('Kind').selectOption('webhook');
    await page.getByLabel('URL').fill(`${get().real.application.url}/hook`);
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/^whsec_/)
      .waitFor();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Send 1 test to Status page' }).click();
    await page.getByText('It arrived').waitFor();
    await page.getByText('200', { exact: true }).waitFor();
    expect(await page.content()).not.toContain('whsec_');
    expect(get().real.application.taken).toContain('/hook');
  });

  test('a rule is written beside what it would have said; the gateway’s faults stand inline', async () => {
    const { page, go, faults } = await get().real.open();
    await go('/rules');
    await page.getByRole('link', { name: 'Every morning', exact: true }).waitFor();
    await page.keyboard.press('a');
    const preview = page.getByRole('complementary', { name: 'Preview' });
    await preview.getByText('5 of the last 5 events').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Charges');
    await page.getByLabel('Types').fill('charge.*');
    await preview.getByText('2 of the last 5 events').waitFor();
    await page.getByRole('button', { name: 'Add a value' }).click();
    await page.getByLabel('Pointer of value 1').fill('no slash');
    await preview.getByRole('alert').waitFor();
    await page.getByLabel('Name of value 1').fill('Kind');
    await page.getByLabel('Pointer of value 1').fill('/type');
    await preview.getByRole('term').filter({ hasText: 'Kind' }).first().waitFor();
    await page.getByRole('group', { name: 'Channels' }).getByLabel('Payments').check();
    await page.getByRole('button', { name: 'Create the rule' }).click();
    await page.getByRole('heading', { name: 'Charges' }).waitFor();
    await page.getByRole('button', { name: 'Send 1 test to 1 channel' }).click();
    await page.getByRole('region', { name: 'Test' }).getByText('It arrived').waitFor();
    expect(faults).toEqual([]);
  });

  test('a digest says its next 3 runs, and how it would look', async () => {
    const { page, go } = await get().real.open();
    await go(`/rules/${get().ids.digest}`);
    const card = page.getByRole('region', { name: 'Digest' });
    await card.getByRole('article').waitFor();
    expect(await card.locator('.runs li').count()).toBe(3);
    await card.getByText('charge.failed').first().waitFor();
  });

  test('the log has each send', async () => {
    const { page, go } = await get().real.open();
    await go('/alerts');
    await page.getByRole('combobox', { name: 'Rule' }).selectOption(get().ids.rule);
    await page.getByRole('region', { name: 'Alerts, the newest first' }).getByText('Sent').first().waitFor();
    expect(new URL(page.url()).searchParams.get('rule')).toBe(get().ids.rule);
  });
}
