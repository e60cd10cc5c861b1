import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { reportMissing } from '../../scripts/lib/servers.mjs';
import { askPort } from './ask-port.ts';
import { createDatabase } from './create-database.ts';
import { isRunning } from './is-running.ts';
import { hasPostgres, portVariable, sharedPostgres, startPostgres, type PostgresServer } from './postgres.ts';
import { hasRedis, sharedRedis, startRedis, type RedisServer } from './redis.ts';
import { until } from './until.ts';

const running: (PostgresServer | RedisServer)[] = [];
const keep = <Server extends PostgresServer | RedisServer>(server: Server): Server => {
  running.push(server);
  return server;
};
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

/** What Redis answers to a command without spaces in its parts. */
const ask = async ({ port }: RedisServer, command: string): Promise<string> =>
  (await askPort(port, `${command}\r\n`)).trim();

/** Nothing runs any more, and nothing of its data is left. */
function isGone(dir: string, pid: number | undefined): boolean {
  return !existsSync(dir) && (pid === undefined || !isRunning(pid));
}

describe.skipIf(!hasRedis)('a Redis for tests', () => {
  test('answers, appends every write and evicts nothing', async () => {
    const redis = keep(await startRedis());
    expect(redis.url).toBe(`redis://127.0.0.1:${redis.port}`);
    expect(await ask(redis, 'CONFIG GET appendfsync')).toContain('always');
    expect(await ask(redis, 'CONFIG GET appendonly')).toContain('yes');
    expect(await ask(redis, 'CONFIG GET maxmemory-policy')).toContain('noeviction');
    expect(await ask(redis, 'CONFIG GET save')).toBe('*2\r\n$4\r\nsave\r\n$0');
  });

  test('takes its configuration', async () => {
    const args = ['--save', '60', '1', '--lua-time-limit', '777'];
    const redis = keep(
      await startRedis({ appendonly: false, maxmemory: '3mb', maxmemoryPolicy: 'allkeys-lru', args }),
    );
    expect(await ask(redis, 'CONFIG GET appendonly')).toContain('no');
    expect(await ask(redis, 'CONFIG GET maxmemory')).toContain('3145728');
    expect(await ask(redis, 'CONFIG GET maxmemory-policy')).toContain('allkeys-lru');
    expect(await ask(redis, 'CONFIG GET save')).toContain('60 1');
    expect(await ask(redis, 'CONFIG GET lua-time-limit')).toContain('777');
  });

  test.each(['restart', 'kill'] as const)('keeps its data and its port over a %s', async (way) => {
    const redis = keep(await startRedis());
    expect(await ask(redis, 'SET kept yes')).toBe('+OK');
    const pid = redis.pid();
    if (way === 'kill') {
      await redis.kill();
      expect([redis.pid(), await askPort(redis.port, 'PING\r\n')]).toEqual([undefined, '']);
    }
    await redis.restart();
    expect(redis.pid()).not.toBe(pid);
    expect(await ask(redis, 'GET kept')).toBe('$3\r\nyes');
  });

  test('hangs while it is stopped by a signal, and can be ended then', async () => {
    const redis = keep(await startRedis());
    redis.signal('SIGSTOP');
    expect(await ask(redis, 'PING')).toBe('');
    redis.signal('SIGCONT');
    expect(await ask(redis, 'PING')).toBe('+PONG');
    redis.signal('SIGSTOP');
    await redis.stop();
  });

  test('leaves no process and no file after stop', async () => {
    const redis = await startRedis();
    const pid = redis.pid();
    await redis.stop();
    expect(isGone(redis.dir, pid)).toBe(true);
    await redis.stop();
  });

  test('says why it does not start, and leaves nothing', async () => {
    await expect(startRedis({ args: ['--no-such-option', '1'] })).rejects.toThrow(/no-such-option/);
  });

  test('is shared until the last one releases it; each has a database of its own', async () => {
    const [left, right] = await Promise.all([sharedRedis(), sharedRedis()]);
    expect(left.port).toBe(right.port);
    expect(await createDatabase(left)).not.toBe(await createDatabase(right));
    await left.release();
    await left.release();
    expect(await ask(right, 'PING')).toBe('+PONG');
    await right.release();
    expect(await ask(right, 'PING')).toBe('');
    const again = await sharedRedis();
    expect(await ask(again, 'PING')).toBe('+PONG');
    await again.release();
  });
});

