import { modelStore, type FastCheck } from '@hooklatch/testing/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sqliteOpeners } from './lib/sqlite-clients.ts';
import { createSqliteFile } from './lib/sqlite-file.ts';

const times = 1000;

test.each(Object.keys(sqliteOpeners))(
  'SQLite with %s answers as the model does',
  { timeout: 60_000 },
  async (name) => {
    const openClient = sqliteOpeners[name] as (typeof sqliteOpeners)[string];
    const open = async () => {
      const file = createSqliteFile();
      let time = Date.now();
      const [first, second] = [
        openClient(file.path, { now: () => time }),
        openClient(file.path, { now: () => time }),
      ];
      for (const { exec } of [first, second]) exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
      return {
        store: first.store,
        other: second.store,
        wait: (ms: number) => void (time += ms),
        close() {
          first.close();
          second.close();
          file.remove();
        },
      };
    };
    const result = await modelStore(fc as unknown as FastCheck, open, { runs: times, commands: 50 });
    expect(result).toEqual({ runs: times, judged: times });
  },
);
