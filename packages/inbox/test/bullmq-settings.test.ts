import type { Inbox } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasRedis, startRedis, type RedisServer } from '../../../test/servers/redis.ts';
import { bullmqInbox, type BullmqInboxOptions } from '../src/bullmq.ts';
import { toMessage } from './lib/inbox-messages.ts';

describe('options', () => {
  const connection = { host: '127.0.0.1', port: 1 };
  test.each([
    ['queue is', { connection, queue: '' }],
    ['queue is', { connection, queue: 'a:b' }],
    ['retentionMs', { connection, retentionMs: 0 }],
    ['retentionMs', { connection, retentionMs: Number.NaN }],
    ['timeoutMs', { connection, timeoutMs: Infinity }],
  ] satisfies [string, BullmqInboxOptions][])('%s … cannot be %j', (name, options) => {
    expect(() => bullmqInbox(options)).toThrow(TypeError);
    expect(() => bullmqInbox(options)).toThrow(name);
  });

  test('a client of another library is a TypeError', async () => {
    const inbox = bullmqInbox({ connection: { duplicate() {}, sendCommand() {} } as never });
    await expect(inbox.migrate()).rejects.toThrow(TypeError);
    await expect(inbox.migrate()).rejects.toThrow('ioredis');
    await inbox.close();
  });

  test('an inbox that was closed connects no more', async () => {
    const inbox = bullmqInbox({ connection });
    await inbox.close();
    await expect(inbox.put(toMessage('evt'))).rejects.toThrow('The inbox is closed.');
  });
});

describe.skipIf(!hasRedis)('how Redis is set up', () => {
  let server: RedisServer;
  let client: Redis;
  const inboxes: Inbox[] = [];
  beforeAll(async () => {
    server = await startRedis();
    client = new Redis(server.port);
  });
  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });
  afterEach(async () => {
    await Promise.all(inboxes.splice(0).map((inbox) => inbox.close({ graceMs: 0 })));
    await client.config(
      'SET',
      'maxmemory-policy',
      'noeviction',
      'appendonly',
      'yes',
      'appendfsync',
      'always',
    );
  });
  const open = (options: Partial<BullmqInboxOptions> = {}): Inbox => {
    const inbox = bullmqInbox({ connection: client, queue: crypto.randomUUID(), ...options });
    inboxes.push(inbox);
    return inbox;
  };

  test.each(['allkeys-lru', 'allkeys-lfu', 'allkeys-random', 'volatile-lru', 'volatile-ttl'])(
    'maxmemory-policy %s is refused, until it is another one',
    async (policy) => {
      await client.config('SET', 'maxmemory-policy', policy);
      const inbox = open();
      const provider = standardWebhooks();
      const uses = [
        () => inbox.put(toMessage('evt')),
        () => inbox.work([{ provider, on: { '*': () => {} } }]),
        () => inbox.migrate(),
      ];
      for (const use of uses) {
        const error = await use().then(undefined, (thrown: Error) => thrown);
        expect(error).toBeInstanceOf(TypeError);
        expect((error as Error).message).toContain(
          `set its maxmemory-policy to noeviction (it is ${policy})`,
        );
      }
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      expect(await inbox.put(toMessage('evt'))).toBe('stored');
    },
  );

  test.each([
    [{ appendonly: 'yes', appendfsync: 'always' }, []],
    [{ appendonly: 'yes', appendfsync: 'everysec' }, ['Set appendfsync to always (it is everysec).']],
    [{ appendonly: 'yes', appendfsync: 'no' }, ['Set appendfsync to always (it is no).']],
    [{ appendonly: 'no', appendfsync: 'always' }, ['Set appendonly to yes, and appendfsync to always.']],
  ])('%j: warnings %j, once', async (settings, remedies) => {
    await client.config('SET', ...Object.entries(settings).flat());
    const warnings: string[] = [];
    const inbox = open({ onWarning: (text) => warnings.push(text) });
    expect(await inbox.put(toMessage('evt'))).toBe('stored');
    await inbox.stats();
    await inbox.work([{ provider: standardWebhooks(), on: { '*': () => {} } }]);
    expect(warnings).toHaveLength(remedies.length);
    for (const [at, remedy] of remedies.entries()) expect(warnings[at]).toContain(remedy);
  });

  test('where CONFIG is forbidden it is used as it is', async () => {
    await client.config('SET', 'appendfsync', 'everysec');
    await client.acl('SETUSER', 'app', 'on', '>secret', '~*', '&*', '+@all', '-config');
    const warnings: string[] = [];
    const connection = { host: '127.0.0.1', port: server.port, username: 'app', password: 'secret' };
    const inbox = open({ connection, onWarning: (text) => warnings.push(text) });
    expect(await inbox.put(toMessage('evt'))).toBe('stored');
    expect(warnings).toEqual([]);
  });

  test('a wrong password is an error without it', async () => {
    const connection = { host: '127.0.0.1', port: server.port, username: 'nobody', password: 'hunter2' };
    const error = await open({ connection }).put(toMessage('evt')).catch(String);
    expect(error).toMatch(/^Error: /);
    expect(error).not.toContain('hunter2');
  });

  test('the client of the application is left as it is', async () => {
    const own = new Redis(server.port, { lazyConnect: true, maxRetriesPerRequest: 5 });
    const inbox = open({ connection: own });
    await inbox.put(toMessage('evt'));
    await inbox.work([{ provider: standardWebhooks(), on: { '*': () => {} } }]);
    await inbox.close();
    expect([own.status, own.options.maxRetriesPerRequest]).toEqual(['wait', 5]);
    expect([own.listenerCount('error'), await own.ping()]).toEqual([0, 'PONG']);
    own.disconnect();
  });

  test('no connection is left when it is closed', async () => {
    const count = async () =>
      String(await client.client('LIST'))
        .trim()
        .split('\n').length;
    const before = await count();
    const inbox = open({ connection: { host: '127.0.0.1', port: server.port } });
    await inbox.work([{ provider: standardWebhooks(), on: { '*': () => {} } }]);
    await inbox.put(toMessage('evt'));
    await expect.poll(count).toBe(before + 3);
    await inbox.close();
    await expect.poll(count).toBe(before);
  });
});
