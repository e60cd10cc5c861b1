import { describe, expect, expectTypeOf, test } from 'vitest';
import { toRule, type AlertRule, type RuleInput } from '../src/index.ts';

const rule = (given: object = {}): object => ({ id: 'one', match: { on: 'event' }, ...given });
const on = (given: unknown): object => rule({ match: { on: given } });
const digest = (given: object = {}): object =>
  rule({ mode: { kind: 'digest', cron: '0 9 * * *', ...given } });

describe('toRule', () => {
  test('defaults are filled in, and the name is the id', () => {
    expect(toRule(rule())).toEqual({
      id: 'one',
      name: 'one',
      match: { on: { kind: 'event' } },
      mode: { kind: 'each' },
      severity: 'info',
      template: { fields: [] },
    });
  });

  test.each<[string, unknown, object]>([
    ['failure', 'failure', { failures: 5, withinMs: 300_000, repeatIntervalMs: 14_400_000, limit: 20 }],
    ['silence', { kind: 'silence', hours: 6 }, { hours: 6 }],
    [
      'burst',
      { kind: 'burst', count: 3 },
      {
        count: 3,
        withinMs: 300_000,
        codes: ['signature_mismatch', 'signature_missing'],
        repeatIntervalMs: 14_400_000,
      },
    ],
    ['rotation', 'rotation', { days: 7 }],
  ])('defaults of %s', (kind, given, defaults) => {
    expect(toRule(on(given)).match.on).toEqual({ kind, ...defaults });
  });

  test.each<[unknown, object]>([
    ['throttle', { kind: 'throttle', limit: 5, groupWaitMs: 30_000, groupIntervalMs: 300_000 }],
    [
      { kind: 'digest', cron: '0 9 * * 1-5' },
      { kind: 'digest', cron: '0 9 * * 1-5', timeZone: 'UTC', empty: 'never', catchUp: 'merge' },
    ],
  ])('defaults of the mode %j', (mode, filled) => {
    expect(toRule(rule({ mode })).mode).toEqual(filled);
  });

  test('what it gives is JSON, and is read to the same', () => {
    for (const given of [
      rule({ template: { title: '{type} {/a}', fields: ['/data/id', { name: 'Sum', pointer: '/a~1b' }] } }),
      rule({
        match: { on: 'event', endpoints: ['stripe'], types: ['a.*'], filter: { body: { a: { $gte: 1 } } } },
      }),
      on({ kind: 'burst', codes: ['timestamp_stale'] }),
      digest({ timeZone: 'Europe/Berlin', empty: 'heartbeat', catchUp: 'skip' }),
      rule({ channels: ['ops'], severity: 'critical' }),
    ]) {
      const read = toRule(given);
      expect(toRule(JSON.parse(JSON.stringify(read)))).toEqual(read);
    }
  });

  test('the id and the name may stand elsewhere', () => {
    expect(toRule({ match: { on: 'event' } }, { id: 'rul_1', name: 'Mine' })).toMatchObject({
      id: 'rul_1',
      name: 'Mine',
    });
  });

  test('a field has the name of its last part', () => {
    const fields = ['/data/object/id', '/items/0', { name: 'Amount', pointer: '/a' }];
    const { template } = toRule(rule({ template: { fields } }));
    expect(template.fields.map(({ name }) => name)).toEqual(['id', '0', 'Amount']);
  });

  test('what is written in TypeScript is typed', () => {
    expectTypeOf<AlertRule>().toExtend<RuleInput>();
    const input: RuleInput = { id: 'a', match: { on: { kind: 'silence', hours: 2 } } };
    expect(toRule(input).severity).toBe('warning');
    // @ts-expect-error a digest needs a cron pattern
    const none: RuleInput = { id: 'a', match: { on: 'event' }, mode: { kind: 'digest' } };
    expect(() => toRule(none)).toThrow(TypeError);
  });
});

