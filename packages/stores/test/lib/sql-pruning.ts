import { vi } from 'vitest';
import type { SqlStore } from '../../src/sqlite.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A database that is looked at from outside. */
export interface Inspected {
  readonly store: SqlStore<unknown>;
  exec(sql: string): Promise<unknown>;
  /** The keys in a table. */
  keys(table: string): Promise<readonly string[]>;
  /** SQL that gives `n` from 1 to 500. */
  readonly numbers: string;
  /** SQL for a time so many milliseconds from now. */
  at(ms: number): string;
}

/** SQL that fills the tables: what is over, what is done, held, and failed yesterday or a month ago. */
function fill({ numbers, at }: Inspected): string[] {
  const row = (key: string, token: string, done: string, until: number, expires: number): string =>
    `INSERT INTO hooklatch_events (key, token, attempt, done, until, expires)
    VALUES ('${key}', ${token}, 3, ${done}, ${at(until)}, ${at(expires)})`;
  return [
    `INSERT INTO hooklatch_events (key, token, attempt, done, until, expires)
    SELECT 'over ' || n, NULL, 1, TRUE, ${at(-hour)}, ${at(-hour)} FROM ${numbers}`,
    `INSERT INTO hooklatch_events_watermarks (key, version, expires)
    SELECT 'over ' || n, 1, ${at(-hour)} FROM ${numbers}`,
    row('done', 'NULL', 'TRUE', 7 * day, 7 * day),
    row('held', "'a token'", 'FALSE', hour, 30 * day),
    row('held for longer than was expected', "'a token'", 'FALSE', hour, -hour),
    row('failed yesterday', 'NULL', 'FALSE', -day, 29 * day),
    row('over: failed a month ago', 'NULL', 'FALSE', -31 * day, -day),
    `INSERT INTO hooklatch_events_watermarks (key, version, expires) VALUES ('raised', 7, ${at(day)})`,
  ];
}

/** Prunes until nothing is over: how much was at each step, and what is left. */
export async function prune(inspected: Inspected): Promise<Readonly<Record<string, unknown>>> {
  const { store, exec, keys } = inspected;
  const over = async (table: string): Promise<number> =>
    (await keys(table)).filter((key) => key.startsWith('over')).length;
  /** Waits for what nobody else waits for. */
  const change = async (table: string, act: () => Promise<unknown>): Promise<number> => {
    const before = await over(table);
    await act();
    let after = await over(table);
    for (const end = performance.now() + 2000; after === before && after > 0 && performance.now() < end;)
      after = await over(table);
    return after;
  };
  await store.migrate();
  for (const sql of fill(inspected)) await exec(sql);
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  await store.claim('rarely', hour);
  const events = [await over('hooklatch_events')];
  random.mockReturnValue(0);
  for (let index = 0; index < 4; index += 1)
    events.push(await change('hooklatch_events', () => store.claim('failed yesterday', 0)));
  const watermarks: number[] = [];
  for (let index = 0; index < 3; index += 1)
    watermarks.push(
      await change('hooklatch_events_watermarks', () => store.watermarks.raise('raised', index, hour)),
    );
  random.mockRestore();
  return {
    events,
    watermarks,
    left: (await keys('hooklatch_events')).toSorted(),
    attempts: [
      await store.claim('failed yesterday', hour),
      await store.claim('over: failed a month ago', hour),
    ],
  };
}

/** What is over goes in batches of 200; what is needed stays, and so does how often something was tried. */
export const pruned: object = {
  events: [501, 301, 101, 0, 0],
  watermarks: [300, 100, 0],
  left: ['done', 'failed yesterday', 'held', 'held for longer than was expected', 'rarely'],
  attempts: [
    { state: 'claimed', attempt: 8 },
    { state: 'claimed', attempt: 1 },
  ],
};
