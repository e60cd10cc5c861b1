import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clerk } from '@hooklatch/providers/clerk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startInspector, type Inspector } from '../src/lib/inspector/start-inspector.ts';
import { hasChromium, openPage, startBrowser, type WatchedPage } from './inspector/browser.ts';
import { addSamples } from './terminal/sample-captures.ts';
import { createSampleListener, type SampleListener } from './terminal/sample-listener.ts';

const secret = `whsec_${Buffer.from('a secret of these tests!').toString('base64')}`;
let browser: Browser;
let folder: string;
let listener: SampleListener;
let inspector: Inspector;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  if (hasChromium) browser = await startBrowser();
});

afterAll(async () => {
  if (hasChromium) await browser.close();
});

beforeEach(async () => {
  if (!hasChromium) return;
  folder = await mkdtemp(join(tmpdir(), 'hooklatch-inspector-'));
  listener = createSampleListener(join(folder, 'captures.db'), clerk({ secret }));
  inspector = await startInspector(listener);
});

afterEach(async () => {
  if (!hasChromium) return;
  await watched.close();
  await inspector.close();
  await listener.captures.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (path = '', options: Parameters<typeof openPage>[2] = {}): Promise<void> => {
  const [base, token] = inspector.url.split('#');
  watched = await openPage(browser, `${base}${path}#${token}`, options);
  ({ page } = watched);
  page.setDefaultTimeout(10_000);
  await until(() => page.locator('#caption').textContent()).toContain('kept');
};

/** A busy machine takes its time. */
const until = <T>(look: () => T): ReturnType<typeof expect.poll<T>> => expect.poll(look, { timeout: 10_000 });
const firstTime = (): Promise<string | null> => page.locator('#rows a').first().textContent();
const rows = (): ReturnType<Page['locator']> => page.locator('#rows tr');
const text = (selector: string): Promise<string> => page.locator(selector).innerText();

describe.skipIf(!hasChromium)('the inspector in Chromium (left out where Chromium is missing)', () => {
  test('the token leaves the address, and the page works again without it', async () => {
    await addSamples(listener.captures, 3);
    await open();
    expect(new URL(page.url()).hash).toBe('');
    await until(() => rows().count()).toBe(3);
    await page.reload();
    await until(() => rows().count()).toBe(3);
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(watched.faults).toEqual([]);
  });

  test('without the token there is nothing to see', async () => {
    await addSamples(listener.captures, 3);
    const { page: other, close } = (watched = await openPage(browser, inspector.url.split('#')[0] ?? ''));
    await expect
      .poll(() => other.locator('#empty').innerText())
      .toBe('Open the address that the terminal shows.');
    expect(await other.locator('#rows tr').count()).toBe(0);
    await close();
  });

  test('new captures come by themselves at the top, and are announced elsewhere', async () => {
    await addSamples(listener.captures, 3);
    await open();
    await addSamples(listener.captures, 2, 3);
    await until(() => rows().count()).toBe(5);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await addSamples(listener.captures, 4, 5);
    await page.locator('#newer').getByText('4 new: show (g)').waitFor();
    expect(await rows().count()).toBe(5);
    await page.keyboard.press('g');
    await until(() => rows().count()).toBe(9);
    expect(watched.faults).toEqual([]);
  });

  test('every part of a capture, by keys alone', async () => {
    const [oldest = '', second = ''] = await addSamples(listener.captures, 3);
    await open();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.locator('#detail h2').getByText('user.updated').waitFor();
    expect(new URL(page.url()).searchParams.get('id')).toBe(second);
    expect(await text('#detail .panel')).toMatch(
      /POST \/webhooks\/clerk\?number=1[^]*msg_1[^]*after 1 attempt/,
    );
    await page.keyboard.press('2');
    await page.locator('.tree').getByText('"Zoë"').waitFor();
    await page.keyboard.press('b');
    await page.locator('pre').getByText('{"type":"user.updated"').waitFor();
    await page.keyboard.press('b');
    await page.locator('pre').getByText('00000000  7b 22 74 79').waitFor();
    await page.keyboard.press('3');
    await page.locator('.headers').getByText('svix-signature').waitFor();
    await page.keyboard.press('4');
    const steps = await page.locator('.steps li').allInnerTexts();
    expect(steps.join('\n')).toMatch(/method[^]*time[^]*signature\s+No secret of clerk fits/);
    expect(await text('.panel')).not.toContain(secret.slice(6));
    await page.keyboard.press('5');
    await page.locator('.answer').getByText('http://127.0.0.1:3000/webhooks/clerk').waitFor();
    await page.keyboard.press('j');
    await until(() => new URL(page.url()).searchParams.get('id')).toBe(oldest);
    await page.keyboard.press('Escape');
    await until(() => page.locator('#detail').isHidden()).toBe(true);
    expect(await page.evaluate('document.activeElement.dataset.id')).toBe(oldest);
    await page.goBack();
    await until(() => page.locator('#detail').isVisible()).toBe(true);
    expect(watched.faults).toEqual([]);
  });

  test('replay, re-signed replay, copies, and what differs', async () => {
    const [first = '', second = ''] = await addSamples(listener.captures, 2);
    await open(`?id=${second}`);
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.locator('#message').getByText(`Replayed ${second} to http`).waitFor();
    await page.keyboard.press('Shift+R');
    await page.locator('#message').getByText('Replayed re-signed').waitFor();
    expect(listener.replayed).toEqual([
      { id: second, isResigned: false },
      { id: second, isResigned: true },
    ]);
    await page.keyboard.press('c');
    await page.locator('#message').getByText('a curl command').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^curl -X POST/);
    await page.keyboard.press('f');
    await page.locator('#message').getByText('a fetch call').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^await fetch\(/);
    await page.keyboard.press('d');
    await page.keyboard.press('j');
    await page.locator('#detail h2').getByText('user.created').waitFor();
    await page.keyboard.press('d');
    await page.locator('.diff tr.added').first().waitFor();
    expect(await page.locator('.diff tr.removed').allInnerTexts()).toContainEqual(
      expect.stringContaining('"number": 1,'),
    );
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('id'), searchParams.get('with')]).toEqual([first, second]);
    expect(watched.faults).toEqual([]);
  });

  test('the filter stands in the address; a wrong one says what is wrong', async () => {
    await addSamples(listener.captures, 20);
    await open('?filter=body.number%3E%3D18');
    await until(() => rows().count()).toBe(2);
    await page.keyboard.press('/');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('body..r');
    await page.keyboard.press('Enter');
    await until(() => text('#filter-error')).toContain('needs a name at character 6');
    await page.getByLabel('Filter').fill('type=session.*');
    await page.keyboard.press('Enter');
    await until(() => rows().count()).toBe(4);
    expect(new URL(page.url()).searchParams.get('filter')).toBe('type=session.*');
    // What was typed into the field was no command.
    expect(listener.replayed).toEqual([]);
  });

  test('10,000 captures, page by page', async () => {
    await addSamples(listener.captures, 10_000);
    await open();
    expect(await text('#caption')).toContain('10,000 captures');
    expect(await rows().count()).toBe(100);
    for (let index = 0; index < 100; index += 1) await page.keyboard.press('j');
    await page.keyboard.press('j');
    await until(firstTime).toBe('16:48:58');
    await page.keyboard.press('k');
    await until(firstTime).toBe('16:50:38');
    expect(await rows().count()).toBe(100);
    await page.getByRole('button', { name: 'Older' }).click();
    await until(firstTime).toBe('16:48:58');
    await page.getByRole('button', { name: 'Newest' }).click();
    await until(firstTime).toBe('16:50:38');
    expect(watched.faults).toEqual([]);
  });

  test('single keys can be switched off', async () => {
    await addSamples(listener.captures, 1);
    await open();
    await page.keyboard.press('?');
    await page.getByLabel('Single keys act').uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('j');
    await page.keyboard.press('r');
    await page.keyboard.press('?');
    expect(await page.locator('#help').isVisible()).toBe(false);
    expect(listener.replayed).toEqual([]);
  });

  test('a table that is one, with names and states', async () => {
    await addSamples(listener.captures, 3);
    await open();
    const tree = await page.locator('main').ariaSnapshot();
    expect(tree).toContain('table "3 captures kept, newest first"');
    expect(tree).toContain('columnheader "Verdict"');
    expect(tree).toMatch(/row ".*session\.ended.*✗ signature_mismatch 401.*"/);
    expect(tree).toMatch(/textbox "Filter"/);
  });

  test.each(['light', 'dark'] as const)('nothing is cut off at 320 pixels (%s)', async (colorScheme) => {
    const [id] = await addSamples(listener.captures, 3);
    for (const path of ['', `?id=${id}`, `?id=${id}&tab=body&form=hex`, `?id=${id}&tab=headers`]) {
      await open(path, { viewport: { width: 320, height: 640 }, colorScheme });
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      expect({ path, isTooWide: width > 320 }).toEqual({ path, isTooWide: false });
      await watched.close();
    }
  });
});
