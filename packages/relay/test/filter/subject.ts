import type { FilterSubject } from '../../src/filter.ts';

/** A request of a shop, with a payload that has something of every kind. */
export const subject: FilterSubject = {
  type: 'invoice.paid',
  provider: 'stripe',
  method: 'POST',
  path: '/webhooks/stripe',
  query: { page: '2', tag: ['a', 'b'] },
  headers: [
    ['Content-Type', 'application/json'],
    ['X-Twice', 'one'],
    ['x-twice', 'two'],
  ],
  body: {
    amount: 1000,
    zip: '01067',
    paid: true,
    refund: null,
    at: '2026-11-22T10:00:00Z',
    customer: { name: 'Ada "the" Countess', 'a.b': 1 },
    tags: ['new', 'vip', 7],
    lines: [
      { sku: 'A', count: 1 },
      { sku: 'B', count: 5 },
    ],
    none: [],
    nested: [[{ sku: 'deep' }]],
    $ref: 'x',
  },
};
