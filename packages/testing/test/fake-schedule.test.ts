import { findProvider, providerNames } from '@hooklatch/providers';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSchedule } from '../src/lib/fake-schedule.ts';
import { definitionOf } from '../src/lib/throw-away.ts';

const minutes = (name: string) =>
  toSchedule(findProvider(name)().facts.retries).delaysInMs.map((ms) => ms / 60_000);

describe('a schedule', () => {
  test('is the one that the provider states', () => {
    expect(minutes('linear')).toEqual([1, 60, 360]);
    expect(minutes('svix')).toEqual([5 / 60, 5, 30, 120, 300, 600, 600]);
    expect(toSchedule(findProvider('svix')().facts.retries).basis).toBe('stated');
    expect(toSchedule(findProvider('github')().facts.retries)).toEqual({ delaysInMs: [], basis: 'stated' });
  });

  test('is spread over the time that the provider states', () => {
    expect(minutes('stripe')).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440]);
    expect(toSchedule(findProvider('stripe')().facts.retries).basis).toBe('spread');
  });

  test('is assumed where the provider states nothing, and says so', () => {
    expect(minutes('clerk')).toEqual([1, 5, 30, 120, 300]);
    expect(toSchedule(undefined).basis).toBe('assumed');
    expect(toSchedule({}).basis).toBe('assumed');
  });

  test('has as many attempts as stated, none shorter than the one before, within the time', () => {
    const attempts = fc.integer({ min: 1, max: 80 });
    const hours = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(
        fc.option(attempts, { nil: undefined }),
        fc.option(hours, { nil: undefined }),
        (most, long) => {
          const facts = { ...(most && { attempts: most }), ...(long && { hours: long }) };
          const { delaysInMs } = toSchedule(facts);
          const total = delaysInMs.reduce((all, delay) => all + delay, 0);
          expect(delaysInMs.every((delay) => Number.isInteger(delay) && delay > 0)).toBe(true);
          expect(delaysInMs).toEqual(delaysInMs.toSorted((a, b) => a - b));
          if (most) expect(delaysInMs).toHaveLength(most);
          if (long) expect(total).toBeLessThanOrEqual(3_600_000 * long);
          if (long && !most) expect(total + 86_400_000).toBeGreaterThan(3_600_000 * long);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('fills the time where both are stated', () => {
    const { delaysInMs } = toSchedule({ attempts: 60, hours: 72 });
    const total = delaysInMs.reduce((all, delay) => all + delay, 0);
    expect(total / 3_600_000).toBeGreaterThan(71.9);
    expect(total / 3_600_000).toBeLessThanOrEqual(72);
  });
});

test('every provider has one', () => {
  const bases = providerNames.map((name) => toSchedule(definitionOf(name).facts.retries).basis);
  const count = (basis: string) => bases.filter((one) => one === basis).length;
  expect(count('stated')).toBeGreaterThan(15);
  expect(count('spread')).toBeGreaterThan(20);
  expect(count('stated') + count('spread') + count('assumed')).toBe(providerNames.length);
});
