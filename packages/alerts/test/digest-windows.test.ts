import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestWindowAt, digestWindows, nextDigests, type DigestMode } from '../src/rules.ts';

const mode = (cron: string, timeZone = 'UTC', more: Partial<DigestMode> = {}): DigestMode => ({
  kind: 'digest',
  cron,
  timeZone,
  empty: 'never',
  catchUp: 'merge',
  ...more,
});
const at = (text: string): number => Date.parse(text);
const write = (time: number): string => new Date(time).toISOString().replace(':00.000Z', 'Z');
const spans = (given: DigestMode, after: string, now: string): readonly string[] =>
  digestWindows(given, at(after), at(now)).map(({ from, until }) => `${write(from)} ${write(until)}`);

describe('where the clock is changed', () => {
  test.each<[string, string, string, string, readonly string[]]>([
    // 28 March 2027, 02:00 to 03:00 is left out in Berlin; 31 October 2027, it comes twice.
    [
      'a time that is left out comes at the end of the gap',
      '30 2 * * *',
      'Europe/Berlin',
      '2027-03-27T00:00Z',
      ['2027-03-27T01:30Z', '2027-03-28T01:00Z', '2027-03-29T00:30Z'],
    ],
    [
      'a time that comes twice counts the first time',
      '30 2 * * *',
      'Europe/Berlin',
      '2027-10-30T00:00Z',
      ['2027-10-30T00:30Z', '2027-10-31T00:30Z', '2027-11-01T01:30Z'],
    ],
    [
      'each hour has its digest, also the one that comes twice',
      '0 * * * *',
      'Europe/Berlin',
      '2027-10-30T22:30Z',
      ['2027-10-30T23:00Z', '2027-10-31T00:00Z', '2027-10-31T01:00Z', '2027-10-31T02:00Z'],
    ],
    [
      'each hour has its digest, but the one that is left out',
      '0 * * * *',
      'Europe/Berlin',
      '2027-03-27T23:30Z',
      ['2027-03-28T00:00Z', '2027-03-28T01:00Z', '2027-03-28T02:00Z'],
    ],
    [
      'nine in the morning stays it in New York',
      '0 9 * * *',
      'America/New_York',
      '2027-03-13T00:00Z',
      ['2027-03-13T14:00Z', '2027-03-14T13:00Z', '2027-03-15T13:00Z'],
    ],
    [
      'half an hour is changed on Lord Howe Island',
      '0 9 * * *',
      'Australia/Lord_Howe',
      '2027-04-02T00:00Z',
      ['2027-04-02T22:00Z', '2027-04-03T22:30Z', '2027-04-04T22:30Z'],
    ],
    [
      'midnight that is left out, in Beirut',
      '0 0 * * *',
      'Asia/Beirut',
      '2027-03-27T00:00Z',
      ['2027-03-27T22:00Z', '2027-03-28T21:00Z', '2027-03-29T21:00Z'],
    ],
    [
      'nothing is changed in UTC',
      '30 2 * * *',
      'UTC',
      '2027-03-27T00:00Z',
      ['2027-03-27T02:30Z', '2027-03-28T02:30Z', '2027-03-29T02:30Z'],
    ],
  ])('%s', (_, cron, timeZone, after, times) => {
    expect(nextDigests(mode(cron, timeZone), at(after), times.length).map(write)).toEqual(times);
  });

  test('the window of that day is an hour shorter, and an hour longer', () => {
    const daily = mode('0 9 * * *', 'Europe/Berlin', { catchUp: 'each' });
    const hours = (after: string, now: string): readonly number[] =>
      digestWindows(daily, at(after), at(now)).map(({ from, until }) => (until - from) / 3_600_000);
    expect(hours('2027-03-26T08:00Z', '2027-03-29T08:00Z')).toEqual([24, 23, 24]);
    expect(hours('2027-10-29T07:00Z', '2027-11-01T09:00Z')).toEqual([24, 25, 24]);
  });
});

