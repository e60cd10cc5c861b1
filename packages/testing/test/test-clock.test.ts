import { createWebhook } from '@hooklatch/core';
import { memoryStore } from '@hooklatch/core/store';
import { clerk } from '@hooklatch/providers/clerk';
import { sign, testClock } from '@hooklatch/testing';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const start = Date.UTC(2026, 2, 14);

describe('testClock', () => {
  test.each([
    ['a number', start],
    ['a Date', new Date(start)],
    ['a text', '2026-03-14T00:00:00Z'],
  ])('begins where %s says, and stands still', async (_, now) => {
    const clock = testClock({ now });
    expect(clock.now()).toBe(start);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(start);
    clock.set(new Date(start - 5));
    expect(clock.now()).toBe(start - 5);
  });

  test('begins now where it is told nothing', () => {
    expect(Math.abs(testClock().now() - Date.now())).toBeLessThan(1000);
  });

  test('moves on at once where nothing waits', () => {
    const clock = testClock({ now: start });
    void clock.advance(60_000);
    expect(clock.now()).toBe(start + 60_000);
  });

  test.each([
    ['a text that is no time', () => testClock({ now: 'yesterday' })],
    ['a number that is none', () => testClock().set(Number.NaN)],
  ])('%s is a TypeError', (_, make) => {
    expect(make).toThrow(TypeError);
  });

  test.each([-1, Number.NaN])('is not moved on by %s', async (ms) => {
    await expect(testClock().advance(ms)).rejects.toThrow(TypeError);
  });
});

describe('what waits', () => {
  test('is run in its order, at its time, also what is added on the way', async () => {
    const clock = testClock({ now: start });
    const seen: (readonly [string, number])[] = [];
    const note = (name: string) => void seen.push([name, clock.now() - start]);
    clock.schedule(20, () => {
      note('second');
      clock.schedule(5, () => note('added'));
    });
    clock.schedule(10, () => note('first'));
    clock.schedule(10, () => note('first, later'));
    clock.schedule(31, () => note('too late'));
    clock.schedule(15, () => note('taken back'))();
    await clock.advance(30);
    expect(seen).toEqual([
      ['first', 10],
      ['first, later', 10],
      ['second', 20],
      ['added', 25],
    ]);
    expect(clock.now()).toBe(start + 30);
  });

  test('is done before the time moves on', async () => {
    const clock = testClock({ now: start });
    const seen: number[] = [];
    const slowly = async () => {
      await new Promise((resolve) => setTimeout(resolve, 15));
      seen.push(clock.now() - start);
    };
    clock.schedule(10, slowly);
    clock.schedule(20, slowly);
    await clock.advance(1000);
    expect(seen).toEqual([10, 20]);
  });

  test('may wait for the clock itself', async () => {
    const clock = testClock({ now: start });
    const seen: number[] = [];
    clock.schedule(10, async () => {
      await clock.wait(50);
      seen.push(clock.now() - start);
      await clock.wait(40);
      seen.push(clock.now() - start);
    });
    await clock.advance(1000);
    expect(seen).toEqual([60, 100]);
  });

  test('tells what it throws, when the time has come all the same', async () => {
    const clock = testClock({ now: start });
    clock.schedule(10, async () => {
      throw new Error('away');
    });
    await expect(clock.advance(20)).rejects.toThrow('away');
    expect(clock.now()).toBe(start + 20);
    await clock.advance(1);
    expect(clock.now()).toBe(start + 21);
  });

  test('is run although the timers of the test are fake', async () => {
    vi.useFakeTimers();
    try {
      const clock = testClock({ now: start });
      let isRun = false;
      clock.schedule(10, async () => void (isRun = true));
      await clock.advance(10);
      expect(isRun).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is not run by `set`, but by the next `advance`', async () => {
    const clock = testClock({ now: start });
    let isRun = false;
    clock.schedule(10, () => void (isRun = true));
    clock.set(start + 500);
    expect(isRun).toBe(false);
    await clock.advance(0);
    expect(isRun).toBe(true);
    expect(clock.now()).toBe(start + 500);
  });

  test('moves that are made at once are made one after the other', async () => {
    const clock = testClock({ now: start });
    const seen: number[] = [];
    for (const ms of [5, 15]) clock.schedule(ms, async () => void seen.push(clock.now() - start));
    await Promise.all([clock.advance(10), clock.advance(10)]);
    expect(seen).toEqual([5, 15]);
    expect(clock.now()).toBe(start + 20);
  });

  test('is run at its own time, whatever the moves are', async () => {
    const times = fc.array(fc.nat({ max: 500 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(times, times, async (waits, moves) => {
        const clock = testClock({ now: start });
        const seen: number[] = [];
        for (const ms of waits) clock.schedule(ms, () => void seen.push(clock.now() - start));
        for (const ms of moves) await clock.advance(ms);
        const passed = moves.reduce((all, ms) => all + ms, 0);
        expect(clock.now()).toBe(start + passed);
        const due = waits.filter((ms) => ms <= passed).toSorted((a, b) => a - b);
        if (moves.length > 0) expect(seen).toEqual(due);
      }),
      { numRuns: 60 },
    );
  });
});

test('a webhook and its store live by it', async () => {
  const clock = testClock({ now: start });
  const seen: string[] = [];
  const webhook = createWebhook(clerk({ secret }), {
    on: { 'user.created': (event) => void seen.push(event.id ?? '') },
    store: memoryStore({ now: clock.now }),
    now: clock.now,
    onDelivery: false,
  });
  const say = async (time: number) =>
    (await webhook.handle(await sign(clerk(), { secret, type: 'user.created', id: 'msg_1', time }))).status;
  expect([await say(start), await say(start)]).toEqual([200, 200]);
  expect(seen).toEqual(['msg_1']);
  await clock.advance(301_000);
  expect(await say(start)).toBe(400);
  await clock.advance(60 * 86_400_000);
  expect(await say(clock.now())).toBe(200);
  expect(seen).toEqual(['msg_1', 'msg_1']);
});
