import { chromium, type Browser, type Page } from 'playwright-core';
import { findBinary } from '../../../../scripts/lib/servers.mjs';

const program = findBinary('chromium');

/** Whether Chromium is installed: `apt-get install chromium`. */
export const hasChromium: boolean = program !== undefined;

/** Starts a real Chromium, which asks nobody for anything by itself. */
export async function startBrowser(): Promise<Browser> {
  if (program === undefined) throw new Error('Chromium is missing: apt-get install chromium.');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  return chromium.launch({ executablePath: program, args, headless: true });
}

/** A page, and what went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Dialogs, errors, requests to other origins, refused scripts. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Opens a page in a profile of its own. */
export async function openPage(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  const { origin } = new URL(url);
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) faults.push(`request: ${request.url().slice(0, 200)}`);
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
}
