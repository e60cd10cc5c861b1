import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { findBinary } from '../../../../../scripts/lib/servers.mjs';
import { readDashboard } from '../../../src/lib/dashboard/read-dashboard.ts';
import { openGateway } from '../../start/open-gateway.ts';
import { startApplication, type Application } from './receiver.ts';

const root = join(import.meta.dirname, '../../../dashboard');

/** A page of the dashboard, signed in. */
export interface RealPage {
  readonly page: Page;
  /** Errors, dialogs, requests to other origins, and what the policy refused. */
  readonly faults: readonly string[];
  go(path: string): Promise<void>;
}

/** The gateway itself, an application behind it, and a browser. */
export interface Real {
  readonly application: Application;
  /** Of the dashboard's listener. */
  readonly address: string;
  /** The gateway's database. */
  readonly file: string;
  /** Asks the API as the owner. */
  ask(path: string, body?: object, method?: string): Promise<Record<string, unknown>>;
  open(who?: string): Promise<RealPage>;
  /** Signs a user in. @returns the cookie */
  signIn(email: string, password: string): Promise<string>;
  closePages(): Promise<void>;
  close(): Promise<void>;
}

/** Builds the dashboard beside the sources, and opens it on the origin and with the policy of a gateway that runs. */
export async function openReal(): Promise<Real> {
  const directory = await mkdtemp(join(tmpdir(), 'hooklatch-real-'));
  const outDir = join(directory, 'dist/dashboard');
  const configFile = join(root, 'vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  const files = await readDashboard(directory);
  const application = await startApplication();
  const stage = await openGateway({ allowedAddresses: ['127.0.0.1/32'] });
  const owner = await stage.setUp();
  const address = stage.gateway.dashboardUrl;
  const policy = (await fetch(address)).headers.get('content-security-policy') ?? '';
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath: findBinary('chromium') ?? '', args });
  return {
    application,
    address,
    file: join(stage.directory, 'gateway.db'),
    async ask(path, body, method = 'POST') {
      const { status, text, json } = await stage.ask(path, { method, body, cookie: owner });
      if (status >= 400) throw new Error(`${path}: ${status} ${text}`);
      return json;
    },
    async open(who = owner) {
      const context = await browser.newContext({
        viewport: { width: 1360, height: 800 },
        permissions: ['clipboard-read', 'clipboard-write'],
        reducedMotion: 'reduce',
      });
      const at = who.indexOf('=');
      const name = who.slice(0, at);
      await context.addCookies([{ name, value: who.slice(at + 1), url: address }]);
      await context.route(
        (url) => !url.pathname.startsWith('/api/'),
        async (route) => {
          const { pathname } = new URL(route.request().url());
          const file = files?.get(pathname) ?? files?.get('/index.html');
          const headers = { 'content-security-policy': policy, 'content-type': file?.type ?? '' };
          await route.fulfill({ body: Buffer.from(file?.bytes ?? new Uint8Array()), headers });
        },
      );
      return watch(await context.newPage(), address);
    },
    async signIn(email, password) {
      const { headers } = await stage.ask('/session', { method: 'POST', body: { email, password } });
      return (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
    },
    closePages: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      application.close();
      await stage[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function watch(page: Page, address: string): RealPage {
  page.setDefaultTimeout(8000);
  const faults: string[] = [];
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) faults.push(`request: ${request.url().slice(0, 200)}`);
  });
  return { page, faults, go: async (path) => void (await page.goto(address + path)) };
}
