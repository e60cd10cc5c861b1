import { clerk } from '@hooklatch/providers/clerk';
import { stripe } from '@hooklatch/providers/stripe';
import { deliver, sign } from '@hooklatch/testing';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startWorker } from './fixture/start.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const run = promisify(execFile);

/** Compiles the functions as a deployment does. */
async function compile(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'hooklatch-pages-'));
  const env = {
    ...process.env,
    WRANGLER_BUILD_CONDITIONS: '@hooklatch/source,workerd,worker,browser',
    WRANGLER_HIDE_BANNER: 'true',
    WRANGLER_SEND_METRICS: 'false',
  };
  const wrangler = fileURLToPath(new URL('../node_modules/.bin/wrangler', import.meta.url));
  const args = ['pages', 'functions', 'build', '--outdir', outdir, '--compatibility-date', '2024-04-01'];
  await run(wrangler, args, { cwd: new URL('fixture/pages', import.meta.url), env });
  const script = await readFile(join(outdir, 'index.js'), 'utf8');
  await rm(outdir, { recursive: true });
  return script;
}

describe('a Pages Function', () => {
  let pages: Awaited<ReturnType<typeof startWorker>>;
  beforeAll(async () => {
    pages = await startWorker(await compile(), { SECRET_OF_CLERK: secret, STRIPE_WEBHOOK_SECRET: secret });
  });
  afterAll(() => pages?.close());

  test('answers by itself', async () => {
    const delivery = await sign(clerk(), { secret, type: 'user.created' });
    const url = `${pages.url}/webhooks/clerk`;
    expect((await deliver(url, delivery)).status).toBe(200);
    expect((await deliver(url, { ...delivery, body: new Uint8Array([1]) })).status).toBe(400);
    expect((await fetch(url)).status).toBe(405);
  });

  test('hands event, params and ctx to its route', async () => {
    const delivery = await sign(stripe(), { secret, type: 'invoice.paid' });
    const { status, body } = await deliver(`${pages.url}/webhooks/acme`, delivery);
    const answer = { type: 'invoice.paid', tenant: 'acme', ctx: 'function' };
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: answer });
  });
});
