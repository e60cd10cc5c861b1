import { sql, type RawBuilder } from 'kysely';
import { expect, test } from 'vitest';
import { columnStatement, logStatement, textStatement } from '../../src/lib/log/seq-source.ts';
import { openLog, type LogStage } from './lib/log-stage.ts';

const range = { before: 1000, floor: 1 };

async function planOf({ db }: LogStage, statement: RawBuilder<unknown>): Promise<string> {
  const { rows } = await sql<{ detail: string }>`EXPLAIN QUERY PLAN ${statement}`.execute(db);
  return rows.map(({ detail }) => detail).join('\n');
}

test.each([
  ['no filter', logStatement, 'USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'],
  [
    'endpoint',
    columnStatement('endpoint_id', ['a']),
    'USING COVERING INDEX events_by_endpoint (endpoint_id=? AND',
  ],
  ['provider', columnStatement('provider', ['a']), 'USING COVERING INDEX events_by_provider (provider=? AND'],
  ['type', columnStatement('type', ['a']), 'USING COVERING INDEX events_by_type (type=? AND'],
  ['types', columnStatement('type', ['a', 'b']), 'USING COVERING INDEX events_by_type (type=? AND'],
  ['outcome', columnStatement('outcome', ['a']), 'USING COVERING INDEX events_by_outcome (outcome=? AND'],
  ['code', columnStatement('code', ['a']), 'USING COVERING INDEX events_by_code (code=? AND'],
  ['text', textStatement(['a']), 'VIRTUAL TABLE INDEX'],
] as const)(
  'SQLite reads a search by %s along its index, and sorts nothing',
  async (name, statement, index) => {
    const plan = await planOf(await openLog(undefined), statement(range, 51));
    expect(plan).toContain(index);
    expect(plan).not.toMatch(/SCAN events/);
    // Several types are put in order once they are found, few of each.
    if (name !== 'types') expect(plan).not.toContain('TEMP B-TREE');
  },
);

test('SQLite reads times and types along their indexes', async () => {
  const log = await openLog(undefined);
  const time = sql`SELECT seq FROM events WHERE received_at < ${1} ORDER BY received_at DESC, seq DESC LIMIT 5`;
  expect(await planOf(log, time)).toContain('USING COVERING INDEX events_by_time (received_at<?)');
  const type = sql`SELECT type FROM events WHERE type > ${'a'} ORDER BY type LIMIT 1`;
  expect(await planOf(log, type)).toContain('USING COVERING INDEX events_by_type (type>?)');
});
