import { expect, test } from 'vitest';
import type { EventQuery } from '../../src/lib/log/event-query.ts';
import { searchEvents, type SearchOptions } from '../../src/lib/log/search-events.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openLog, type LogStage } from './lib/log-stage.ts';
import { asked, createRandom, isAsked, toSeededEvent, type SeededEvent } from './lib/seeded-events.ts';

const seed = Number(process.env['SEED'] ?? 1 + Math.floor(Math.random() * 1e6));
const count = 300;
const names = Object.keys(asked) as (keyof EventQuery)[];

/** Every filter alone and every pair of filters, with some values of each; and some with more. */
function toQueries(random: () => number): EventQuery[] {
  const value = (name: keyof EventQuery): unknown => asked[name][Math.floor(random() * asked[name].length)];
  const singles = names.flatMap((name) => asked[name].map((one) => ({ [name]: one })));
  const pairs = names.flatMap((left, at) =>
    names
      .slice(at + 1)
      .flatMap((right) => [1, 2, 3].map(() => ({ [left]: value(left), [right]: value(right) }))),
  );
  const more = Array.from({ length: 40 }, () =>
    Object.fromEntries(names.filter(() => random() < 0.4).map((name) => [name, value(name)])),
  );
  return [{}, ...singles, ...pairs, ...more];
}

/** All pages of a search, one after the other. */
async function readAll(log: LogStage, options: SearchOptions): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 1000; page += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const { items, next } = await searchEvents(log, { ...options, cursor });
    ids.push(...items.map(({ id }) => id));
    if (next === null) return ids;
    cursor = next;
  }
  throw new Error('The search does not end.');
}

/** Events whose places in the log lie apart, so that few are in the part that a statement looks at. */
async function seeded(log: LogStage, apart = 1): Promise<readonly (readonly [string, SeededEvent])[]> {
  const random = createRandom(seed);
  const events = Array.from({ length: count }, (_, number) => toSeededEvent(random, number));
  const rows = await log.store(
    ...events.map(({ amount: _amount, words: _words, ...event }, at) => ({ ...event, seq: 1 + at * apart })),
  );
  await log.route();
  return rows.map(({ id }, at) => [id, events[at] as SeededEvent]);
}

onEachDatabase('a search', ({ origin }) => {
  test.each([1, 1000])(
    `every filter and every pair of filters finds what a model finds, %d apart (seed ${seed})`,
    async (apart) => {
      const log = await openLog(await origin());
      const events = await seeded(log, apart);
      for (const query of toQueries(createRandom(seed + 1))) {
        const wanted = events.filter(([, event]) => isAsked(event, query)).map(([id]) => id);
        // oxlint-disable-next-line no-await-in-loop
        expect({ query, ids: await readAll(log, { ...query, limit: 40 }) }).toEqual({
          query,
          ids: wanted.toReversed(),
        });
      }
    },
  );

  test('a budget that is spent at once loses nothing, and says how far it has come', async () => {
    const log = await openLog(await origin());
    const events = await seeded(log);
    const budget = { milliseconds: 0, events: 1 };
    for (const query of [
      { filter: 'body.amount>=5' },
      { provider: 'github', outcome: 'rejected' },
      { q: 'apple', type: '*.created' },
    ]) {
      const wanted = events.filter(([, event]) => isAsked(event, query)).map(([id]) => id);
      // oxlint-disable-next-line no-await-in-loop
      expect({ query, ids: await readAll(log, { ...query, budget }) }).toEqual({
        query,
        ids: wanted.toReversed(),
      });
    }
    const first = await searchEvents(log, { filter: 'body.amount=99', budget });
    expect(first).toMatchObject({ items: [], next: expect.any(String), searchedThrough: expect.any(Number) });
  });

  test('pages have no gaps and no doubles while new events come', async () => {
    const log = await openLog(await origin());
    const rows = await log.store(...Array.from({ length: 100 }, () => ({})));
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      // oxlint-disable-next-line no-await-in-loop
      const page: Awaited<ReturnType<typeof searchEvents>> = await searchEvents(log, {
        endpoint: 'end_1',
        limit: 7,
        cursor,
      });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
      // oxlint-disable-next-line no-await-in-loop
      await log.store({}, {}, {});
    } while (cursor !== undefined);
    expect(ids).toEqual(rows.map(({ id }) => id).toReversed());
  });

  test('an empty log has an empty page', async () => {
    const log = await openLog(await origin());
    expect(await searchEvents(log)).toEqual({ items: [], next: null, searchedThrough: null });
    expect(await searchEvents(log, { q: 'apple', from: 1, filter: 'body.a=1', type: 'a*' })).toMatchObject({
      items: [],
      next: null,
    });
  });

  test('a row tells how many forwards are in each state', async () => {
    const log = await openLog(await origin());
    const [row] = await log.store({});
    const forward = {
      event: row?.id ?? '',
      event_seq: row?.seq ?? 0,
      endpoint_id: 'end_1',
      destination_id: 'dst_1',
      trigger: 'automatic' as const,
      replay: 0,
      spent: 0,
      created_at: 1,
      due_at: 1,
      attempts: 0,
    };
    for (const [at, state] of (['dead', 'delivered', 'delivered'] as const).entries()) {
      // oxlint-disable-next-line no-await-in-loop
      await log.db
        .insertInto('forwards')
        .values({ ...forward, id: `fwd_${at}`, connection_id: `con_${at}`, state })
        .execute();
    }
    const { items } = await searchEvents(log);
    expect(items[0]?.forwards).toEqual({ queued: 0, leased: 0, delivered: 2, dead: 1, cancelled: 0 });
  });
});
