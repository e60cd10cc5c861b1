// What do 100 puts at once into an inbox on pg-boss cost, measured against `insert` of the same jobs alone?
import { pgBossInbox } from '@hooklatch/inbox/pg-boss';
import { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { hasPostgres, startPostgres } from '../test/servers/postgres.ts';
import { compare } from './lib/compare.mjs';
import { reportPuts, requireAll, toMessage, toNames } from './lib/inbox-puts.mjs';

const short = process.argv.includes('--short');

async function measure(connectionString) {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false });
  boss.on('error', console.error);
  const pool = new Pool({ connectionString });
  try {
    await boss.start();
    const inbox = pgBossInbox({ boss, pool, queue: 'ours' });
    await inbox.migrate();
    await boss.createQueue('floor', { partition: true });
    const message = await toMessage();
    const putAll = () => Promise.all(toNames().map((names) => inbox.put({ ...message, ...names })));
    const kept = await putAll();
    const [{ data }] = await boss.findJobs('ours', { queued: true });
    const insertAll = () =>
      boss.insert(
        'floor',
        toNames().map((names) => ({ id: names.id, data: { ...data, ...names } })),
      );
    await insertAll();
    const jobs = await Promise.all(['ours', 'floor'].map((queue) => boss.findJobs(queue, { queued: true })));
    requireAll(
      kept,
      jobs.map(({ length }) => length),
    );
    return await compare(insertAll, putAll, short ? { rounds: 21, calls: 4 } : { rounds: 101, calls: 6 });
  } finally {
    await boss.stop({ graceful: false });
    await pool.end();
  }
}

if (hasPostgres) {
  const server = await startPostgres();
  try {
    const fsync = await server.psql('SHOW fsync');
    reportPuts('pg-boss', 'insert', `fsync ${fsync}`, await measure(server.url));
  } finally {
    await server.stop();
  }
} else {
  console.log('inbox, pg-boss: PostgreSQL is not installed, nothing was measured.');
}
