import { expect, test } from 'vitest';
import { redactRequest } from '../../src/lib/captures/redact-request.ts';

const redact = (body: string, path: string, type = 'application/json'): [string, number] => {
  const headers = [
    ['Content-Type', type],
    ['X-A-Key', 'k'],
    ['x-a-key', 'l'],
  ] as const;
  const request = { method: 'POST', target: '/?a=1&b=%20', headers, body: Buffer.from(body) };
  const { request: hidden, count } = redactRequest(request, [path], '***');
  return [Buffer.from(hidden.body).toString(), count];
};

test.each([
  ['body.a', '{"a":1,"b":{"a":2}}', '{"a":"***","b":{"a":2}}', 1],
  ['body.**.a', '{"a":1,"b":{"a":2}}', '{"a":"***","b":{"a":"***"}}', 2],
  ['body.*.a', '{"a":1,"b":{"a":2}}', '{"a":1,"b":{"a":"***"}}', 1],
  ['body.b*d', '{"bcd":1,"bd":2,"b":3,"bde":4}', '{"bcd":"***","bd":"***","b":3,"bde":4}', 2],
  ['body.a.1.b', '{"a":[{"b":1},{"b":2}]}', '{"a":[{"b":1},{"b":"***"}]}', 1],
  [
    'body.a',
    '{"a":{"deep":[1,2]},"n":1.50,"m":12345678901234567890}',
    '{"a":"***","n":1.50,"m":12345678901234567890}',
    1,
  ],
  ['body.a', '{\n  "a": 1,\n  "b": 2\n}', '{\n  "a": "***",\n  "b": 2\n}', 1],
  ['body.__proto__', '{"__proto__":1,"a":2}', '{"__proto__":"***","a":2}', 1],
  ['body.none', '{ "a": 1 }', '{ "a": 1 }', 0],
  ['body.a', 'no JSON', 'no JSON', 0],
  ['body', 'anything', '***', 1],
  ['headers.x-a-*', '{}', '{}', 2],
  ['query.a', '{}', '{}', 1],
])('%s in %s', (path, body, expected, count) => {
  expect(redact(body, path)).toEqual([expected, count]);
});

test('a field of a form is hidden, and the others keep their spelling', () => {
  const form = 'application/x-www-form-urlencoded; charset=utf-8';
  expect(redact('a=%41&b=+%20&a=2&c', 'body.a', form)).toEqual(['a=***&b=+%20&a=***&c', 2]);
});

test('a pattern of many stars takes no long time', () => {
  const started = performance.now();
  redact(JSON.stringify({ ['a'.repeat(50_000)]: 1 }), `body.${'a*'.repeat(2000)}b`);
  expect(performance.now() - started).toBeLessThan(1000);
});
