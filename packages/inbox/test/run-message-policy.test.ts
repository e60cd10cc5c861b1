import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRun } from '../src/lib/run-message.ts';
import { attempt, provider, second, type Attempt } from './run-bench.ts';

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

const away = (): never => {
  throw new Error('away');
};

describe('a policy', () => {
  const delayOf = async (given: Attempt): Promise<unknown> => {
    const { verdict } = await attempt({ act: away, ...given });
    return verdict.state === 'retry' ? verdict.delayMs : verdict.state;
  };
  test('of a row counts before the one of the worker', async () => {
    expect(await delayOf({ row: { retry: { ...second, baseMs: 7 } } })).toBe(7);
  });
  test('may be a function of the event and the error', async () => {
    const choose = vi.fn(() => ({ ...second, baseMs: 7 }));
    expect(await delayOf({ options: { retry: choose } })).toBe(7);
    const [event, error] = choose.mock.calls.at(-1) as unknown as [{ type: string }, Error];
    expect([event.type, error.message]).toEqual(['order.paid', 'away']);
  });
  test('is asked with an Error, whatever it is asked about', async () => {
    const choose = vi.fn(() => second);
    await attempt({ options: { retry: choose } });
    expect(choose.mock.calls).toEqual([[expect.anything(), expect.any(Error)]]);
  });
  test('of a row that says nothing leaves it to the worker', async () => {
    expect(await delayOf({ row: { retry: () => undefined } })).toBe(1000);
  });
  test.each<[string, () => never]>([
    ['throws', away],
    ['gives what cannot be used', (() => ({ attempts: -1 })) as unknown as () => never],
  ])('that %s is the default, and there is a warning', async (_how, choose) => {
    const { verdict, report } = await attempt({ act: away, options: { retry: choose } });
    expect(verdict).toMatchObject({ state: 'retry', reason: 'Error: away' });
    expect((verdict as { delayMs: number }).delayMs).toBeGreaterThanOrEqual(4000);
    expect(report.warnings.at(-1)).toContain('The retry function failed, and the default policy counts:');
  });
});

test('two rows that name one endpoint are a TypeError', () => {
  const row = { provider, on: { '*': () => {} } };
  const stopping = new AbortController().signal;
  const make = (): unknown => createRun({ engine: {}, rows: [row, row], options: {}, stopping });
  expect(make).toThrow(new TypeError('Two rows name the endpoint standard-webhooks: give one a name.'));
});
