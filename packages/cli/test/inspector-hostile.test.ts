import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startInspector, type Inspector } from '../src/lib/inspector/start-inspector.ts';
import { hasChromium, openPage, startBrowser } from './inspector/browser.ts';
import { addHostile } from './terminal/add-hostile.ts';
import { hostileTexts } from './terminal/hostile-texts.ts';
import { createSampleListener, type SampleListener } from './terminal/sample-listener.ts';

const texts = [
  ...hostileTexts,
  [
    'a script by another way',
    '<iframe srcdoc="<script>top.owned=1</script>"></iframe><base href="http://evil.example/">',
  ],
  ['an address that is a script', 'javascript:owned=1'],
  [
    'an image elsewhere',
    '<img src="http://evil.example/x.png"><link rel=stylesheet href="http://evil.example/x.css">',
  ],
  ['a prototype', '{"__proto__":{"owned":1},"constructor":{"prototype":{"owned":1}}}'],
  ['JSON too deep to be walked', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
] as const;

let browser: Browser;
let folder: string;
let listener: SampleListener;
let inspector: Inspector;
let foreign: Server;

beforeAll(async () => {
  if (!hasChromium) return;
  browser = await startBrowser();
});

beforeEach(async () => {
  if (!hasChromium) return;
  folder = await mkdtemp(join(tmpdir(), 'hooklatch-hostile-'));
  listener = createSampleListener(join(folder, 'captures.db'));
  inspector = await startInspector(listener);
  foreign = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<title>foreign</title>');
  });
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  if (hasChromium) await browser.close();
});

afterEach(async () => {
  if (!hasChromium) return;
  await inspector.close();
  await listener.captures.close();
  foreign.closeAllConnections();
  await new Promise((resolve) => foreign.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

// A browser lays out 300,000 letters: seconds, and many of them on a busy machine.
const options = { timeout: 90_000 };

describe.skipIf(!hasChromium)(
  'what strangers send, in Chromium (left out where Chromium is missing)',
  options,
  () => {
    test.each(texts)('harmless: %s', async (_, text) => {
      const [, id = ''] = await addHostile(listener.captures, text);
      const [base, token] = inspector.url.split('#');
      const { page, faults, close } = await openPage(browser, `${base}?id=${id}#${token}`);
      for (const tab of ['overview', 'body', 'headers', 'verification', 'answers']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.locator(`.panel[aria-labelledby=tab-${tab}]`).waitFor();
        if (tab !== 'body') continue;
        for (const form of ['text', 'hex', 'tree'])
          await page.getByRole('button', { name: form, exact: true }).click();
      }
      await page.keyboard.press('d');
      await page.keyboard.press('j');
      await page.keyboard.press('d');
      await page.locator('.diff').waitFor();
      const made = await page.evaluate(
        "[document.querySelectorAll('script, iframe, base, img, svg').length, globalThis.owned, {}.owned, document.title]",
      );
      expect(made).toEqual([1, undefined, undefined, 'hooklatch']);
      // No character is left that hides or turns text around.
      expect(await page.locator('body').textContent()).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cf}]/u);
      expect(faults).toEqual([]);
      await close();
    });

    test('the page cannot make markup of text, run what is inline, or ask elsewhere', async () => {
      const { page, close } = await openPage(browser, inspector.url);
      await page.locator('#caption').waitFor();
      const address = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`;
      const outcomes = await page.evaluate(`(async () => {
      const attempt = async (work) => { try { await work(); return 'done'; } catch { return 'refused'; } };
      const script = document.createElement('script');
      return [
        await attempt(() => { document.body.innerHTML = '<b>x</b>'; }),
        await attempt(() => { script.text = 'globalThis.owned = 1'; document.body.append(script); }),
        await attempt(() => fetch('${address}', { mode: 'no-cors' })),
        String(globalThis.owned),
      ];
    })()`);
      expect(outcomes).toEqual(['refused', 'refused', 'refused', 'undefined']);
      await close();
    });

    test('a page of another port of this machine reads, replays and frames nothing, though the browser is signed in', async () => {
      const [id = ''] = await addHostile(listener.captures, 'user.created');
      const { page, close } = await openPage(browser, inspector.url);
      await page.locator('#rows tr').first().waitFor();
      await page.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`);
      const base = inspector.url.split('/#')[0];
      const outcomes = await page.evaluate(`(async () => {
      const attempt = async (path, options) => {
        try { return (await fetch('${base}' + path, options)).type; } catch { return 'refused'; }
      };
      const frame = document.createElement('iframe');
      frame.src = '${base}/';
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      document.body.append(frame);
      await loaded;
      let framed = 'refused';
      try { framed = frame.contentDocument?.title ?? 'refused'; } catch {}
      return [
        await attempt('/hooklatch-inspector/captures', { credentials: 'include' }),
        await attempt('/hooklatch-inspector/captures/${id}/replay', { method: 'POST', credentials: 'include', mode: 'no-cors', body: '{}' }),
        await attempt('/main.js', {}),
        framed,
      ];
    })()`);
      expect(outcomes).toEqual(['refused', expect.stringMatching(/opaque|refused/), 'refused', 'refused']);
      expect(listener.replayed).toEqual([]);
      await close();
    });
  },
);
