import type { StoreClaim } from '@hooklatch/core/store';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, startRedis, type RedisServer } from '../../../test/servers/redis.ts';
import type { ProcessRequest } from './lib/redis-process.ts';

const script = fileURLToPath(new URL('lib/redis-process.ts', import.meta.url));
const hour = 3_600_000;

describe.skipIf(!hasRedis)('four processes, two with each client', () => {
  let server: RedisServer;
  let children: ChildProcess[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    server = await startRedis({ appendonly: false });
    children = ['ioredis', 'node-redis', 'ioredis', 'node-redis'].map((name) =>
      fork(script, [name, server.url], { execArgv: ['--conditions=@hooklatch/source'], stdio: 'pipe' }),
    );
    for (const child of children) child.stderr?.on('data', (text) => errors.push(String(text)));
    await Promise.all(children.map((child) => once(child, 'message')));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await server?.stop();
  });

  const ask = async <Answer>(
    child: ChildProcess,
    method: ProcessRequest['method'],
    args: ProcessRequest['args'],
    times = 1,
  ): Promise<readonly Answer[]> => {
    const answered = once(child, 'message');
    child.send({ method, args, times } satisfies ProcessRequest);
    const [answers] = (await answered) as [readonly Answer[]];
    return answers;
  };

  test.each([1, 2, 3])('of 200 claims at once, one gets the key (%i)', async (round) => {
    const answers = await Promise.all(
      children.map((child) => ask<StoreClaim>(child, 'claim', [`storm ${round}`, hour], 50)),
    );
    const states = answers.flat().map(({ state }) => state);
    expect(states.filter((state) => state === 'claimed')).toHaveLength(1);
    expect(states.filter((state) => state === 'busy')).toHaveLength(199);
  });

  test.each([0, 1])(
    'one that hung for longer than its lease can do nothing when it goes on (%i)',
    async (index) => {
      const [hung, next] = [children[index] as ChildProcess, children[index + 2] as ChildProcess];
      const key = `zombie ${index}`;
      const [first] = await ask<StoreClaim & { token: string }>(hung, 'claim', [key, 300]);
      hung.kill('SIGSTOP');
      const claim = async () => (await ask<StoreClaim & { token: string }>(next, 'claim', [key, hour]))[0];
      let second = await claim();
      while (second?.state === 'busy') second = await claim();
      hung.kill('SIGCONT');
      expect(second).toMatchObject({ state: 'claimed', attempt: 2 });
      const token = String(first?.token);
      expect(await ask(hung, 'extend', [key, token, hour])).toEqual([false]);
      expect(await ask(hung, 'complete', [key, token, hour])).toEqual([false]);
      expect(await ask(hung, 'release', [key, token])).toEqual([false]);
      expect(await ask(next, 'complete', [key, String(second?.token), hour])).toEqual([true]);
    },
  );

  test('they end by themselves, and have nothing to complain of', async () => {
    const ended = children.map((child) => once(child, 'exit'));
    for (const child of children) child.disconnect();
    expect(await Promise.all(ended)).toEqual(children.map(() => [0, null]));
    expect(errors.join('')).toBe('');
  });
});
