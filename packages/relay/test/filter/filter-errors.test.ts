import { expect, test } from 'vitest';
import { toFilter } from '../../src/filter.ts';
import { subject } from './subject.ts';

const deep = (levels: number): object => (levels ? { $not: deep(levels - 1) } : { type: 'invoice.paid' });
const cyclic: Record<string, unknown> = {};
cyclic['body'] = cyclic;

test.each<[name: string, given: unknown, message: RegExp]>([
  ['nothing', '', /a condition at character 1/],
  ['no operator', 'type', /an operator .* after type at character 5/],
  ['no value', 'type=', /a value at character 6/],
  ['no name', '=x', /a name at character 1/],
  ['no name after a dot', 'body.=x', /a name at character 6/],
  ['an unknown field', 'kind=x', /unknown field kind: there are type, provider/],
  ['text after quotes', 'type="a"b', /a space after the value at character 9/],
  ['open quotes', 'type="a', /a value at character 6/],
  [
    'an escape that JSON has not',
    String.raw`type="\q"`,
    /in double quotes that JSON can read at character 6/,
  ],
  ['broken JSON', '{"type":', /begins with \{ and is no JSON/],
  ['an unknown operator', { body: { amount: { $gtr: 1 } } }, /unknown operator at body\.amount\.\$gtr/],
  ['a regular expression', { type: { $regex: '.*' } }, /unknown operator at type\.\$regex/],
  ['an operator that all objects inherit', { type: { $constructor: 1 } }, /unknown operator/],
  ['an unknown field, long', { bodi: 1 }, /unknown field at bodi/],
  ['a wrong operand', { body: { amount: { $gte: true } } }, /a number or a text at body\.amount\.\$gte/],
  ['no list', { type: { $in: 'x' } }, /a list of texts.* at type\.\$in/],
  ['lists in a list', { type: { $in: [['x']] } }, /a list of texts/],
  ['an empty $or', { $or: [] }, /a list with something in it at \$or/],
  ['an empty list', { body: { tags: [] } }, /fields or operators at body\.tags/],
  [
    'a comparison beside fields',
    { body: { $eq: 1, amount: 2 } },
    /compares at body\.\$eq where it has fields/,
  ],
  ['a comparison of the whole', { $eq: 1 }, /compares at \$eq where it has fields/],
  ['no object for the headers', { headers: 'x' }, /an object with fields or operators at headers/],
  ['a list', [], /an object with fields or operators at its beginning/],
  ['a function', { type: () => true }, /something at type that JSON cannot say/],
  ['no number', { body: { amount: Number.NaN } }, /something at body\.amount that JSON cannot say/],
  ['nothing at a field', { type: undefined }, /something at type that JSON cannot say/],
  ['an inherited pattern', { __proto__: { type: 'x' } }, /something at {2}that|JSON cannot say/],
  ['a class of its own', new Map(), /JSON cannot say/],
  ['many levels', deep(17), /larger than 16 levels at \$not/],
  ['a circle', cyclic, /larger than 16 levels at body\.body/],
  [
    'many conditions',
    { $or: Array.from({ length: 300 }, () => ({})) },
    /larger than 256 conditions at \$or\[254\]/,
  ],
  ['many characters', `type=${'x'.repeat(8192)}`, /larger than 8192 characters/],
  ['many characters, long', { type: 'x'.repeat(8193) }, /larger than 8192 characters at type/],
  ['a long list', { type: { $in: Array.from({ length: 1e7 }) } }, /JSON cannot say|larger than/],
])('%s is refused with its place', (_name, given, message) => {
  expect(() => toFilter(given as object)).toThrow(TypeError);
  expect(() => toFilter(given as object)).toThrow(message);
});

test('16 levels pass', () => {
  expect(toFilter(deep(14)).matches(subject)).toBe(true);
});

test('a change of what was given changes nothing', () => {
  const given = { type: { $in: ['invoice.paid'] } };
  const filter = toFilter(given);
  given.type.$in[0] = 'x';
  expect(filter.matches(subject)).toBe(true);
  expect(() => Object.assign(filter.json, { type: 'x' })).toThrow(TypeError);
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'])(
  '%s is a name like any other',
  (name) => {
    const asked = (condition: string) => toFilter(`{"body":{${JSON.stringify(name)}:${condition}}}`);
    expect(asked('{"$exist":true}').matches({ ...subject, body: {} })).toBe(false);
    expect(asked('{"$exist":true}').matches({ ...subject, body: [] })).toBe(false);
    const body = JSON.parse(`{${JSON.stringify(name)}:"x"}`) as unknown;
    expect(asked('"x"').matches({ ...subject, body })).toBe(true);
    expect(asked('"x"').json).toEqual({ body: JSON.parse(`{${JSON.stringify(name)}:"x"}`) as unknown });
    expect(toFilter(`headers.${name}=x`).matches({ ...subject, headers: [[name, 'x']] })).toBe(true);
    expect(toFilter(`headers.${name}=x`).matches(subject)).toBe(false);
    expect(toFilter(`query.${name}=x`).matches(subject)).toBe(false);
  },
);
