import { describe, expect, test } from 'vitest';
import type { AlertEvent, RuleInput } from '../src/index.ts';
import { observeRule, tickRule, toRule, type RuleContext, type RuleState } from '../src/rules.ts';
import { anEvent } from './lib/events.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-11-20T09:00:00Z');

/** A rule at work with a clock of its own. */
function play(input: Omit<RuleInput, 'id'>, more: Omit<RuleContext, 'now'> = {}) {
  const rule = toRule({ id: 'r', ...input });
  let state: RuleState = {};
  let dueAt: number | undefined;
  const keep = (step: ReturnType<typeof tickRule>): readonly string[] => {
    const isSame = step.state === state;
    state = isSame ? state : (JSON.parse(JSON.stringify(step.state)) as RuleState);
    dueAt = step.dueAt;
    return step.messages.map(({ kind, title }) => `${kind}: ${title}`);
  };
  return {
    rule,
    event: (now: number, given: Partial<AlertEvent> = {}) =>
      keep(observeRule(rule, state, anEvent(given), { ...more, now })),
    tick: (now: number) => keep(tickRule(rule, state, { ...more, now })),
    state: () => state,
    dueAt: () => dueAt,
    messages: (now: number) => tickRule(rule, state, { ...more, now }).messages,
  };
}

test('each event is said, and nothing is remembered', () => {
  const rule = play({ match: { on: 'event' } });
  expect(rule.event(start)).toEqual(['event: stripe: invoice.paid']);
  expect(rule.event(start, { outcome: 'duplicate' })).toEqual([]);
  expect([rule.state(), rule.dueAt()]).toEqual([{}, undefined]);
});

test('a throttle sums up, at its time', () => {
  const rule = play({ match: { on: 'event' }, mode: { kind: 'throttle', limit: 1 } });
  const said = [0, 1, 2].flatMap((second) => rule.event(start + second * 1000));
  expect([said, rule.dueAt()]).toEqual([['event: stripe: invoice.paid'], start + 30_000]);
  expect(rule.tick(start + 29_999)).toEqual([]);
  expect(rule.tick(start + 30_000)).toEqual(['burst: r: 2 more events']);
  expect(rule.tick(start + 30_000)).toEqual([]);
});

describe('silence', () => {
  const rule = play({ match: { on: { kind: 'silence', hours: 6 } } });

  test('is said once, and its end', () => {
    expect(rule.tick(start)).toEqual([]);
    expect(rule.event(start + hour)).toEqual([]);
    expect(rule.dueAt()).toBe(start + 7 * hour);
    expect(rule.tick(start + 7 * hour - 1)).toEqual([]);
    expect(rule.tick(start + 7 * hour)).toEqual(['silence: r: no event for 6 hours']);
    expect(rule.tick(start + 20 * hour)).toEqual([]);
    expect(rule.event(start + 21 * hour, { outcome: 'rejected' })).toEqual([]);
    expect(rule.event(start + 21 * hour)).toEqual(['recovery: r: events come again']);
    expect(rule.tick(start + 27 * hour)).toEqual(['silence: r: no event for 6 hours']);
  });

  test('many events are not written down one by one', () => {
    rule.event(start + 30 * hour);
    const before = rule.state();
    rule.event(start + 30 * hour + minute);
    expect(rule.state()).toBe(before);
    rule.event(start + 30 * hour + 4 * minute);
    expect(rule.state()).not.toBe(before);
  });
});

test('a burst of signatures that do not fit is said once in four hours', () => {
  const rule = play({ match: { on: { kind: 'burst', count: 3 } } });
  const bad = { outcome: 'rejected', code: 'signature_mismatch' } as const;
  const at = (minutes: number, count: number): readonly string[] =>
    Array.from({ length: count }, () => rule.event(start + minutes * minute, bad)).flat();
  expect(at(0, 2)).toEqual([]);
  expect(at(5, 2)).toEqual([]);
  expect(at(6, 5)).toEqual(['burst: r: 3 deliveries were rejected']);
  expect(at(100, 9)).toEqual([]);
  expect(at(300, 3)).toEqual(['burst: r: 3 deliveries were rejected']);
});

test('failures of an endpoint are followed by their code', () => {
  const rule = play({ match: { on: { kind: 'failure', failures: 2 }, endpoints: ['stripe'] } });
  const fail = (now: number, more: Partial<AlertEvent> = {}): readonly string[] =>
    rule.event(now, { outcome: 'failed', code: 'handler_failed', ...more });
  expect(fail(start)).toEqual([]);
  expect(fail(start, { code: 'store_unavailable' })).toEqual([]);
  expect(fail(start, { endpoint: 'clerk', isFinal: true })).toEqual([]);
  expect(fail(start + 1)).toEqual(['failure: stripe fails: handler_failed']);
  expect(fail(start + 2, { code: 'store_unavailable', isFinal: true })).toEqual([
    'failure: stripe fails: store_unavailable',
  ]);
  for (const at of [3, 4, 5]) expect(rule.event(start + at)).toEqual([]);
  expect(rule.dueAt()).toBe(start + 1 + 10 * minute);
  expect(rule.tick(start + 2 + 10 * minute)).toEqual([
    'recovery: stripe works again',
    'recovery: stripe works again',
  ]);
  const resolved = rule.state();
  expect([rule.event(start + hour), rule.tick(start + hour)]).toEqual([[], []]);
  expect(rule.state()).toBe(resolved);
});

