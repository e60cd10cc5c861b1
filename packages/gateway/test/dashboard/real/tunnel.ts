import { connectRelay, type RelayConnection } from '@hooklatch/relay/client';
import { expect, onTestFinished, test } from 'vitest';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Stage } from '../real.test.ts';
import { expectCount, make, type Made } from './make.ts';
import { onePage } from './one-page.ts';

/** Connects as `hooklatch listen` does, with what it connects with. */
function listen({ real: { address } }: Stage, token: string): RelayConnection & { readonly came: string[] } {
  const came: string[] = [];
  const connection = connectRelay({
    url: `${address}/relay`,
    token,
    async onDelivery({ method, target }) {
      came.push(`${method} ${target}`);
      return {
        status: 200,
        headers: [['content-type', 'text/plain']],
        body: new TextEncoder().encode('here'),
      };
    },
  });
  onTestFinished(() => connection.close());
  return { ...connection, came };
}

/** Somebody's own machine, as the dashboard shows it. */
export function testTunnel(get: () => Stage): void {
  const visit = onePage(get);

  test('a listener is seen when it comes, gets what waits, and is seen to go', async () => {
    const { real } = get();
    const made: Made = await make(real, { name: 'Notebook' });
    await made.send('invoice.paid');
    await expectCount(made, 'queued', 1);
    const { page, faults } = await visit('/tunnel');
    const row = page
      .getByRole('region', { name: 'Destinations of hooklatch listen' })
      .getByRole('row', { name: /Notebook/ });
    await row.getByText('Away').waitFor();
    await row.getByRole('link', { name: '1', exact: true }).waitFor();
    await row.getByText('not since the start').waitFor();
    const client = listen(get(), made.token);
    try {
      await row.getByText('Connected').waitFor();
      await row.getByRole('link', { name: '0', exact: true }).waitFor();
      await expectSoon(() => client.came).toEqual(['POST /']);
      await made.send('invoice.paid');
      await expectSoon(() => client.came.length).toBe(2);
      await row.getByRole('link', { name: 'Notebook' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('link', { name: /^Delivered/ }).click();
      await expectSoon(() => page.locator('tr[data-row]').filter({ hasText: 'Delivered' }).count()).toBe(2);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      const panel = page.getByRole('complementary', { name: 'Forward' });
      await panel
        .getByRole('region', { name: 'answer to attempt 1', exact: true })
        .getByText('here')
        .waitFor();
      await visit('/tunnel');
      await client.close();
      await row.getByText('Away').waitFor();
      expect(await row.getByText('not since the start').count()).toBe(0);
    } finally {
      await client.close();
    }
    expect(faults).toEqual([]);
  });

  test('a new token is shown once, and who has the old one is cut off', async () => {
    const { real } = get();
    const made = await make(real, { name: 'Desktop' });
    const first = listen(get(), made.token);
    let second: RelayConnection | undefined;
    try {
      const { page, faults } = await visit(`/destinations/${made.destination}`);
      await page.getByRole('button', { name: 'New token' }).click();
      const asked = page.getByRole('dialog', { name: 'Replace 1 token' });
      await asked.getByText('Whoever listens to Desktop is cut off').waitFor();
      await asked.getByRole('button', { name: 'Make a new token' }).click();
      const dialog = page.getByRole('dialog', { name: 'A new token of Desktop' });
      const token = (await dialog.getByText(/^hlr_/).innerText()).trim();
      await dialog.getByRole('button', { name: 'I have kept it' }).click();
      await dialog.waitFor({ state: 'detached' });
      expect(await page.content()).not.toContain(token);
      expect(await first.closed).toBe('unauthorized');
      second = listen(get(), token);
      await visit('/tunnel');
      const row = page.getByRole('row', { name: /Desktop/ });
      await row.getByText('Connected').waitFor();
      expect(faults).toEqual([]);
    } finally {
      await first.close();
      await second?.close();
    }
  });
}
