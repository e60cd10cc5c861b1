import { describe, expect, test } from 'vitest';
import { toFilter } from '../../src/filter.ts';
import { subject } from './subject.ts';

describe('the short form', () => {
  test.each([
    ['type=invoice.*', true],
    ['type=*.paid', true],
    ['type=invoice.paid', true],
    ['type=invoice', false],
    ['type=charge.*', false],
    ['type!=charge.*', true],
    ['type!=invoice.*', false],
    ['type=invoice.* body.amount>=1000', true],
    ['type=invoice.* body.amount>1000', false],
    ['  body.amount<=1000   body.amount<1000.5 ', true],
    ['body.amount<1000', false],
    ['body.amount>-1', true],
    ['body.amount=1000', true],
    ['body.amount="1000"', false],
    ['body.zip=01067', true],
    ['body.zip="01067"', true],
    ['body.paid=true', true],
    ['body.refund=null', true],
    ['body.missing=null', false],
    ['body.missing!=x', true],
    ['body.at>2026-11-01', true],
    ['body.at>2026-12-01', false],
    ['body.customer.name~Countess', true],
    ['body.customer.name="Ada \\"the\\" Countess"', true],
    ['body.customer."a.b"=1', true],
    ['body.tags=vip', true],
    ['body.tags=7', true],
    ['body.tags!=vip', false],
    ['body.lines.sku=B', true],
    ['body.lines.0.sku=A', true],
    ['body.lines.0.sku=B', false],
    ['body.lines.count>4', true],
    ['body.$ref=x', true],
    ['query.page>=2', true],
    ['query.page=2', true],
    ['query.tag=b', true],
    ['headers.x-twice=two', true],
    ['headers.CONTENT-TYPE=application/*', true],
    ['method=POST path=/webhooks/*', true],
    ['provider=stripe', true],
    ['body.customer.name="*"', false],
  ])('%s: %s', (text, isMatch) => {
    const filter = toFilter(text);
    expect(filter.matches(subject)).toBe(isMatch);
    expect(toFilter(filter.json).json).toEqual(filter.json);
    expect(toFilter(JSON.stringify(filter.json)).matches(subject)).toBe(isMatch);
  });
});

describe('the long form', () => {
  test.each<[object, boolean]>([
    [{}, true],
    [{ type: 'invoice.paid' }, true],
    [{ type: { $startsWith: 'invoice.', $endsWith: '.paid' } }, true],
    [{ type: { $glob: 'i*v*.p*' } }, true],
    [{ type: { $glob: 'invoice.paid*paid' } }, false],
    [{ body: { amount: { $gt: 999, $lt: 1001 } } }, true],
    [{ body: { amount: { $gt: '999' } } }, false],
    [{ body: { amount: { $in: [1, 1000] } } }, true],
    [{ body: { amount: { $nin: [1, 1000] } } }, false],
    [{ body: { amount: { $neq: 1000 } } }, false],
    [{ body: { missing: { $neq: 1 } } }, true],
    [{ body: { missing: { $exist: false }, refund: { $exist: true } } }, true],
    [{ body: { missing: { deep: { $exist: false } } } }, true],
    [{ body: { missing: { $lt: 1 } } }, false],
    [{ body: { tags: ['new', 'vip'] } }, true],
    [{ body: { tags: ['new', 'old'] } }, false],
    [{ body: { tags: { $contains: 'ne' } } }, true],
    [{ body: { lines: { sku: 'A', count: 5 } } }, false],
    [{ body: { lines: { sku: 'B', count: 5 } } }, true],
    [{ body: { lines: { 0: { sku: 'A' }, 1: { sku: 'B' } } } }, true],
    [{ body: { lines: { length: 2 } } }, false],
    [{ body: { none: { sku: { $exist: false } } } }, true],
    [{ body: { nested: { sku: 'deep' } } }, false],
    [{ body: { $$ref: 'x' } }, true],
    [{ $or: [{ type: 'x' }, { body: { paid: true } }] }, true],
    [{ $and: [{ type: 'x' }, { body: { paid: true } }] }, false],
    [{ $not: { body: { paid: true } } }, false],
    [{ type: { $not: { $startsWith: 'charge.' } } }, true],
    [{ type: { $or: ['charge.paid', 'invoice.paid'] } }, true],
    [{ body: { $or: [{ amount: 1 }, { zip: '01067' }], paid: true } }, true],
  ])('%j: %s', (given, isMatch) => {
    expect(toFilter(given).matches(subject)).toBe(isMatch);
  });

  test('a request without a type or a payload has neither', () => {
    const bare = { ...subject, type: undefined, body: undefined };
    expect(toFilter({ type: { $exist: false }, body: { $exist: false } }).matches(bare)).toBe(true);
    expect(toFilter('body.amount>=0').matches(bare)).toBe(false);
  });
});
