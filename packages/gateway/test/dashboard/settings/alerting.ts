import { expect, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import { goneText } from './receiver.ts';
import type { Settings } from './open-settings.ts';

/** Rules and channels once they are there, and what could not be sent. */
export function testAlerting(get: () => Settings): void {
  const addChannel = (name: string, path: string): Promise<string> =>
    get().make('/channels', { name, kind: 'webhook', config: { url: get().receiver.url + path } });
  const addRule = (name: string, ...channelIds: string[]): Promise<string> =>
    get().make('/rules', { name, channelIds, rule: { match: { on: 'event', types: ['invoice.paid'] } } });
  const sendEvent = async (): Promise<void> => {
    const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
    const id = await get().make('/endpoints', { name: 'Alerting', provider: 'stripe', secrets });
    await get().real.ask(`/endpoints/${id}/test`, { type: 'invoice.paid' });
  };

  test('a rule is changed, silenced and deleted', async () => {
    const channel = await addChannel('Team', '/team');
    const id = await addRule('Paid', channel);
    const page = await get().lead(`/rules/${id}`);
    await page.getByLabel('Name', { exact: true }).fill('Paid at last');
    await page.getByLabel('Title').fill('{type}: at last');
    await page.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByRole('heading', { name: 'Paid at last' }).waitFor();
    await get().lead('/rules');
    const speaks = page.getByRole('switch', { name: 'Paid at last speaks' });
    await speaks.click();
    await page.getByText('The rule is silent.').waitFor();
    const kept = (await get().list('/rules')).find((rule) => rule['id'] === id);
    expect(kept).toMatchObject({ isEnabled: false, rule: { template: { title: '{type}: at last' } } });
    await page.getByRole('link', { name: 'Paid at last', exact: true }).click();
    await page.getByText('Off', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Delete …' }).click();
    await page.getByRole('button', { name: 'Delete Paid at last' }).click();
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    await expectSoon(() => speaks.count()).toBe(0);
  });

  test('how many failures in a row are too many is chosen for a rule', async () => {
    const match = { on: { kind: 'failure', failures: 3, limit: 40 } };
    const id = await get().make('/rules', { name: 'Failing', rule: { match } });
    const page = await get().lead(`/rules/${id}`);
    const inRow = page.getByLabel('Failures in a row that are too many');
    await expectSoon(() => inRow.inputValue()).toBe('40');
    await inRow.fill('50');
    await page.getByRole('button', { name: 'Save the rule' }).click();
    const kept = async () => (await get().list('/rules')).find((rule) => rule['id'] === id);
    await expectSoon(kept).toMatchObject({ rule: { match: { on: { failures: 3, limit: 50 } } } });
  });

  test('a channel is renamed, sent elsewhere, and deleted from the rules that speak there', async () => {
    const id = await addChannel('Desk', '/desk');
    const rule = await addRule('For the desk', id);
    const page = await get().lead(`/channels?channel=${id}`);
    await page.getByRole('button', { name: 'Edit Desk' }).click();
    const form = page.getByRole('dialog', { name: 'Edit Desk' });
    await form.getByLabel('Name').fill('Front desk');
    await form.getByRole('button', { name: 'Change where it sends …' }).click();
    await form.getByLabel('URL').fill(`${get().receiver.url}/front`);
    await form.getByRole('button', { name: 'Save the channel' }).click();
    await page.getByRole('heading', { name: 'Front desk' }).waitFor();
    await page.getByRole('button', { name: 'Delete Front desk' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 1 channel' });
    await dialog.getByText('1 rule no longer speaks there.').waitFor();
    await dialog.getByRole('button', { name: 'Delete Front desk' }).click();
    await expectSoon(() => page.getByRole('heading', { name: 'Front desk' }).count()).toBe(0);
    const left = (await get().list('/rules')).find((each) => each['id'] === rule);
    expect(left?.['channelIds']).toEqual([]);
  });

  test('a channel that refuses everything is broken, and is mended by a test that arrives', async () => {
    const id = await addChannel('Closed', '/gone');
    await addRule('To the closed one', id);
    await sendEvent();
    const page = await get().lead(`/channels?channel=${id}`);
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Closed' }) });
    await card.getByText('Broken', { exact: true }).waitFor();
    await card.getByText(goneText).waitFor();
    await card.getByRole('button', { name: 'Send 1 test to Closed' }).click();
    await card.getByText('It did not arrive').waitFor();
    get().receiver.mend('/gone');
    await card.getByRole('button', { name: 'Send 1 test to Closed' }).click();
    await card.getByText('It arrived').waitFor();
    await card.getByText('Active', { exact: true }).waitFor();
    // What has waited meanwhile goes out.
    await get().lead('/alerts');
    const row = page.getByRole('row').filter({ hasText: 'To the closed one' });
    await row.getByText('Sent', { exact: true }).waitFor();
    const mended = (await get().list('/channels')).find((channel) => channel['id'] === id);
    expect(mended).toMatchObject({ state: 'active', brokenReason: null });
  });

  test('an alert that could not be sent is sent again', async () => {
    const id = await addChannel('Moved', '/away');
    const rule = await addRule('To the moved one', id);
    await sendEvent();
    const page = await get().lead(`/alerts?rule=${rule}`);
    await page.getByText('Not sent', { exact: true }).waitFor();
    get().receiver.mend('/away');
    await page.getByRole('button', { name: 'Send 1 alert to Moved' }).click();
    await page.getByText('Sent', { exact: true }).waitFor();
    expect(get().owner.faults).toEqual([]);
  });
}
