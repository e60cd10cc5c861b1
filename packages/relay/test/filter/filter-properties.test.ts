import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toFilter, type FilterSubject } from '../../src/filter.ts';
import { subject } from './subject.ts';

const body = (value: unknown): FilterSubject => ({ ...subject, body: value });

const signs = ['=', '!=', '>', '>=', '<', '<=', '~'] as const;
const name = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('__proto__', '$eq', '$$', 'a.b', '0', '"'),
);
const field = fc.constantFrom('body', 'query', 'headers');

/** Writes what the short form reads: each name and value in quotes. */
const print = (
  terms: readonly { path: readonly string[]; sign: string; value: string }[],
  space: string,
): string =>
  terms
    .map(({ path: [first, ...rest], sign, value }) =>
      [[first, ...rest.map((part) => JSON.stringify(part))].join('.'), sign, JSON.stringify(value)].join(''),
    )
    .join(space);

const term = fc.record({
  path: fc
    .tuple(field, fc.array(name, { minLength: 1, maxLength: 3 }))
    .map(([first, rest]) => [first, ...rest]),
  sign: fc.constantFrom(...signs),
  value: fc.string(),
});

/** What a term of quoted texts says, read another way. */
const conditions: Record<(typeof signs)[number], (value: string) => unknown> = {
  '=': (value) => ({ $eq: value }),
  '!=': (value) => ({ $not: { $eq: value } }),
  '>': (value) => ({ $gt: value }),
  '>=': (value) => ({ $gte: value }),
  '<': (value) => ({ $lt: value }),
  '<=': (value) => ({ $lte: value }),
  '~': (value) => ({ $contains: value }),
};

describe('the short form', () => {
  test('is read as it was printed, whatever stands in its quotes', () => {
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(' ', '\n', ' \t '),
        (terms, space) => {
          const long = terms.map(({ path: [first = '', ...rest], sign, value }) => {
            const inner = rest.reduceRight<unknown>(
              (held, part) => Object.fromEntries([[part.startsWith('$') ? `$${part}` : part, held]]),
              conditions[sign](value),
            );
            return { [first]: inner };
          });
          const { json } = toFilter(print(terms, space));
          expect(JSON.stringify(json)).toBe(JSON.stringify(long.length === 1 ? long[0] : { $and: long }));
          expect(JSON.stringify(toFilter(JSON.stringify(json)).json)).toBe(JSON.stringify(json));
        },
      ),
    );
  });

  test('that is any text is read or refused with a TypeError', () => {
    const alphabet = fc.constantFrom(...Array.from('type body.=!<>~"\\* {}$1x\u0000'));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: alphabet })), (text) => {
        try {
          toFilter(text).matches(subject);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the long form', () => {
  test('that is any JSON is compiled or refused with a TypeError, and then says yes or no of any payload', () => {
    const keys = fc.constantFrom(
      '$eq',
      '$or',
      '$not',
      '$in',
      '$gt',
      '$x',
      'type',
      'body',
      'a',
      '0',
      '__proto__',
    );
    const { pattern } = fc.letrec((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(1, 'a', null, true),
        fc.array(tie('pattern'), { maxLength: 3 }),
        fc
          .array(fc.tuple(keys, tie('pattern')), { maxLength: 3 })
          .map((entries) => Object.fromEntries(entries) as unknown),
      ),
    }));
    let compiled = 0;
    fc.assert(
      fc.property(pattern, fc.jsonValue(), (given, value) => {
        try {
          expect(typeof toFilter({ body: given } as object).matches(body(value))).toBe('boolean');
          compiled += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
      { numRuns: 3000 },
    );
    expect(compiled).toBeGreaterThan(100);
  });

  test('glob agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 8 });
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, glob, (value, pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
        expect(toFilter({ body: { v: { $glob: pattern } } }).matches(body({ v: value }))).toBe(
          expression.test(value),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('order agrees with JavaScript', () => {
    const number = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    fc.assert(
      fc.property(number, number, (a, b) => {
        const says = (operator: string) =>
          toFilter({ body: { v: { [operator]: b } } }).matches(body({ v: a }));
        expect([says('$gt'), says('$gte'), says('$lt'), says('$lte'), says('$eq'), says('$neq')]).toEqual([
          a > b,
          a >= b,
          a < b,
          a <= b,
          a === b,
          a !== b,
        ]);
      }),
    );
  });

  test('not, and, or agree with JavaScript', () => {
    const leaf = fc.constantFrom('invoice.paid', 'x').map((type) => ({ type }));
    fc.assert(
      fc.property(leaf, leaf, (a, b) => {
        const is = (given: object) => toFilter(given).matches(subject);
        expect(is({ $not: a })).toBe(!is(a));
        expect(is({ $and: [a, b] })).toBe(is(a) && is(b));
        expect(is({ $or: [a, b] })).toBe(is(a) || is(b));
        expect(is({ $not: { $or: [a, b] } })).toBe(is({ $and: [{ $not: a }, { $not: b }] }));
      }),
    );
  });
});

test('a hostile payload costs no more than its size', () => {
  const nested = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown;
  const lists = toFilter(`body.${Array.from({ length: 10 }, () => '0').join('.')}=x`);
  expect(lists.matches(body(nested))).toBe(false);
  expect(toFilter('body.a.b.c=x').matches(body(nested))).toBe(false);
  const stars = toFilter({ body: { v: { $glob: 'a*'.repeat(200) + 'b' } } });
  const start = performance.now();
  expect(stars.matches(body({ v: 'a'.repeat(1_000_000) }))).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});
