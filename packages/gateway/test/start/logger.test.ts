import { expect, test } from 'vitest';
import { createLogger } from '../../src/lib/start/create-logger.ts';

function write(fields: object, level = 'info'): string {
  let text = '';
  createLogger(level, { write: (line) => void (text += line) }).warn(fields, 'something happened');
  return text;
}

test('a line is JSON, with its time, its level and its words', () => {
  expect(JSON.parse(write({ endpoint: 'end_1' }))).toMatchObject({
    name: 'hooklatch-gateway',
    level: 40,
    msg: 'something happened',
    endpoint: 'end_1',
    time: expect.any(Number),
  });
});

test.each([
  ['a header', { authorization: 'Bearer swordfish' }],
  ['headers', { headers: [['authorization', 'swordfish']] }],
  ['a cookie', { request: { cookie: 'swordfish' } }],
  ['a cookie that is set', { 'set-cookie': 'swordfish' }],
  ['a cookie that is set by an answer', { response: { 'set-cookie': 'swordfish' } }],
  ['a secret of a thing', { endpoint: { secret: 'swordfish', secrets: ['swordfish'] } }],
  ['a password far within', { a: { b: { password: 'swordfish' } } }],
  ['a body', { event: { body: 'swordfish' } }],
  ['a configuration', { destination: { config: { url: 'swordfish' } } }],
])('%s is not written', (_name, fields) => {
  expect(write(fields)).not.toContain('swordfish');
});

test('what is below the level is not written', () => {
  expect(write({ endpoint: 'end_1' }, 'error')).toBe('');
});
