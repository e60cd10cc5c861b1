import { clerk } from '@hooklatch/providers/clerk';
import { stripe } from '@hooklatch/providers/stripe';
import { sign } from '@hooklatch/testing';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  toAlbEvent,
  toEventV2,
  toRestEvent,
  type ToEvent,
} from '../../../packages/aws-lambda/test/fixture/events.ts';

type Handler = (event: object, context: object) => Promise<{ statusCode: number; body: string }>;
type Delivery = Awaited<ReturnType<typeof sign>>;

const folder = new URL('../', import.meta.url);
const standard = 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0';
const secrets = { clerk: standard, stripe: 'whsec_some_secret_of_a_test' };
let handlers: Record<string, Handler> = {};
const lines: string[] = [];

beforeAll(async () => {
  await promisify(execFile)('npm', ['run', 'build'], { cwd: fileURLToPath(folder) });
  vi.stubEnv('CLERK_WEBHOOK_SIGNING_SECRET', secrets.clerk);
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', secrets.stripe);
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  handlers = (await import(new URL('dist/functions.mjs', folder).href)) as typeof handlers;
  return () => void vi.unstubAllEnvs();
}, 60_000);
afterEach(() => void lines.splice(0));

/** Invokes a function as a platform does. */
function invoke(name: string, toEvent: ToEvent, { headers, body }: Delivery) {
  const request = {
    method: 'POST',
    path: '/',
    query: '',
    headers: headers.entries(),
    body: Buffer.from(body),
  };
  const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 3000 };
  return handlers[name]?.(toEvent(request), context);
}

const user = { id: 'user_1', primary_email_address_id: 'idn_1' };
const addresses = [{ id: 'idn_1', email_address: 'ada@example.com' }];
const clerkDelivery = (type: string, secret = secrets.clerk) =>
  sign(clerk(), { secret, type, payload: { data: { ...user, email_addresses: addresses } } });

test.each<[string, ToEvent, string, string]>([
  ['a REST API', toRestEvent(true), 'user.created', 'saved user_1 <ada@example.com>'],
  ['a function URL', toEventV2, 'user.updated', 'saved user_1 <ada@example.com>'],
  ['a load balancer', toAlbEvent(true), 'user.deleted', 'removed user_1'],
])("handles Clerk's deliveries of %s, once", async (_, toEvent, type, line) => {
  const delivery = await clerkDelivery(type);
  expect((await invoke('clerk', toEvent, delivery))?.statusCode).toBe(200);
  expect((await invoke('clerk', toEvent, delivery))?.statusCode).toBe(200);
  const id = delivery.headers.get('svix-id');
  expect(lines).toEqual([
    line,
    `webhook clerk handled ${type} ${id}`,
    `webhook clerk duplicate ${type} ${id}`,
  ]);
});

test('refuses a forged delivery', async () => {
  const forged = await clerkDelivery('user.created', 'whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0');
  const answer = await invoke('clerk', toEventV2, forged);
  expect(answer).toMatchObject({ statusCode: 400, body: '{"status":400,"code":"signature_mismatch"}' });
  expect(lines).toEqual(['webhook clerk refused signature_mismatch -']);
});

test("takes Stripe's event to the application's function, once", async () => {
  const payload = { id: 'evt_1', data: { object: { id: 'cs_1', amount_total: 4200, currency: 'eur' } } };
  const type = 'checkout.session.completed';
  const delivery = await sign(stripe(), { secret: secrets.stripe, type, payload });
  expect(await invoke('stripe', toEventV2, delivery)).toEqual({
    statusCode: 200,
    body: `{"received":"${type}"}`,
  });
  expect((await invoke('stripe', toEventV2, delivery))?.body).toBe('');
  const outcomes = ['passed', 'duplicate'].map((outcome) => `webhook stripe ${outcome} ${type} evt_1`);
  expect(lines).toEqual(['r1 from 192.0.2.7', 'paid cs_1: 4200 eur', ...outcomes]);
});
