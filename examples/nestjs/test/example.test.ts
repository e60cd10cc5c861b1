import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { shopify } from '@hooklatch/providers/shopify';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { stripe } from '@hooklatch/providers/stripe';
import { deliver, sign } from '@hooklatch/testing';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const cwd = fileURLToPath(new URL('..', import.meta.url));

const secrets = {
  CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0',
  STRIPE_WEBHOOK_SECRET: 'whsec_some_secret_of_a_test',
  GITHUB_WEBHOOK_SECRET: 'a long text that nobody guesses',
  SHOPIFY_API_SECRET: 'a long text that nobody guesses',
  GITLAB_WEBHOOK_SECRET: 'a long text that nobody guesses',
  STANDARD_WEBHOOKS_SECRET: 'whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0',
};

let server: ChildProcess | undefined;
let url = '';
let output = '';
let grown: () => void = () => {};

/** Resolves once the application has printed a text. */
async function printed(text: string | RegExp): Promise<string> {
  for (;;) {
    const found =
      typeof text === 'string' ? (output.includes(text) ? text : undefined) : text.exec(output)?.[1];
    if (found !== undefined) return found;
    if (server?.exitCode !== null) throw new Error(output);
    // oxlint-disable-next-line no-await-in-loop -- until there is more
    await new Promise<void>((resolve) => {
      grown = resolve;
    });
  }
}

beforeAll(async () => {
  await promisify(execFile)('npm', ['run', 'build'], { cwd });
  server = spawn(process.execPath, ['dist/main.js'], {
    cwd,
    env: { ...process.env, ...secrets, PORT: '0', NO_COLOR: '1' },
  });
  const grow = (chunk: Buffer): void => {
    output += chunk.toString();
    grown();
  };
  server.stdout?.on('data', grow);
  server.stderr?.on('data', grow);
  server.on('exit', () => grown());
  url = await printed(/listening on (http:\S+)\s/);
});

afterAll(async () => {
  if (server === undefined || server.exitCode !== null) return;
  server.kill();
  await once(server, 'exit');
});

const clerkDelivery = (type: string, secret = secrets.CLERK_WEBHOOK_SIGNING_SECRET) =>
  sign(clerk(), { secret, type, payload: { data: { id: 'user_1', email_addresses: [] } } });

describe('the example', () => {
  test.each([
    ['user.created', 'save user_1 with 0 addresses'],
    ['user.updated', 'save user_1 with 0 addresses'],
    ['user.deleted', 'remove user_1'],
  ])('handles %s of Clerk, and prints what became of it', async (type, text) => {
    const delivery = await clerkDelivery(type);
    expect((await deliver(`${url}/webhooks/clerk`, delivery)).status).toBe(200);
    await printed(text);
    await printed(`webhook clerk passed ${type} ${delivery.headers.get('svix-id')}\n`);
  });

  test('handles a delivery once', async () => {
    const delivery = await clerkDelivery('user.created');
    const statuses = [];
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (const _ of [1, 2]) statuses.push((await deliver(`${url}/webhooks/clerk`, delivery)).status);
    expect(statuses).toEqual([200, 200]);
    await printed(`webhook clerk duplicate user.created ${delivery.headers.get('svix-id')}\n`);
  });

  test('refuses a forged delivery', async () => {
    const delivery = await clerkDelivery('user.created', 'whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==');
    const { status, body } = await deliver(`${url}/webhooks/clerk`, delivery);
    expect([status, body]).toEqual([400, '{"status":400,"code":"signature_mismatch"}']);
    await printed('webhook clerk refused signature_mismatch -\n');
  });

  test('handles what Stripe sends', async () => {
    const payload = { data: { object: { id: 'cs_1' } } };
    const type = 'checkout.session.completed';
    const delivery = await sign(stripe(), {
      secret: secrets.STRIPE_WEBHOOK_SECRET,
      type,
      id: 'evt_1',
      payload,
    });
    expect((await deliver(`${url}/webhooks/stripe`, delivery)).status).toBe(200);
    await printed('paid: cs_1');
    await printed(`webhook stripe passed ${type} evt_1\n`);
  });

  test.each([
    ['github', () => sign(github(), { secret: secrets.GITHUB_WEBHOOK_SECRET, type: 'push' })],
    ['shopify', () => sign(shopify(), { secret: secrets.SHOPIFY_API_SECRET, type: 'orders/create' })],
    ['gitlab', () => sign(gitlab(), { secret: secrets.GITLAB_WEBHOOK_SECRET, type: 'Push Hook' })],
    [
      'standard',
      () => sign(standardWebhooks(), { secret: secrets.STANDARD_WEBHOOKS_SECRET, type: 'thing.made' }),
    ],
  ])('takes what %s sends', async (name, signed) => {
    const { status } = await deliver(`${url}/webhooks/${name}`, await signed());
    expect(status).toBe(200);
    await printed(`webhook ${name} passed `);
  });
});
