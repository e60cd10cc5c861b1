import { describe, expect, test } from 'vitest';
import {
  getPlatformNormalizationCategory,
  getPlatformsByCategory,
  normalizePayload,
  WebhookVerificationService,
} from '../src/index.ts';
import { stripeRequest, stripeSecret } from './requests.ts';

const stripeObject = {
  id: 'pi_1',
  amount: 5000,
  amount_received: 4900,
  currency: 'usd',
  customer: 'cus_1',
  metadata: { order: '7', n: 1 },
};

/** Platform, payload, and what becomes of it. */
const rows: readonly (readonly [platform: string, payload: unknown, normalized: object])[] = [
  [
    'stripe',
    { type: 'payment_intent.succeeded', created: 1_700_000_000, data: { object: stripeObject } },
    {
      category: 'payment',
      event: 'payment.succeeded',
      amount: 4900,
      currency: 'USD',
      customer_id: 'cus_1',
      transaction_id: 'pi_1',
      metadata: { order: '7' },
      occurred_at: '2023-11-14T22:13:20.000Z',
    },
  ],
  [
    'stripe',
    { type: 'customer.subscription.deleted', data: { object: { id: 'sub_1' } } },
    { category: 'payment', event: 'subscription.cancelled', subscription_id: 'sub_1', metadata: {} },
  ],
  ['stripe', { type: 'a.b' }, { category: 'payment', event: 'payment.unknown', metadata: {} }],
  [
    'polar',
    {
      type: 'order.paid',
      timestamp: '2026-01-01T00:00:00Z',
      data: { id: 'o_1', total_amount: 10, currency: 'eur', customer_id: 'c_1', subscription_id: null },
    },
    {
      category: 'payment',
      event: 'payment.succeeded',
      amount: 10,
      currency: 'EUR',
      customer_id: 'c_1',
      transaction_id: 'o_1',
      metadata: {},
      occurred_at: '2026-01-01T00:00:00.000Z',
    },
  ],
  [
    'dodopayments',
    {
      type: 'payment.failed',
      data: { payment_id: 'pay_1', total_amount: 10, currency: 'USD', customer: { customer_id: 'c_1' } },
    },
    {
      category: 'payment',
      event: 'payment.failed',
      amount: 10,
      currency: 'USD',
      customer_id: 'c_1',
      transaction_id: 'pay_1',
      metadata: {},
    },
  ],
  [
    'clerk',
    {
      type: 'user.created',
      timestamp: 1_700_000_000_000,
      data: { id: 'user_1', email_addresses: [{ email_address: 'a@b.example' }] },
    },
    {
      category: 'auth',
      event: 'user.created',
      user_id: 'user_1',
      email: 'a@b.example',
      occurred_at: '2023-11-14T22:13:20.000Z',
    },
  ],
  [
    'clerk',
    { type: 'session.created', data: { id: 'sess_1', user_id: 'user_1' } },
    { category: 'auth', event: 'session.started', user_id: 'user_1' },
  ],
  [
    'supabase',
    {
      type: 'DELETE',
      schema: 'auth',
      table: 'users',
      record: null,
      old_record: { id: 'u_1', email: 'a@b.example' },
    },
    { category: 'auth', event: 'user.deleted', user_id: 'u_1', email: 'a@b.example' },
  ],
  [
    'supabase',
    { type: 'INSERT', schema: 'public', table: 'users' },
    { category: 'auth', event: 'auth.unknown' },
  ],
  [
    'vercel',
    {
      type: 'deployment.succeeded',
      createdAt: 1_700_000_000_000,
      payload: { project: { id: 'p_1' }, deployment: { id: 'd_1' } },
    },
    {
      category: 'infrastructure',
      event: 'deployment.succeeded',
      project_id: 'p_1',
      deployment_id: 'd_1',
      status: 'ready',
      occurred_at: '2023-11-14T22:13:20.000Z',
    },
  ],
  ['github', { type: 'a.b' }, { category: 'infrastructure', event: 'a.b' }],
  ['github', 'text', { category: 'infrastructure', event: 'unknown' }],
  ['stripe', null, { category: 'payment', event: 'payment.unknown', metadata: {} }],
];

describe('normalizePayload', () => {
  test.each(rows)('%s %j', (platform, payload, normalized) => {
    expect(normalizePayload(platform, payload)).toEqual({
      ...normalized,
      _platform: platform,
      _raw: payload,
    });
  });
  test('leaves the payload as it is where it is switched off', () => {
    const payload = { type: 'a' };
    expect(normalizePayload('stripe', payload, false)).toBe(payload);
    expect(normalizePayload('stripe', payload, { enabled: false })).toBe(payload);
  });
  test('leaves the raw payload out, and warns of another category', () => {
    const options = { includeRaw: false, category: 'auth' } as const;
    expect(normalizePayload('stripe', { type: 'a' }, options)).toEqual({
      category: 'payment',
      event: 'a',
      _platform: 'stripe',
      _raw: undefined,
      warning: 'stripe is of the category payment.',
    });
  });
  test('takes nothing from a prototype', () => {
    expect(getPlatformNormalizationCategory('toString')).toBeNull();
    expect(normalizePayload('stripe', { type: 'constructor' })).toMatchObject({ event: 'payment.unknown' });
  });
});

test('platforms have categories', () => {
  expect(getPlatformNormalizationCategory('clerk')).toBe('auth');
  expect(getPlatformsByCategory('payment')).toEqual(['stripe', 'polar', 'dodopayments', 'dodo']);
  expect(getPlatformsByCategory('ecommerce')).toEqual([]);
});

test('a category that there is not is a failure, and no valid result', async () => {
  const normalize = { category: 'nonsense' as 'auth' };
  const config = { platform: 'stripe', secret: stripeSecret, normalize };
  expect(await WebhookVerificationService.verify(await stripeRequest(), config)).toMatchObject({
    isValid: false,
    errorCode: 'NORMALIZATION_ERROR',
  });
});