test.each<[string, unknown, RegExp]>([
  ['no object', [], /an object at its beginning/],
  ['nothing', undefined, /an object at its beginning/],
  ['no id', { match: { on: 'event' } }, /1 to 200 characters at id/],
  ['a blank id', rule({ id: ' ' }), /at id/],
  ['an unknown field', rule({ mtach: {} }), /unknown at mtach: there are id, name, match/],
  [
    'an inherited field',
    JSON.parse('{"id":"a","__proto__":{"match":{"on":"event"}}}'),
    /unknown at __proto__/,
  ],
  ['no match', { id: 'a' }, /an object at match/],
  [
    'nothing to speak on',
    rule({ match: {} }),
    /one of event, failure, silence, burst, rotation at match\.on\.kind/,
  ],
  ['an unknown trigger', on('events'), /at match\.on\./],
  ['silence without hours', on('silence'), /a number from 0.01 to 8784 at match\.on\.hours/],
  ['silence for no hours', on({ kind: 'silence', hours: 0 }), /at match\.on\.hours/],
  ['silence in text', on({ kind: 'silence', hours: '6' }), /at match\.on\.hours/],
  ['a silence with a count', on({ kind: 'silence', hours: 1, count: 1 }), /unknown at match\.on\.count/],
  [
    'half a failure',
    on({ kind: 'failure', failures: 1.5 }),
    /a whole number from 1 to 10000 at match\.on\.failures/,
  ],
  ['a burst of no codes', on({ kind: 'burst', codes: [] }), /at match\.on\.codes/],
  ['a burst of a number', on({ kind: 'burst', codes: [1] }), /at match\.on\.codes\[0\]/],
  [
    'types that are no list',
    rule({ match: { on: 'event', types: 'a' } }),
    /a list of at most 100 at match\.types/,
  ],
  [
    'no types',
    rule({ match: { on: 'event', types: [] } }),
    /something in the list, or no list at match\.types/,
  ],
  ['a blank type', rule({ match: { on: 'event', types: ['a', ''] } }), /at match\.types\[1\]/],
  [
    'an unknown operator',
    rule({ match: { on: 'event', filter: { body: { a: { $regexp: 'x' } } } } }),
    /at match\.filter: The filter has an unknown operator at body\.a\.\$regexp/,
  ],
  ['a filter that is none', rule({ match: { on: 'event', filter: 'body.a ? 1' } }), /at match\.filter/],
  [
    'a filter of a number',
    rule({ match: { on: 'event', filter: 1 } }),
    /a text or an object at match\.filter/,
  ],
  [
    'types of a secret',
    rule({ match: { on: 'rotation', types: ['a'] } }),
    /nothing, because a secret .* at match\.types/,
  ],
  ['an unknown mode', rule({ mode: 'sometimes' }), /one of each, throttle, digest at mode/],
  ['a throttle of half', rule({ mode: { kind: 'throttle', limit: 0.5 } }), /at mode\.limit/],
  [
    'a throttle of failures',
    { id: 'a', match: { on: 'failure' }, mode: 'throttle' },
    /each, because .* at mode/,
  ],
  ['a digest without a time', rule({ mode: 'digest' }), /at mode\.cron/],
  ['a digest by the second', digest({ cron: '* * * * * *' }), /at mode: A cron pattern has five fields/],
  ['a digest that never comes', digest({ cron: '0 0 30 2 *' }), /at mode: This cron pattern never comes/],
  ['a digest of words', digest({ cron: 'a b c d e' }), /at mode: This cron pattern cannot be read/],
  ['a digest on no planet', digest({ timeZone: 'Mars/Olympus' }), /at mode: This is no time zone/],
  [
    'a digest that is empty at times',
    digest({ empty: 'sometimes' }),
    /one of never, always, heartbeat at mode\.empty/,
  ],
  ['a digest that catches nothing', digest({ catchUp: 'all' }), /one of merge, each, skip at mode\.catchUp/],
  ['an unknown severity', rule({ severity: 'fatal' }), /one of critical, error, warning, info at severity/],
  [
    'an unknown place',
    rule({ template: { title: 'x {secret}' } }),
    /in the braces of \{secret\} at template\.title/,
  ],
  [
    'a bad pointer',
    rule({ template: { fields: ['data/id'] } }),
    /a JSON pointer .* at template\.fields\[0\]/,
  ],
  [
    'a bad escape',
    rule({ template: { fields: [{ name: 'a', pointer: '/a~2' }] } }),
    /at template\.fields\[0\]\.pointer/,
  ],
  [
    'too many fields',
    rule({ template: { fields: Array(11).fill('/a') } }),
    /a list of at most 10 at template\.fields/,
  ],
  ['channels that are none', rule({ channels: [] }), /at channels/],
])('%s is a mistake with its path', (_, json, message) => {
  expect(() => toRule(json)).toThrow(TypeError);
  expect(() => toRule(json)).toThrow(message);
});
