import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { hostile } from '../../../dashboard/dev/seed-words.ts';
import { expectSoon } from '../lib/expect-soon.ts';
import type { Stage } from '../real.test.ts';
import { expectCount, make, type Made } from './make.ts';
import { onePage } from './one-page.ts';

/** As much of a text as a name and a type may have. */
const clip = (text: string): string => text.slice(0, 200);
/** What of it may be in a name. */
const line = (text: string): string => clip(text).replaceAll(/\p{Cc}/gu, '?');
/** All of them in one, for fields that are asked about. */
const joined = hostile.join(' ');

/** What has been made of text that should be text, and what is wider than the window. */
const findHarm = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const harm = [
      ...document.querySelectorAll('img, iframe, body script, [onload], [onerror], main h1 h1, svg svg'),
    ].map(({ outerHTML }) => outerHTML.slice(0, 80));
    if ((globalThis as { owned?: unknown }).owned !== undefined) harm.push('a script ran');
    for (const element of document.querySelectorAll(
      'html, main, aside, dialog, .drawer-body, .dialog-body',
    )) {
      if (element.scrollWidth > element.clientWidth + 1) {
        harm.push(`${element.localName}.${element.className} is ${element.scrollWidth} wide`);
      }
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href]')) {
      if (link.origin !== location.origin) harm.push(`a link to ${link.href.slice(0, 80)}`);
    }
    return harm;
  });

/** What others write is text, at 320 pixels too: names, types, addresses, filters, and what an application answers. */
export function testHostile(get: () => Stage): void {
  const visit = onePage(get);
  let made: readonly Made[] = [];

  beforeAll(async () => {
    const { real } = get();
    const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];
    const named = { name: line(joined), provider: 'stripe', secrets };
    const endpoint = String((await real.ask('/endpoints', named))['id']);
    made = await Promise.all(
      hostile.map((text) =>
        make(real, {
          name: line(text),
          path: `/say/${encodeURIComponent(text)}`,
          endpoint,
          // What could not be kept everywhere is kept as its hash.
          filter: text.includes('\0') ? 'type=sha256:*' : JSON.stringify({ type: { $in: [clip(text)] } }),
          headers: [['x-mine', text.replaceAll(/[^\u0020-\u007e]/g, '?')]],
        }),
      ),
    );
    await Promise.all(
      hostile.map((text) => real.ask('/destinations', { name: line(text), kind: 'listen', config: {} })),
    );
    await made[0]?.send(...hostile.map(clip));
    await Promise.all(made.map((each) => expectCount(each, 'dead', 1)));
  }, 30_000);

  test('on a forward with what was answered, on its event, and on its destination', async () => {
    const { page, faults } = await visit('/destinations');
    await page.setViewportSize({ width: 320, height: 640 });
    for (const [at, { destination }] of made.entries()) {
      await visit(`/forwards?destination=${destination}`);
      await page.locator('tr[data-row] a').first().click();
      const panel = page.getByRole('complementary', { name: 'Forward' });
      await panel.getByText('headers of the answer').click();
      expect(await findHarm(page)).toEqual([]);
      // It stands in the same way where it came from and where it goes to: a few are enough.
      if (at % 3 !== 1) continue;
      await panel.getByRole('link', { name: /^evt_/ }).click();
      await page.getByRole('tab', { name: 'Forwards' }).click();
      await page.getByRole('button', { name: /^1 attempt to / }).click();
      await page.getByRole('region', { name: 'answer to attempt 1', exact: true }).waitFor();
      expect(await findHarm(page)).toEqual([]);
      await visit(`/destinations/${destination}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('region', { name: 'Connections to this destination' }).waitFor();
      expect(await findHarm(page)).toEqual([]);
    }
    expect(faults).toEqual([]);
  });

  test.each([
    ['/destinations', 'Destinations'],
    ['/forwards?state=dead', 'Dead letters'],
    ['/bulk-retries', 'Bulk retry'],
    ['/tunnel', 'Tunnel'],
    ['/issues', 'Issues'],
    ['/', 'Overview'],
    ['/events', 'Events'],
  ])('in the lists of %s', async (path, heading) => {
    const { page, faults } = await visit(path);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    const shown = page.locator('main :is(a, code, span)').filter({ hasText: '<img src=x' });
    await shown.first().waitFor({ state: 'attached' });
    expect(await findHarm(page)).toEqual([]);
    await page.setViewportSize({ width: 1360, height: 800 });
    await expectSoon(() => findHarm(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('in the fields of a destination, of a connection, of a schedule and of a bulk retry', async () => {
    const { page, faults } = await visit('/destinations/new?kind=http');
    await page.setViewportSize({ width: 320, height: 640 });
    for (const text of hostile) {
      await page.getByLabel('Name').fill(line(text));
      await page.getByLabel('URL').fill(text);
      await page.getByLabel('Headers of yours').fill(`${text}\nx-mine: ${text}`);
      const refused = page.waitForResponse((response) => response.url().endsWith('/destinations'));
      await page.getByRole('button', { name: 'Create the destination' }).click();
      expect((await refused).status()).toBe(422);
      await page.locator('.note-bad').waitFor();
      expect(await findHarm(page)).toEqual([]);
    }
    const id = made[0]?.destination ?? '';
    await visit(`/destinations/${id}?act=connect`);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Filter').fill(joined);
    await dialog.getByRole('alert').waitFor();
    expect(await findHarm(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Change the schedule' }).click();
    for (const text of hostile) {
      await page.getByLabel('After each failure, wait').fill(text);
      await page.getByRole('alert').filter({ hasText: 'is no time' }).waitFor();
      expect(await findHarm(page)).toEqual([]);
    }
    const settings = page.getByRole('region', { name: 'Settings' });
    await settings.getByLabel('Name').fill(line(joined));
    await settings.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: '<script>window.owned=1</script> <img' }).waitFor();
    expect(await findHarm(page)).toEqual([]);
    await visit('/bulk-retries');
    await page.getByLabel('Type').fill(clip(joined));
    await page.getByRole('alert').filter({ hasText: 'A character of the type is in no event' }).waitFor();
    await page.getByLabel('Last status').fill(joined);
    await page.getByText('A status is a number').waitFor();
    expect(await findHarm(page)).toEqual([]);
    await visit('/forwards');
    await page.getByLabel('Type, such as').fill(clip(joined));
    await page.getByRole('alert').filter({ hasText: 'A character of the type is in no event' }).waitFor();
    expect(await findHarm(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
}
