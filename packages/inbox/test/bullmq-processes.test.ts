import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import type { AttemptReport, Inbox } from '@hooklatch/core/store';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasRedis, startRedis, type RedisServer } from '../../../test/servers/redis.ts';
import { until } from '../../../test/servers/until.ts';
import { bullmqInbox } from '../src/bullmq.ts';
import { endBullmqProcesses, startBullmqProcess, type BullmqRole } from './lib/bullmq-process.ts';
import { toMessage } from './lib/inbox-messages.ts';

const leaseMs = 600;
const provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });

describe.skipIf(!hasRedis)('other processes', { timeout: 60_000 }, () => {
  let server: RedisServer;
  let queue = '';
  let inbox: Inbox;
  beforeAll(async () => {
    server = await startRedis({ appendonly: false });
  });
  afterAll(() => server?.stop());
  beforeEach(() => {
    queue = crypto.randomUUID();
    inbox = bullmqInbox({ connection: { host: '127.0.0.1', port: server.port }, queue, onWarning: false });
  });
  afterEach(async () => {
    await endBullmqProcesses();
    await inbox.close({ graceMs: 0 });
  });

  const start = async (role: BullmqRole) => {
    const child = startBullmqProcess(role, server.port, queue);
    await until(() => child.lines.includes('working'), { timeoutMs: 40_000 }).catch(() =>
      expect.fail(child.lines.join('\n')),
    );
    return child;
  };
  const work = async () => {
    const reports: AttemptReport[] = [];
    await inbox.work([{ provider, name: 'test', on: { '*': () => {} } }], {
      leaseMs,
      retry: { attempts: 3, baseMs: 0 },
      onAttempt: (report) => void reports.push(report),
    });
    return reports;
  };

  test('four handle each message once', async () => {
    const children = await Promise.all(Array.from({ length: 4 }, () => start('end')));
    const ids = Array.from({ length: 400 }, (_, at) => `evt-${at}`);
    await Promise.all(ids.map((id) => inbox.put(toMessage(id))));
    const starts = () => children.flatMap((child) => child.starts());
    await until(() => starts().length >= ids.length, { timeoutMs: 40_000, what: `${ids.length} starts` });
    await until(async () => (await inbox.stats()).active === 0);
    expect(starts().toSorted()).toEqual(ids.map((id) => `${id} 1`).toSorted());
    expect(children.every((child) => child.starts().length > 0)).toBe(true);
  });

  test('of one that is killed in its handler another takes the message, with attempt 2', async () => {
    await inbox.put(toMessage('evt'));
    const child = await start('hang');
    await until(() => child.starts().length > 0);
    child.kill('SIGKILL');
    const killed = performance.now();
    const reports = await work();
    await until(() => reports.length > 0);
    expect(reports.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([['handled', 2]]);
    expect(performance.now() - killed).toBeLessThan(leaseMs + 5000);
    await expect.poll(() => inbox.stats()).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0 });
  });

  test('one that stood still for twice its lease cannot end the message that another has', async () => {
    await inbox.put(toMessage('evt'));
    const zombie = await start('outlive');
    await until(() => zombie.starts().length > 0);
    zombie.kill('SIGSTOP');
    const heir = await start('outlive');
    await until(() => heir.starts().length > 0);
    zombie.kill('SIGCONT');
    await until(() => heir.lines.includes('handled evt 2'));
    await until(() => zombie.lines.some((line) => line.includes('evt could not be settled')));
    expect(zombie.lines.find((line) => line.includes('could not be settled'))).toContain(
      'The lease had ended.',
    );
    expect([zombie.starts(), heir.starts()]).toEqual([['evt 1'], ['evt 2']]);
    await expect.poll(() => inbox.stats()).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0 });
    expect(await inbox.put(toMessage('evt'))).toBe('duplicate');
  });

  test('a message that ends every process that handles it is dead after its last attempt', async () => {
    await inbox.put(toMessage('evt'));
    const starts: string[] = [];
    const isDead = async () => (await inbox.dead.list()).length > 0;
    while (!(await isDead())) {
      const child = startBullmqProcess('exit', server.port, queue);
      await Promise.race([child.ended, until(isDead)]);
      starts.push(...child.starts());
    }
    expect(starts).toEqual(['evt 1', 'evt 2', 'evt 3']);
    expect(await inbox.dead.list()).toMatchObject([
      { id: 'evt', attempts: 4, reason: 'The last attempt never ended: the process that made it went away.' },
    ]);
  });

  test('one whose inbox is closed ends by itself, and has nothing to complain of', async () => {
    await inbox.put(toMessage('evt'));
    const child = await start('end');
    await until(() => child.lines.includes('handled evt 1'));
    child.close();
    expect(await child.ended).toBe(0);
    expect(child.lines).toEqual(['working', 'start evt 1', 'handled evt 1', 'closed']);
  });

  test.each(['kill', 'hang'] as const)(
    'one that is closed when Redis is away (%s) ends by itself',
    async (how) => {
      const own = await startRedis({ appendonly: false });
      try {
        const child = startBullmqProcess('hang', own.port, queue);
        await until(() => child.lines.includes('working'));
        const putting = bullmqInbox({
          connection: { host: '127.0.0.1', port: own.port },
          queue,
          onWarning: false,
        });
        await putting.put(toMessage('evt'));
        await until(() => child.starts().length > 0);
        await putting.close();
        if (how === 'kill') await own.kill();
        else own.signal('SIGSTOP');
        child.close();
        expect(await child.ended).toBe(0);
        expect(child.lines.slice(0, 3)).toEqual(['working', 'start evt 1', 'released evt 1']);
        expect(child.lines.some((line) => line.includes('evt could not be settled'))).toBe(true);
      } finally {
        await own.stop();
      }
    },
  );

  test('one that is closed in its handler gives the message back unspent, and at once', async () => {
    await inbox.put(toMessage('evt'));
    const child = await start('hang');
    await until(() => child.starts().length > 0);
    const reports = await work();
    child.close();
    expect(await child.ended).toBe(0);
    await until(() => reports.length > 0, { timeoutMs: 1000 });
    expect(reports.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([['handled', 1]]);
  });
});
