import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { clerk } from '@hooklatch/providers/clerk';
import { deliver, sign } from '@hooklatch/testing';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasChromium, openPage, startBrowser } from './inspector/browser.ts';

const command = fileURLToPath(new URL('../src/hooklatch.ts', import.meta.url));
const secret = `whsec_${Buffer.from('a secret of these tests!').toString('base64')}`;
let folder: string;
let application: Server;
let answers = 0;
let child: ChildProcess;
let said = '';
let browser: Browser;

beforeEach(async () => {
  if (!hasChromium) return;
  folder = await mkdtemp(join(tmpdir(), 'hooklatch-listen-'));
  application = createServer((request, response) => {
    answers += 1;
    request.resume().on('end', () => response.writeHead(200).end('thanks'));
  });
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  const { port } = application.address() as AddressInfo;
  const words = ['--conditions=@hooklatch/source', command, 'listen', '--port', '0', '--inspector'];
  const flags = ['--forward', `http://127.0.0.1:${port}/hook`, '--provider', 'clerk', '--secret', 'env:S'];
  const env = { ...process.env, S: secret };
  child = spawn(execPath, [...words, ...flags], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)));
  browser = await startBrowser();
});

afterEach(async () => {
  if (!hasChromium) return;
  child.kill('SIGKILL');
  await browser.close();
  application.closeAllConnections();
  await new Promise((resolve) => application.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const find = async (pattern: RegExp): Promise<string> => {
  await expect.poll(() => pattern.exec(said)?.[1], { timeout: 10_000 }).toBeTypeOf('string');
  return pattern.exec(said)?.[1] ?? '';
};

describe.skipIf(!hasChromium)(
  'hooklatch listen --inspector in Chromium (left out where Chromium is missing)',
  () => {
    test('a genuine delivery appears, is explained and replayed; the end is told', async () => {
      const listening = await find(/Listening on (http:\S+[^\s,.])/);
      const { page, faults } = await openPage(browser, await find(/Inspector: (\S+)/));
      page.setDefaultTimeout(10_000);
      const payload = { data: { id: 'user_1' } };
      await deliver(listening, await sign(clerk(), { secret, type: 'user.created', payload }));
      const row = page.locator('#rows tr');
      await row.getByText('✓ verified').waitFor();
      await row.getByText('200').waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      const steps = await page.locator('.steps').innerText();
      expect(steps).toMatch(/✓\s+signature/);
      expect(steps).not.toContain(secret.slice(6));
      await page.keyboard.press('r');
      await page
        .locator('#message')
        .getByText(/Replayed cap_\w+ to http:\S+: 200 in/)
        .waitFor();
      expect(answers).toBe(2);
      await page.keyboard.press('5');
      await expect.poll(() => page.locator('.answer').count(), { timeout: 10_000 }).toBe(2);
      expect(faults).toEqual([]);
      child.kill('SIGTERM');
      await once(child, 'exit');
      await page.locator('#health').getByText('does not answer').waitFor();
    });
  },
);
