import react from '@vitejs/plugin-react';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { build, preview } from 'vite';
import { findBinary } from '../../../../../scripts/lib/servers.mjs';
import { fakeApi } from '../../../dashboard/dev/fake-api.ts';

const root = join(import.meta.dirname, '../../../dashboard');
const program = findBinary('chromium');

/** Whether Chromium is installed: `apt-get install chromium`. */
export const hasChromium: boolean = program !== undefined;

/** A page, and what went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Dialogs, errors, requests to other origins, what the policy refused. */
  readonly faults: readonly string[];
  /** Opens a path of the dashboard. */
  go(path: string): Promise<void>;
}

/** The built dashboard in front of a fake gateway, and one browser. */
export interface Dashboard {
  readonly address: string;
  /** Opens a page in a profile of its own; the one before is closed. */
  open(options?: BrowserContextOptions): Promise<WatchedPage>;
  /** Tells the fake gateway what to be, or to do. */
  tell(what: object): Promise<void>;
  close(): Promise<void>;
}

function openContext(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const viewport = { width: 1360, height: 800 };
  return browser.newContext({ viewport, permissions, reducedMotion: 'reduce', ...options });
}

async function watch(context: BrowserContext, address: string): Promise<WatchedPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const faults: string[] = [];
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) faults.push(`request: ${request.url().slice(0, 200)}`);
  });
  return { page, faults, go: async (path) => void (await page.goto(address + path)) };
}

/** Builds the dashboard as it is shipped, and serves it with its policy. */
export async function startDashboard(): Promise<Dashboard> {
  const outDir = await mkdtemp(join(tmpdir(), 'hooklatch-dashboard-'));
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  });
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir },
    plugins: [react(), fakeApi({ events: 1500, everyMs: 0 })],
    preview: { host: '127.0.0.1', port: 0 },
  });
  const { port } = server.httpServer.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath: program ?? '', args, headless: true });
  return {
    address,
    open: async (options = {}) => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      return watch(await openContext(browser, options), address);
    },
    tell: async (what) => {
      await fetch(`${address}/__fake`, { method: 'POST', body: JSON.stringify(what) });
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
