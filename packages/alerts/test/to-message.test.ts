import { describe, expect, test } from 'vitest';
import { toBurstMessage, toMessage, toRule, toTestMessage, toAlertId } from '../src/rules.ts';
import { readPointer } from '../src/lib/json-pointer.ts';
import { anEvent } from './lib/events.ts';

const rule = (template: object = {}) =>
  toRule({ id: 'paid', name: 'Paid', match: { on: 'event' }, template });

describe('toMessage', () => {
  test('without a template nothing of the payload is said', () => {
    const message = toMessage(rule(), anEvent({}, { secret: 'sk_live_1' }), {
      event: ({ id }) => `https://example.com/${id}`,
    });
    expect(message).toEqual({
      id: toAlertId('paid', 'stripe:evt_1'),
      key: 'stripe:evt_1',
      kind: 'event',
      severity: 'info',
      title: 'stripe: invoice.paid',
      summary: 'An event of stripe came in at stripe.',
      fields: [
        { name: 'Type', value: 'invoice.paid' },
        { name: 'Id', value: 'evt_1' },
        { name: 'Time', value: '2026-11-22 20:30 UTC' },
        { name: 'Endpoint', value: 'stripe' },
      ],
      rows: [],
      link: 'https://example.com/stripe:evt_1',
      occurredAt: Date.UTC(2026, 10, 22, 20, 30),
      rule: 'Paid',
      endpoint: 'stripe',
      provider: 'stripe',
    });
  });

  test('a template has the fields that it names', () => {
    const { title, fields } = toMessage(
      rule({ title: '{rule}: {type} over {/data/amount} {/none}', fields: ['/data/id', '/data', '/none'] }),
      anEvent(),
    );
    expect(title).toBe('Paid: invoice.paid over 1500 –');
    expect(fields.slice(0, 2)).toEqual([
      { name: 'id', value: 'in_1' },
      { name: 'data', value: '{"id":"in_1","amount":1500}' },
    ]);
    expect(fields).toHaveLength(6);
  });

  test('what is put in is not looked at again', () => {
    const body = { a: '{/b} $& $1 {type}', b: 'secret' };
    expect(toMessage(rule({ title: 'x {/a}' }), anEvent({}, body)).title).toBe('x {/b} $& $1 {type}');
  });

  test('an id is the same everywhere, and fits every channel', () => {
    expect(toAlertId('rule', 'key')).toBe(toAlertId('rule', 'key'));
    expect(new Set([toAlertId('a', 'bc'), toAlertId('ab', 'c'), toAlertId('a', 'b')]).size).toBe(3);
    expect(toAlertId('ä\r\n', '😀')).toMatch(/^alert_[\w-]{32}$/);
  });

  test('what a throttle has held back is summed up', () => {
    const held = {
      from: 1000,
      until: 61_000,
      total: 7,
      failures: 0,
      types: [
        ['a', 5, 0],
        ['', 2, 0],
      ] as const,
      others: [0, 0] as const,
    };
    const { title, rows, kind, key } = toBurstMessage(rule(), held);
    expect([kind, key, title]).toEqual(['burst', 'burst:1000', 'Paid: 7 more events']);
    expect(rows).toEqual([
      { name: 'a', count: 5, isFailure: false },
      { name: '(no type)', count: 2, isFailure: false },
    ]);
  });

  test('a test is marked', () => {
    expect(toTestMessage(1000)).toMatchObject({
      kind: 'test',
      key: 'test:1000',
      title: 'Test: alerts arrive here',
    });
  });
});

test.each<[string, unknown, string, string | undefined]>([
  ['a text', { a: 'x' }, '/a', 'x'],
  ['a number', { a: 0 }, '/a', '0'],
  ['no value', { a: null }, '/a', 'null'],
  ['an item', { a: [1, 2] }, '/a/1', '2'],
  ['an item that is no number', { a: [1, 2] }, '/a/length', undefined],
  ['an item with a zero before it', { a: [1, 2] }, '/a/01', undefined],
  ['a name with a slash', { 'a/b': { '~': 1 } }, '/a~1b/~0', '1'],
  ['a name with an escape in it', { '~1': 1 }, '/~01', '1'],
  ['an empty name', { '': 1 }, '/', '1'],
  ['what is inherited', {}, '/constructor/name', undefined],
  ['what every object inherits', {}, '/__proto__', undefined],
  ['what is inherited by a text', { a: 'x' }, '/a/length', undefined],
  ['a name of a prototype', JSON.parse('{"__proto__":{"a":1}}'), '/__proto__/a', '1'],
  ['nothing', undefined, '/a', undefined],
  ['what is too long', { a: 'x'.repeat(9000) }, '/a', 'x'.repeat(4000)],
])('a pointer to %s', (_, value, pointer, read) => {
  expect(readPointer(value, pointer)).toBe(read);
});
