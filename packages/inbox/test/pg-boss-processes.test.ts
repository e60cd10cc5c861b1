import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasPostgres, sharedPostgres } from '../../../test/servers/postgres.ts';
import { until } from '../../../test/servers/until.ts';
import type { InboxEngine } from '../src/lib/engine.ts';
import { openFirst, toMessage, type PgBossProcess } from './pg-boss-stage.ts';

const script = fileURLToPath(new URL('pg-boss-child.ts', import.meta.url));

describe.skipIf(!hasPostgres)('workers of an inbox in pg-boss in processes of their own', () => {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  let own: PgBossProcess;
  let engine: InboxEngine;
  let queue = '';
  let count = 0;
  let children: ChildProcess[] = [];
  beforeAll(async () => {
    server = await sharedPostgres();
    own = await openFirst(server);
    await own.pool.query('CREATE TABLE effects (event text); CREATE TABLE gates (is_open boolean)');
  });
  afterAll(async () => {
    await own?.close();
    await server?.release();
  });
  beforeEach(async () => {
    count += 1;
    queue = `processes.${count}`;
    engine = own.engine(queue);
    await engine.migrate();
    await own.pool.query('TRUNCATE effects; TRUNCATE gates');
  });
  afterEach(async () => {
    const running = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    children = [];
    await Promise.all(running.map(async (child) => (child.kill('SIGKILL'), once(child, 'exit'))));
  });

  /** A worker, and the lines that it has said. */
  const start = async (
    concurrency = 10,
  ): Promise<{ child: ChildProcess; lines: string[]; errors: string[] }> => {
    const child = fork(script, [own.url, queue, `${concurrency}`], {
      execArgv: ['--conditions=@hooklatch/source'],
      stdio: 'pipe',
    });
    children.push(child);
    const [lines, errors]: [string[], string[]] = [[], []];
    let rest = '';
    child.stdout?.on('data', (text: Buffer) => {
      const parts = `${rest}${text.toString()}`.split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
    });
    child.stderr?.on('data', (text: Buffer) => errors.push(text.toString()));
    await until(() => lines.includes('ready') || errors.length > 0, { what: 'the worker' });
    expect(errors).toEqual([]);
    return { child, lines, errors };
  };
  const openGate = (): Promise<unknown> => own.pool.query('INSERT INTO gates VALUES (true)');
  const effects = async (): Promise<string[]> =>
    (await own.pool.query('SELECT event FROM effects')).rows.map(({ event }) => event as string);

  test('a worker that is killed while it handles: another takes the message as the second attempt', async () => {
    const first = await start();
    await engine.put([await toMessage('slow-1')]);
    await until(() => first.lines.includes('start slow-1 1'));
    const killedAt = performance.now();
    first.child.kill('SIGKILL');
    const second = await start();
    await until(() => second.lines.includes('start slow-1 2'));
    // A lease is a second here; starting a process takes another.
    expect(performance.now() - killedAt).toBeLessThan(6000);
    await openGate();
    await until(() => second.lines.includes('end slow-1 2'));
    expect(await effects()).toEqual(['slow-1']);
  });

  test.each([
    ['that ends its message', 'slow-plain', 'unsettled slow-plain 1'],
    ['that ends it in a transaction', 'slow-1', 'refused slow-1 1 lease_lost'],
  ])(
    'a worker that stood still for longer than its lease, %s: it is refused',
    async (_name, eventId, refused) => {
      const zombie = await start();
      await engine.put([await toMessage(eventId)]);
      await until(() => zombie.lines.includes(`start ${eventId} 1`));
      zombie.child.kill('SIGSTOP');
      const heir = await start();
      await until(() => heir.lines.includes(`start ${eventId} 2`));
      zombie.child.kill('SIGCONT');
      // Both handlers go on from here.
      await openGate();
      await until(() => zombie.lines.includes(refused), { what: refused });
      await until(() => heir.lines.some((line) => line.startsWith(`end ${eventId} 2`)));
      expect(heir.lines.filter((line) => line.startsWith('unsettled'))).toEqual([]);
      expect(await effects()).toEqual(eventId === 'slow-plain' ? [] : [eventId]);
      await until(async () => (await engine.stats()).active === 0);
      expect(await engine.put([await toMessage(eventId)])).toEqual(['duplicate']);
    },
  );

  test('four workers handle 400 messages, each once', async () => {
    const workers = await Promise.all([1, 2, 3, 4].map(() => start(5)));
    const messages = await Promise.all(Array.from({ length: 400 }, (_, at) => toMessage(`e${at}`)));
    const kept = await Promise.all(
      Array.from({ length: 40 }, (_, at) => engine.put(messages.slice(10 * at, 10 * at + 10))),
    );
    expect(new Set(kept.flat())).toEqual(new Set(['stored']));
    await until(async () => (await effects()).length >= 400, { what: '400 effects' });
    const starts = workers.map(({ lines }) => lines.filter((line) => line.startsWith('start')));
    const names = messages.map(({ eventId }) => eventId as string);
    expect((await effects()).toSorted()).toEqual(names.toSorted());
    expect(starts.flat().toSorted()).toEqual(names.map((name) => `start ${name} 1`).toSorted());
    expect(starts.filter(({ length }) => length > 0)).toHaveLength(4);
  });
});
