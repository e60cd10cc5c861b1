import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Stage } from '../real.test.ts';
import { expectCount, make } from './make.ts';
import { onePage } from './one-page.ts';
import type { Received } from './receiver.ts';

/** Whether a request was signed with a secret, as Standard Webhooks say. */
function isSignedWith(secret: string, { headers, body }: Received): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${String(headers['hooklatch-id'])}.${String(headers['hooklatch-timestamp'])}.`;
  const signature = createHmac('sha256', key).update(signed).update(body).digest('base64');
  return headers['hooklatch-signature'] === `v1,${signature}`;
}

/** What becomes of a destination, of its keys, and of what leads to it. */
export function testDestinations(get: () => Stage): void {
  const visit = onePage(get);

  test('a new signing secret is shown once; the old one signs nothing any more', async () => {
    const { real } = get();
    const signed = await make(real, { name: 'Signed', path: '/signed' });
    const arrived = (): readonly Received[] =>
      real.application.received.filter(({ path }) => path === '/signed');
    await signed.send('invoice.paid');
    await expectSoon(() => arrived().length).toBe(1);
    const { page, faults } = await visit(`/destinations/${signed.destination}`);
    await page.getByRole('button', { name: 'New signing secret' }).click();
    const asked = page.getByRole('dialog', { name: 'Replace 1 signing secret' });
    await asked.getByText('The old secret signs nothing any more').waitFor();
    await asked.getByRole('button', { name: 'Make a new secret' }).click();
    const dialog = page.getByRole('dialog', { name: 'A new signing secret of Signed' });
    const secret = (await dialog.getByText(/^whsec_/).innerText()).trim();
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(secret);
    await signed.send('invoice.paid');
    await expectSoon(() => arrived().length).toBe(2);
    const [before, after] = arrived();
    if (before === undefined || after === undefined) throw new Error('Two requests have come.');
    expect([isSignedWith(signed.signingSecret, before), isSignedWith(secret, before)]).toEqual([true, false]);
    expect([isSignedWith(signed.signingSecret, after), isSignedWith(secret, after)]).toEqual([false, true]);
    expect(faults).toEqual([]);
  });

  test('a filter is changed by keyboard; a wrong one is told in its place, and changes nothing', async () => {
    const { real } = get();
    const made = await make(real, { name: 'Filtered', path: '/filtered', filter: 'type=invoice.*' });
    await made.send('invoice.paid', 'charge.failed');
    await expectCount(made, 'delivered', 1);
    const { page, faults } = await visit(`/destinations/${made.destination}`);
    const list = page.getByRole('region', { name: 'Connections to this destination' });
    await list.getByText('type=invoice.*').waitFor();
    await list.getByRole('link', { name: 'Edit the filter of For Filtered' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'What passes from For Filtered to Filtered' });
    const field = dialog.getByLabel('Filter');
    await expectSoon(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await dialog.getByText('1 of the last 2 events').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('typ=charge.*');
    await dialog.getByRole('alert').filter({ hasText: 'asks for an unknown field typ' }).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await dialog.getByRole('button', { name: 'Save the filter' }).isDisabled()).toBe(true);
    const read = async (): Promise<unknown> =>
      (await real.ask(`/connections/${made.connection}`, undefined, 'GET'))['filter'];
    expect(await read()).toBe('type=invoice.*');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('type=charge.*');
    await dialog.getByText('1 of the last 2 events').waitFor();
    await dialog.getByRole('button', { name: 'Save the filter' }).focus();
    await page.keyboard.press('Enter');
    await list.getByText('type=charge.*').waitFor();
    expect(await read()).toBe('type=charge.*');
    await made.send('charge.failed', 'invoice.paid');
    await expectCount(made, 'delivered', 2);
    expect(faults).toEqual([]);
  });

  test('a connection is deleted by keyboard: what waits on it is cancelled, and nothing more comes', async () => {
    const { real } = get();
    const left = await make(real, { name: 'Left', path: '/left' });
    await real.ask(`/destinations/${left.destination}/pause`);
    await left.send('invoice.paid', 'invoice.paid');
    await expectCount(left, 'queued', 2);
    const { page, faults } = await visit(`/destinations/${left.destination}`);
    await page.getByRole('button', { name: 'Disconnect For Left' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Disconnect 1 endpoint' });
    await dialog.getByText('What waits on this connection is cancelled.').waitFor();
    // The focus is on what changes nothing; the next one is it.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('No endpoint leads here yet').waitFor();
    await expectCount(left, 'cancelled', 2);
    await expectSoon(() => page.getByRole('link', { name: 'In the queue' }).innerText()).toContain('0');
    await left.send('invoice.paid');
    expect([await left.count('queued'), await left.count('cancelled')]).toEqual([0, 2]);
    expect(faults).toEqual([]);
  });

  test('a destination is deleted when that is confirmed, with what leads to it and what waits', async () => {
    const { real } = get();
    const gone = await make(real, { name: 'Gone', path: '/gone' });
    await real.ask(`/destinations/${gone.destination}/pause`);
    await gone.send('invoice.paid');
    await expectCount(gone, 'queued', 1);
    const { page, faults } = await visit(`/destinations/${gone.destination}`);
    await page.getByRole('region', { name: 'Delete' }).getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 1 destination' });
    await dialog.getByText('1 connection and 1 forward in its queue go with it.').waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    expect(await gone.count('queued')).toBe(1);
    await page.getByRole('region', { name: 'Delete' }).getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete Gone' }).click();
    await page.getByRole('heading', { name: 'Destinations', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Warehouse' }).waitFor();
    await expectSoon(() => page.getByRole('link', { name: 'Gone', exact: true }).count()).toBe(0);
    expect(await gone.count('cancelled')).toBe(1);
    await visit(`/destinations/${gone.destination}`);
    await page.getByRole('alert').waitFor();
    expect(faults).toEqual([]);
  });
}
