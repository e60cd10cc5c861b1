import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { shopify } from '@hooklatch/providers/shopify';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { stripe } from '@hooklatch/providers/stripe';
import { deliver, sign } from '@hooklatch/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const standard = 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0';
const text = 'a long text that nobody guesses';
const variables = {
  CLERK_WEBHOOK_SIGNING_SECRET: standard,
  STRIPE_WEBHOOK_SECRET: 'whsec_some_secret_of_a_test',
  GITHUB_WEBHOOK_SECRET: text,
  SHOPIFY_API_SECRET: text,
  GITLAB_WEBHOOK_SECRET: text,
  STANDARD_WEBHOOKS_SECRET: standard,
};

let server: ChildProcess;
let url: string;
const lines: string[] = [];
const printed = (line: string) => vi.waitFor(() => expect(lines).toContain(line));

beforeAll(async () => {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const env = { ...process.env, ...variables, PORT: '0' };
  server = spawn(process.execPath, ['src/server.ts'], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface(server.stdout as NodeJS.ReadableStream).on('line', (line) => lines.push(line));
  await vi.waitUntil(() => lines[0]?.startsWith('listening on '), 20_000);
  url = `${lines[0]?.replace('listening on ', '')}/webhooks`;
});
afterAll(async () => {
  server.kill();
  await once(server, 'exit');
});

const user = { id: 'user_1', primary_email_address_id: 'idn_1' };
const addresses = [{ id: 'idn_1', email_address: 'ada@example.com' }];
const clerkDelivery = (type: string, secret = standard) =>
  sign(clerk(), { secret, type, payload: { data: { ...user, email_addresses: addresses } } });

describe('the example', () => {
  test.each([
    ['user.created', 'saved user_1 <ada@example.com>'],
    ['user.updated', 'saved user_1 <ada@example.com>'],
    ['user.deleted', 'removed user_1'],
  ])('handles %s of Clerk', async (type, line) => {
    const delivery = await clerkDelivery(type);
    expect((await deliver(`${url}/clerk`, delivery)).status).toBe(200);
    await printed(line);
    await printed(`webhook clerk handled ${type} ${delivery.headers.get('svix-id')}`);
  });

  test('handles a delivery of Clerk once', async () => {
    const delivery = await clerkDelivery('user.created');
    expect((await deliver(`${url}/clerk`, delivery)).status).toBe(200);
    expect((await deliver(`${url}/clerk`, delivery)).status).toBe(200);
    await printed(`webhook clerk duplicate user.created ${delivery.headers.get('svix-id')}`);
  });

  test('refuses a forged delivery', async () => {
    const forged = await clerkDelivery('user.created', 'whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0');
    expect((await deliver(`${url}/clerk`, forged)).status).toBe(400);
    await printed('webhook clerk refused signature_mismatch -');
  });

  test("takes Stripe's event to its own route, once", async () => {
    const payload = { id: 'evt_1', data: { object: { id: 'cs_1', amount_total: 4200, currency: 'eur' } } };
    const type = 'checkout.session.completed';
    const delivery = await sign(stripe(), { secret: variables.STRIPE_WEBHOOK_SECRET, type, payload });
    const { status, body } = await deliver(`${url}/stripe`, delivery);
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: { received: type } });
    await printed('paid cs_1: 4200 eur');
    await printed(`webhook stripe passed ${type} evt_1`);
    expect((await deliver(`${url}/stripe`, delivery)).body).toBe('');
    await printed(`webhook stripe duplicate ${type} evt_1`);
  });

  const more = [
    ['github', () => sign(github(), { secret: text, type: 'push' })],
    ['shopify', () => sign(shopify(), { secret: text, type: 'orders/create' })],
    ['gitlab', () => sign(gitlab(), { secret: text, type: 'push' })],
    ['standard', () => sign(standardWebhooks(), { secret: standard, type: 'invoice.paid' })],
  ] as const;
  test.each(more)('handles deliveries of %s', async (name, make) => {
    expect((await deliver(`${url}/${name}`, await make())).status).toBe(200);
    await vi.waitFor(() =>
      expect(lines.join('\n')).toMatch(new RegExp(`^webhook ${name} handled \\S+ \\S+$`, 'm')),
    );
  });
});
