import { describe, expect, test } from 'vitest';
import { createRateBucket, nextSend, sendPolicy } from '../src/rules.ts';
import { readRetryAfter } from '../src/lib/retry-after.ts';

const failed = { ok: false, status: 503, isPermanent: false, isChannelBroken: false, error: 'HTTP 503' };

describe('nextSend', () => {
  test('five tries, the last one within an hour', () => {
    const waits = (random: number): readonly number[] =>
      [1, 2, 3, 4].map((attempt) => {
        const verdict = nextSend(failed, attempt, () => random);
        return verdict.state === 'retry' ? verdict.delayMs / 1000 : Number.NaN;
      });
    expect(waits(0.5)).toEqual([30, 120, 480, 1620]);
    expect(waits(1).reduce((sum, wait) => sum + wait, 0)).toBeLessThan(3600);
    expect(nextSend(failed, sendPolicy.attempts)).toEqual({ state: 'dead', reason: 'HTTP 503' });
  });

  test.each([
    ['what was sent is over', { ...failed, ok: true }, 1, { state: 'sent' }],
    [
      'what would fail again is over',
      { ...failed, isPermanent: true },
      1,
      { state: 'dead', reason: 'HTTP 503' },
    ],
    [
      'a channel that asks for more time gets it',
      { ...failed, retryAfterMs: 90_000 },
      1,
      { state: 'retry', delayMs: 90_000 },
    ],
    [
      'a channel that asks for less does not',
      { ...failed, retryAfterMs: 10 },
      1,
      { state: 'retry', delayMs: 30_000 },
    ],
    [
      'a channel that asks for a day gets an hour',
      { ...failed, retryAfterMs: 86_400_000 },
      1,
      { state: 'retry', delayMs: 3_600_000 },
    ],
  ])('%s', (_, result, attempt, verdict) => {
    expect(nextSend(result, attempt, () => 0.5)).toMatchObject(verdict);
  });
});

describe('createRateBucket', () => {
  test('so many at once, and then one after the other', () => {
    const bucket = createRateBucket({ perSecond: 2, burst: 3 });
    expect([0, 0, 0, 0, 100, 500, 500].map((now) => bucket.take(now))).toEqual([0, 0, 0, 500, 400, 0, 500]);
    expect([10_000, 10_000, 10_000, 10_000].map((now) => bucket.take(now))).toEqual([0, 0, 0, 500]);
  });

  test('asking takes nothing', () => {
    const bucket = createRateBucket({ burst: 1 });
    expect([bucket.wait(0), bucket.wait(0), bucket.take(0), bucket.wait(0)]).toEqual([0, 0, 0, 1000]);
  });

  test('a channel that wants to be left alone is', () => {
    const bucket = createRateBucket();
    bucket.pause(5000);
    bucket.pause(1000);
    expect([bucket.wait(0), bucket.wait(4999), bucket.wait(5000)]).toEqual([5000, 1, 0]);
  });

  test.each([{ perSecond: 0 }, { perSecond: Number.NaN }, { burst: 0 }, { burst: 1.5 }])(
    '%j cannot be',
    (options) => {
      expect(() => createRateBucket(options)).toThrow(TypeError);
    },
  );
});

const now = Date.UTC(2026, 10, 22, 20, 30);
test.each<[string, Record<string, string>, string, number, number | undefined]>([
  ['seconds', { 'retry-after': '30' }, '', 429, 30_000],
  ['parts of seconds', { 'retry-after': '0.5' }, '', 429, 500],
  ['a date', { 'retry-after': 'Sun, 22 Nov 2026 20:31:00 GMT' }, '', 503, 60_000],
  ['a date that has passed', { 'retry-after': 'Sun, 22 Nov 2026 20:29:00 GMT' }, '', 503, undefined],
  ['more than a day', { 'retry-after': '999999' }, '', 429, 86_400_000],
  ['less than nothing', { 'retry-after': '-5' }, '', 429, undefined],
  ['a word', { 'retry-after': 'later' }, '', 429, undefined],
  ['a body', {}, '{"retry_after": 1.25}', 429, 1250],
  ['a body of a success', {}, '{"retry_after": 1.25}', 200, undefined],
  ['a body that is none', {}, 'null', 429, undefined],
  ['both, the longer one', { 'retry-after': '1' }, '{"retry_after": 2}', 429, 2000],
  [
    'a limit with something left',
    { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset-after': '9' },
    '',
    200,
    undefined,
  ],
  [
    'a limit with nothing left',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '9' },
    '',
    200,
    9000,
  ],
])('%s', (_, headers, text, status, wait) => {
  expect(readRetryAfter(new Headers(headers), text, status, now)).toBe(wait);
});