test('an endpoint that fails and fails escalates, once a part of the limit, and anew when it was resolved', () => {
  const rule = play({ match: { on: { kind: 'failure', limit: 10 } } });
  const fail = (minutes: number, count: number): readonly string[] =>
    Array.from({ length: count }, () =>
      rule.event(start + minutes * minute, { outcome: 'failed', code: 'handler_failed' }),
    ).flat();
  const titles = [
    'failure: stripe fails: handler_failed',
    'failure: stripe has failed 7 times in a row: 70 % of the limit',
    'failure: stripe has failed 9 times in a row: 90 % of the limit',
    'failure: stripe has failed 10 times in a row: the limit is reached',
  ];
  expect(fail(0, 30)).toEqual(titles);
  for (const second of [1, 2, 3]) rule.event(start + second * 1000);
  expect(rule.tick(start + 10 * minute)).toEqual(['recovery: stripe works again']);
  expect(fail(70, 30)).toEqual(titles);
  expect(play({ match: { on: { kind: 'failure', limit: 0 } } }).rule.match.on).toMatchObject({ limit: 0 });
});

test('what fails in a hundred ways is not remembered without an end', () => {
  const rule = play({ match: { on: 'failure' } });
  for (let at = 0; at < 150; at += 1) rule.event(start + at, { outcome: 'failed', code: `code_${at}` });
  expect(rule.state().failures).toHaveLength(100);
  expect(rule.state().failures?.at(-1)?.subject.cause).toBe('code_149');
});

test('a secret that is retired is said for a week, as one alert', () => {
  const secrets = [
    { endpoint: 'stripe', name: 'a1b2', expiresAt: start + 8 * 24 * hour },
    { endpoint: 'clerk', name: 'c3d4', expiresAt: start + 24 * hour },
  ];
  const rule = play({ match: { on: 'rotation', endpoints: ['stripe'] } }, { secrets });
  expect(rule.tick(start)).toEqual([]);
  expect(rule.tick(start + 24 * hour)).toEqual(['rotation: stripe: a secret is retired in 7 days']);
  const keys = [1, 2, 3].flatMap((day) => rule.messages(start + day * 24 * hour).map(({ key }) => key));
  expect(new Set(keys).size).toBe(1);
  expect(rule.tick(start + 8 * 24 * hour)).toEqual([]);
});

describe('a digest', () => {
  const input = (more: object = {}): Omit<RuleInput, 'id'> => ({
    name: 'Daily',
    match: { on: 'event' },
    mode: { kind: 'digest', cron: '0 9 * * *', ...more },
  });
  const day = 24 * hour;

  test('tells of its window, and how that has changed', () => {
    const rule = play(input());
    rule.tick(start);
    rule.event(start + hour);
    rule.event(start + 2 * hour, { outcome: 'failed', code: 'handler_failed' });
    expect(rule.dueAt()).toBe(start + day + 5000);
    expect(rule.tick(start + day + 4999)).toEqual([]);
    // What comes while it closes is of the next one.
    rule.event(start + day + 1000);
    expect(rule.tick(start + day + 5000)).toEqual(['digest: Daily: 2 events']);
    for (let at = 0; at < 4; at += 1) rule.event(start + day + (2 + at) * hour);
    const [message] = rule.messages(start + 2 * day + 5000);
    expect(message?.fields.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'Events 5 (+3)',
      'Failures 0 (−1)',
      'From 2026-11-21 09:00 UTC',
      'Until 2026-11-22 09:00 UTC',
    ]);
    expect(message?.rows).toEqual([{ name: 'invoice.paid', count: 5, before: 1, isFailure: false }]);
    expect(message?.key).toBe(`digest:${start + day}`);
  });

  test('what was rejected stands under its code, first', () => {
    const rule = play(input());
    rule.event(start + 1);
    rule.event(start + 1, { outcome: 'rejected', code: 'signature_mismatch', type: '' });
    const [message] = rule.messages(start + day + 5000);
    expect(message?.severity).toBe('warning');
    expect(message?.rows.map(({ name, isFailure }) => [name, isFailure])).toEqual([
      ['rejected: signature_mismatch', true],
      ['invoice.paid', false],
    ]);
  });

  test.each([
    ['never', [[], [], []]],
    ['always', [['digest: Daily: all quiet'], ['digest: Daily: all quiet'], ['digest: Daily: all quiet']]],
    ['heartbeat', [[], [], ['digest: Daily: all quiet']]],
  ])('an empty one is said %s', (empty, said) => {
    const rule = play(input({ empty }));
    rule.tick(start);
    expect([1, 2, 7].map((days) => rule.tick(start + days * day + 5000))).toEqual(said);
    expect(rule.tick(start + 8 * day + 5000)).toEqual(empty === 'always' ? ['digest: Daily: all quiet'] : []);
  });

  test.each([
    ['merge', ['digest: Daily: 3 events']],
    ['each', ['digest: Daily: 1 event', 'digest: Daily: 2 events']],
    ['skip', ['digest: Daily: 2 events']],
  ])('missed ones: %s', (catchUp, said) => {
    const rule = play(input({ catchUp }));
    rule.tick(start);
    rule.event(start + hour);
    rule.event(start + 2 * day + hour);
    rule.event(start + 2 * day + 2 * hour);
    expect(rule.tick(start + 3 * day + hour)).toEqual(said);
    expect(rule.tick(start + 3 * day + 2 * hour)).toEqual([]);
    expect(rule.state().digest?.windows).toEqual([]);
  });

  test('a month that is told late is told once', () => {
    const rule = play(input({ cron: '0 9 1 * *' }));
    rule.tick(start);
    rule.event(start + hour);
    expect(rule.tick(start + 40 * day)).toEqual(['digest: Daily: 1 event']);
    expect(rule.tick(start + 40 * day)).toEqual([]);
    expect(rule.dueAt()).toBeGreaterThan(start + 40 * day);
  });
});
