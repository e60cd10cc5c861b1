import type { StoreClaim } from '@hooklatch/core/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSqlChild, type SqlChild } from './sql-child.ts';

/** An empty database with the application's table. */
export interface Place {
  readonly place: string;
  /** Every text that was committed. */
  readAll(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const hour = 3_600_000;

/** What holds between processes that are killed and that hang. */
export function describeProcesses(library: string, open: () => Promise<Place>): void {
  describe(`four processes with ${library}`, () => {
    let opened: Place;
    let children: SqlChild[] = [];
    const all: SqlChild[] = [];
    const start = async (): Promise<SqlChild> => {
      const child = await startSqlChild(library, opened.place);
      all.push(child);
      return child;
    };
    beforeAll(async () => {
      opened = await open();
      children = await Promise.all([start(), start(), start(), start()]);
    });
    afterAll(async () => {
      await Promise.all(all.map((child) => child.stop()));
      await opened?.close();
    });
    const committed = async (key: string): Promise<number> =>
      (await opened.readAll()).filter((text) => text === key).length;

    test.each(['first', 'second', 'third'])(
      'of 200 claims at once, one gets the key (%s key)',
      async (key) => {
        const ask = (child: SqlChild) => child.ask({ act: 'claim', key, leaseMs: hour, times: 50 });
        const answers = (await Promise.all(children.map(ask))).flat() as StoreClaim[];
        const states = answers.map(({ state }) => state).toSorted();
        expect(states).toEqual([...Array<string>(199).fill('busy'), 'claimed']);
      },
    );

    test.each(['in the work', 'before the commit'] as const)(
      'killed %s, nothing was written, and the next attempt writes it once',
      async (die) => {
        const doomed = await start();
        const { token } = await doomed.take(die, 500);
        await expect(doomed.ask({ act: 'write', key: die, token, die })).rejects.toThrow('SIGKILL');
        expect(await committed(die)).toBe(0);
        const [next] = children as [SqlChild];
        const claim = await next.take(die, hour);
        expect(claim.attempt).toBe(2);
        expect(await next.ask({ act: 'write', key: die, token: claim.token })).toEqual([true]);
        expect(await committed(die)).toBe(1);
      },
    );

    test('killed after the commit, the effect is there once, and the key is done', async () => {
      const doomed = await start();
      const key = 'after the commit';
      const { token } = await doomed.take(key, hour);
      await expect(doomed.ask({ act: 'write', key, token, die: key })).rejects.toThrow('SIGKILL');
      expect(await committed(key)).toBe(1);
      const [next] = children as [SqlChild];
      expect(await next.ask({ act: 'claim', key, leaseMs: hour, times: 1 })).toEqual([{ state: 'done' }]);
    });

    test('one that hung for longer than its lease can do nothing when it goes on', async () => {
      const [hung, next] = children as [SqlChild, SqlChild];
      const { token } = await hung.take('zombie', 300);
      hung.signal('SIGSTOP');
      const second = await next.take('zombie', hour);
      hung.signal('SIGCONT');
      expect(second.attempt).toBe(2);
      for (const act of ['extend', 'complete', 'release', 'write'] as const)
        expect(await hung.ask({ act, key: 'zombie', token })).toEqual([false]);
      expect(await committed('zombie')).toBe(0);
      expect(await next.ask({ act: 'write', key: 'zombie', token: second.token })).toEqual([true]);
      expect(await committed('zombie')).toBe(1);
    });
  });
}