describe.skipIf(!hasPostgres)('a PostgreSQL for tests', () => {
  test('answers, writes through, and takes settings', async () => {
    const postgres = keep(await startPostgres({ settings: { max_connections: '7' } }));
    expect(await postgres.psql('show fsync')).toBe('on');
    expect(await postgres.psql('show synchronous_commit')).toBe('on');
    expect(await postgres.psql('show max_connections')).toBe('7');
    const unsafe = keep(await startPostgres({ settings: { fsync: 'off' } }));
    expect(await unsafe.psql('show fsync')).toBe('off');
    await expect(postgres.psql('select no_such_thing')).rejects.toThrow(/no_such_thing/);
  });

  test.each(['fast', 'immediate', 'kill'] as const)('keeps its data and its port over: %s', async (way) => {
    const postgres = keep(await startPostgres());
    await postgres.psql('create table kept as select 7 as seven');
    const pid = postgres.pid();
    if (way === 'kill') {
      await postgres.kill();
      await expect(postgres.psql('select 1')).rejects.toThrow(/refused/);
    }
    await postgres.restart(way === 'kill' ? undefined : way);
    expect(postgres.pid()).not.toBe(pid);
    expect(await postgres.psql('select seven from kept')).toBe('7');
  });

  test('kill ends a statement that runs', async () => {
    const postgres = keep(await startPostgres());
    const statement = postgres.psql('select pg_sleep(60)').catch((error: unknown) => String(error));
    const count = `select count(*) from pg_stat_activity where query = 'select pg_sleep(60)'`;
    await until(async () => (await postgres.psql(count)) === '1');
    await postgres.kill();
    expect(await statement).toMatch(/closed the connection/);
    await postgres.restart();
    expect(await postgres.psql(count)).toBe('0');
  });

  test('leaves no process and no file after stop, also with a connection open', async () => {
    const postgres = await startPostgres();
    const pid = postgres.pid();
    // How its end of the connection closes is the server's business.
    const socket = connect(postgres.port, '127.0.0.1').on('error', () => {});
    await once(socket, 'connect');
    await postgres.stop();
    socket.destroy();
    expect(isGone(postgres.dir, pid)).toBe(true);
  });

  test('says why it does not start', async () => {
    await expect(startPostgres({ settings: { no_such_setting: '1' } })).rejects.toThrow(/no_such_setting/);
  });

  test('is shared, and each has a database of its own', async () => {
    vi.stubEnv(portVariable, undefined);
    const postgres = await sharedPostgres();
    const [left, right] = [await createDatabase(postgres), await createDatabase(postgres)];
    await postgres.psql('create table mine (id int)', left);
    expect(await postgres.psql(`select count(*) from pg_tables where tablename = 'mine'`, right)).toBe('0');
    await postgres.release();
    await expect(postgres.psql('select 1')).rejects.toThrow(/refused/);
  });

  test('is lent by a run: what a file has made in it goes, and it stays', async () => {
    const lender = keep(await startPostgres());
    vi.stubEnv(portVariable, `${lender.port}`);
    const postgres = await sharedPostgres();
    const mine = await createDatabase(postgres);
    expect(await postgres.psql('select 1', mine)).toBe('1');
    await postgres.release();
    await expect(lender.psql('select 1', mine)).rejects.toThrow(/does not exist/);
    expect(await lender.psql('select 1')).toBe('1');
  });
});

const script = `
  import { startRedis } from './redis.ts';
  import { startPostgres } from './postgres.ts';
  const servers = await Promise.all([startRedis(), startPostgres()]);
  for (const server of servers) console.log(server.dir, server.pid());
  if (process.argv[1] === 'throw') throw new Error('a test has failed');
  if (process.argv[1] === 'hang') setInterval(() => {}, 1000);
`;

describe.skipIf(!hasRedis || !hasPostgres)('servers end with the process that started them', () => {
  test.each([
    { how: 'it ends by itself, with servers running', ending: 'end', signal: undefined },
    { how: 'it throws', ending: 'throw', signal: undefined },
    { how: 'SIGTERM', ending: 'hang', signal: 'SIGTERM' },
    { how: 'SIGKILL', ending: 'hang', signal: 'SIGKILL' },
  ] as const)('$how', async ({ ending, signal }) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, ending], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = once(child, 'exit');
    const servers: { dir: string; pid: number }[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      const [dir = '', pid = ''] = line.split(' ');
      servers.push({ dir, pid: Number(pid) });
      if (servers.length === 2 && signal) child.kill(signal);
    }
    await ended;
    expect(servers).toHaveLength(2);
    await until(() => servers.every(({ dir, pid }) => isGone(dir, pid)));
  });
});

test('missing servers are reported in one line, and others not at all', async ({ onTestFinished }) => {
  const { log } = console;
  onTestFinished(() => {
    console.log = log;
  });
  const lines: unknown[] = [];
  console.log = (line: unknown) => lines.push(line);
  reportMissing();
  expect(lines).toHaveLength(hasRedis && hasPostgres ? 0 : 1);
});
