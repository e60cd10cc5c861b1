import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { shopify } from '@hooklatch/providers/shopify';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { stripe } from '@hooklatch/providers/stripe';
import { deliver, sign } from '@hooklatch/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startExample, type ExampleServer, type RunningExample } from './start-example.ts';

const standard = 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0';
const text = 'a long text that nobody guesses';
const secrets = {
  CLERK_WEBHOOK_SIGNING_SECRET: standard,
  STRIPE_WEBHOOK_SECRET: 'whsec_some_secret_of_a_test',
  GITHUB_WEBHOOK_SECRET: text,
  SHOPIFY_API_SECRET: text,
  GITLAB_WEBHOOK_SECRET: text,
  STANDARD_WEBHOOKS_SECRET: standard,
  SLACK_SIGNING_SECRET: text,
  DROPBOX_WEBHOOK_SECRET: text,
};
export type ExampleSecret = keyof typeof secrets;

const user = { id: 'user_1', primary_email_address_id: 'idn_1' };
const addresses = [{ id: 'idn_1', email_address: 'ada@example.com' }];
const clerkDelivery = (type: string, secret = standard) =>
  sign(clerk(), { secret, type, payload: { data: { ...user, email_addresses: addresses } } });

const toOthers = {
  github: () => sign(github(), { secret: text, type: 'push' }),
  shopify: () => sign(shopify(), { secret: text, type: 'orders/create' }),
  gitlab: () => sign(gitlab(), { secret: text, type: 'push' }),
  standard: () => sign(standardWebhooks(), { secret: standard, type: 'invoice.paid' }),
};
type Other = keyof typeof toOthers;

/** What differs from one example to another. */
interface Differences {
  /** What becomes of an event that a handler of the application has run for. (`handled`) */
  readonly outcome?: 'handled' | 'passed';
  /** What the application answers to Stripe. (`{"received":…}`) */
  readonly answersStripe?: boolean;
  /** What stands before the route of Stripe's events: `verify` alone remembers none, and reports none. (`receive`) */
  readonly guard?: 'receive' | 'verify';
  /** The routes with one handler for everything. (all four) */
  readonly others?: readonly Other[];
  /** Tests more of the same server; it listens when they run. */
  readonly also?: (server: () => RunningExample, secrets: Readonly<Record<ExampleSecret, string>>) => void;
}

/** What every example does, seen from where its provider stands: the process, its socket, and what it prints. */
export function describeExample(example: ExampleServer, differences: Differences = {}): void {
  const { outcome = 'handled', answersStripe = true, guard = 'receive', also } = differences;
  const { others = Object.keys(toOthers) as Other[] } = differences;
  let running: RunningExample | undefined;
  const send = (name: string, delivery: Parameters<typeof deliver>[1]) =>
    deliver(`${running?.url}/webhooks/${name}`, delivery);
  const printed = (line: RegExp | string) =>
    vi.waitFor(() =>
      expect(running?.lines).toContainEqual(typeof line === 'string' ? line : expect.stringMatching(line)),
    );

  beforeAll(async () => {
    running = await startExample(example, secrets);
  }, 300_000);
  afterAll(() => running?.close());

  describe('the example', () => {
    test.each([
      ['user.created', 'saved user_1 <ada@example.com>'],
      ['user.updated', 'saved user_1 <ada@example.com>'],
      ['user.deleted', 'removed user_1'],
    ])('handles %s of Clerk', async (type, line) => {
      const delivery = await clerkDelivery(type);
      expect((await send('clerk', delivery)).status).toBe(200);
      await printed(new RegExp(`${line}$`));
      await printed(`webhook clerk ${outcome} ${type} ${delivery.headers.get('svix-id')}`);
    });

    test('handles a delivery of Clerk once', async () => {
      const delivery = await clerkDelivery('user.created');
      expect((await send('clerk', delivery)).status).toBe(200);
      expect((await send('clerk', delivery)).status).toBe(200);
      await printed(`webhook clerk duplicate user.created ${delivery.headers.get('svix-id')}`);
    });

    test('refuses a forged delivery', async () => {
      const forged = await clerkDelivery('user.created', 'whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0');
      const { status, body } = await send('clerk', forged);
      expect([status, body]).toEqual([400, '{"status":400,"code":"signature_mismatch"}']);
      await printed('webhook clerk refused signature_mismatch -');
    });

    test(`takes Stripe's event to its own route, after ${guard}`, async () => {
      const payload = { id: 'evt_1', data: { object: { id: 'cs_1', amount_total: 4200, currency: 'eur' } } };
      const type = 'checkout.session.completed';
      const delivery = await sign(stripe(), { secret: secrets.STRIPE_WEBHOOK_SECRET, type, payload });
      const { status, body } = await send('stripe', delivery);
      expect([status, body]).toEqual([200, answersStripe ? JSON.stringify({ received: type }) : '']);
      await printed(/paid cs_1: 4200 eur$/);
      if (guard === 'verify') return;
      await printed(`webhook stripe passed ${type} evt_1`);
      expect((await send('stripe', delivery)).body).toBe('');
      await printed(`webhook stripe duplicate ${type} evt_1`);
    });

    test.each(others)('handles deliveries of %s', async (name) => {
      expect((await send(name, await toOthers[name]())).status).toBe(200);
      await printed(new RegExp(`^webhook ${name} ${outcome} \\S+ \\S+$`));
    });
  });
  also?.(() => running as RunningExample, secrets);
}
