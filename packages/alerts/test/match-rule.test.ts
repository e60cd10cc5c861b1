import { describe, expect, test } from 'vitest';
import type { AlertEvent } from '../src/index.ts';
import { matchRule, toRule } from '../src/rules.ts';
import { matchesGlob } from '../src/lib/matches-glob.ts';
import { anEvent } from './lib/events.ts';

const ruleOn = (match: object, more: object = {}) =>
  toRule({ id: 'a', match: { on: 'event', ...match }, ...more });

test.each<[string, object, Partial<AlertEvent>, boolean]>([
  ['any event', {}, {}, true],
  ['a duplicate', {}, { outcome: 'duplicate' }, false],
  ['a handshake', {}, { outcome: 'handshake' }, false],
  ['one that was rejected', {}, { outcome: 'rejected' }, false],
  ['one that has failed', {}, { outcome: 'failed' }, false],
  ['its endpoint', { endpoints: ['stripe'] }, {}, true],
  ['another endpoint', { endpoints: ['clerk'] }, {}, false],
  ['an endpoint by its id', { endpoints: ['end_1'] }, { endpointId: 'end_1' }, true],
  ['an endpoint by a part of its name', { endpoints: ['clerk', 'str*'] }, {}, true],
  ['its type', { types: ['invoice.paid'] }, {}, true],
  ['types of its kind', { types: ['customer.*', 'invoice.*'] }, {}, true],
  ['another type', { types: ['invoice'] }, {}, false],
  ['a filter that fits', { filter: 'body.data.amount>=1000' }, {}, true],
  ['a filter that does not fit', { filter: 'body.data.amount>=2000' }, {}, false],
  [
    'a filter in JSON',
    { filter: { provider: 'stripe', body: { data: { id: { $startsWith: 'in_' } } } } },
    {},
    true,
  ],
  ['all of it but one', { endpoints: ['stripe'], types: ['*'], filter: 'type=x' }, {}, false],
  ['a failure', { on: 'failure' }, { outcome: 'failed' }, true],
  ['no failure', { on: 'failure' }, {}, false],
  ['what ends a silence', { on: { kind: 'silence', hours: 1 } }, {}, true],
  [
    'a signature that does not fit',
    { on: 'burst' },
    { outcome: 'rejected', code: 'signature_mismatch' },
    true,
  ],
  ['a body that is too large', { on: 'burst' }, { outcome: 'rejected', code: 'payload_too_large' }, false],
  ['a secret', { on: 'rotation' }, {}, false],
])('%s', (_, match, given, fits) => {
  expect(matchRule(ruleOn(match), anEvent(given))).toBe(fits);
});

describe('a digest', () => {
  const rule = ruleOn({}, { mode: { kind: 'digest', cron: '0 9 * * *' } });

  test.each([
    ['verified', true],
    ['failed', true],
    ['rejected', true],
    ['duplicate', false],
    ['handshake', false],
  ] as const)('counts what was %s: %s', (outcome, isCounted) => {
    expect(matchRule(rule, anEvent({ outcome }))).toBe(isCounted);
  });
});

test.each([
  ['a.b', 'a.b', true],
  ['a.b', 'a', false],
  ['', '*', true],
  ['a.b', '*', true],
  ['a.b', 'a*b', true],
  ['ab', 'a*b', true],
  ['a', 'a*a', false],
  ['aba', 'a*a', true],
  ['a.c.b', 'a*c*b', true],
  ['a.b', 'a*c*b', false],
  ['xaxbx', '*a*b*', true],
  ['ab', '*ab*ab*', false],
  ['a*b', 'a*b', true],
])('%s fits %s: %s', (text, glob, fits) => {
  expect(matchesGlob(text, glob)).toBe(fits);
});

test('many stars take no longer than the text is long', () => {
  const started = performance.now();
  expect(matchesGlob('a'.repeat(100_000), `${'*a'.repeat(100)}*b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