describe('digestWindows', () => {
  const daily = (catchUp: DigestMode['catchUp']): DigestMode => mode('0 9 * * *', 'UTC', { catchUp });

  test.each<[string, DigestMode, string, string, readonly string[]]>([
    ['nothing has ended', daily('merge'), '2026-11-20T09:00Z', '2026-11-21T08:59Z', []],
    [
      'it has just ended, and may still be written to',
      daily('merge'),
      '2026-11-20T09:00Z',
      '2026-11-21T09:00:04.999Z',
      [],
    ],
    [
      'five seconds later it is told',
      daily('merge'),
      '2026-11-20T09:00Z',
      '2026-11-21T09:00:05Z',
      ['2026-11-20T09:00Z 2026-11-21T09:00Z'],
    ],
    ['what is told is not told again', daily('merge'), '2026-11-21T09:00Z', '2026-11-21T20:00Z', []],
    [
      'a rule that was made in between begins with the window it was made in',
      daily('merge'),
      '2026-11-20T15:00Z',
      '2026-11-21T10:00Z',
      ['2026-11-20T09:00Z 2026-11-21T09:00Z'],
    ],
    [
      'three that were missed are one',
      daily('merge'),
      '2026-11-18T09:00Z',
      '2026-11-21T10:00Z',
      ['2026-11-18T09:00Z 2026-11-21T09:00Z'],
    ],
    [
      'three that were missed are three',
      daily('each'),
      '2026-11-18T09:00Z',
      '2026-11-21T10:00Z',
      [
        '2026-11-18T09:00Z 2026-11-19T09:00Z',
        '2026-11-19T09:00Z 2026-11-20T09:00Z',
        '2026-11-20T09:00Z 2026-11-21T09:00Z',
      ],
    ],
    [
      'three that were missed are the last',
      daily('skip'),
      '2026-11-18T09:00Z',
      '2026-11-21T10:00Z',
      ['2026-11-20T09:00Z 2026-11-21T09:00Z'],
    ],
    [
      'of a month no more than 7 days are one',
      daily('merge'),
      '2026-10-21T09:00Z',
      '2026-11-21T10:00Z',
      ['2026-11-14T09:00Z 2026-11-21T09:00Z'],
    ],
    [
      'of a month no more than 7 are told',
      daily('each'),
      '2026-10-21T09:00Z',
      '2026-11-21T09:30Z',
      ['15', '16', '17', '18', '19', '20', '21'].map(
        (day) => `2026-11-${String(Number(day) - 1).padStart(2, '0')}T09:00Z 2026-11-${day}T09:00Z`,
      ),
    ],
    [
      'a month is told however late',
      mode('0 9 1 * *'),
      '2026-10-01T09:00Z',
      '2026-11-20T10:00Z',
      ['2026-10-01T09:00Z 2026-11-01T09:00Z'],
    ],
  ])('%s', (_, given, after, now, windows) => {
    expect(spans(given, after, now)).toEqual(windows);
  });

  test('whenever somebody looks, the windows are the same, without a gap', () => {
    const crons = constantFrom('0 * * * *', '30 2 * * *', '0 9 * * 1-5', '*/20 * * * *', '15 1,13 * * *');
    const zones = constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    );
    const start = at('2027-03-25T00:00Z');
    const hour = 3_600_000;
    assert(
      property(crons, zones, integer({ min: 1, max: 400 }), (cron, zone, minutes) => {
        const given = mode(cron, zone, { catchUp: 'each' });
        const end = start + 5 * 24 * hour;
        const whole = digestWindows(given, start, end);
        const steps = [];
        let told = start;
        for (let now = start; now <= end; now += minutes * 60_000) {
          const windows = digestWindows(given, told, now);
          steps.push(...windows);
          told = windows.at(-1)?.until ?? told;
        }
        steps.push(...digestWindows(given, told, end));
        expect(steps).toEqual(whole);
        for (const [index, { from, until }] of whole.entries()) {
          expect(from).toBe(whole[index - 1]?.until ?? from);
          expect([digestWindowAt(given, from), digestWindowAt(given, until - 1)]).toEqual([
            whole[index],
            whole[index],
          ]);
        }
        expect(whole.map(({ until }) => until)).toEqual(
          nextDigests(given, start, whole.length + 1).filter((time) => time + 5000 <= end),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('a week of minutes is read at once where it is one window', () => {
    const started = performance.now();
    const [window] = digestWindows(
      mode('* * * * *', 'Europe/Berlin'),
      at('2026-11-01T00:00Z'),
      at('2026-11-22T00:00Z'),
    );
    expect(performance.now() - started).toBeLessThan(2000);
    expect(window && window.until - window.from).toBe(7 * 86_400_000 - 60_000);
  });
});
