import type { Inbox } from '@hooklatch/core/store';
import { bullmqInbox } from '@hooklatch/inbox/bullmq';
import { pgBossInbox } from '@hooklatch/inbox/pg-boss';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { createServer } from 'node:http';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../../../test/servers/create-database.ts';
import { startRedis, type RedisServer } from '../../../../test/servers/redis.ts';
import { until } from '../../../../test/servers/until.ts';
import { usePostgres } from '../../../../test/servers/use-postgres.ts';
import { startFakeSqs } from '../../../inbox/test/lib/sqs-fake.ts';
import { replayEvent } from '../../src/lib/forwarding/replay-event.ts';
import { testDestination } from '../../src/lib/forwarding/test-destination.ts';
import { openContext } from '../lib/open-context.ts';
import { dispatch, statesOf } from './lib/dispatch.ts';
import { actor, openStage, type GivenEvent, type Stage } from './lib/stage.ts';

const provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });
const stage = (): Promise<Stage> => openStage({ open: openContext });
const given: GivenEvent = {
  provider: 'standard-webhooks',
  body: '{"type":"invoice.paid","data":{"a":1}}',
  headers: [['webhook-id', 'msg_1']],
  proof: { scheme: 0, secretIndex: 0, id: 'msg_1', time: 1_800_000_000_000 },
};

/** What an application's worker has handled. */
interface Handled {
  readonly type: string;
  readonly body: string;
}

async function work(inbox: Inbox, name = 'standard-webhooks'): Promise<Handled[]> {
  const handled: Handled[] = [];
  const handle = (event: { type: string; body: Uint8Array }): void =>
    void handled.push({ type: event.type, body: new TextDecoder().decode(event.body) });
  await inbox.work([{ provider, name, on: { '*': handle as never } }], { onAttempt: false });
  return handled;
}

/** The facts that every queue has in common. */
async function handsOn(open: Stage, inbox: Inbox, destination: string, handled: Handled[]): Promise<void> {
  await using _ = dispatch(open);
  const [id = ''] = await open.store(given);
  await until(() => handled.length === 1);
  expect(handled).toEqual([{ type: 'invoice.paid', body: given.body }]);
  await until(async () => (await statesOf(open))[0] === 'delivered');
  expect(await open.attempts()).toMatchObject([{ status: 202, error_code: null }]);
  // A replay is wanted, and so it is handled once more.
  await replayEvent(open.context, actor, id);
  await until(() => handled.length === 2);
  // What nobody has proved could be handled by no worker.
  const { proof: _proof, ...unproved } = given;
  await open.store(unproved);
  await until(async () => (await statesOf(open)).includes('dead'));
  expect((await open.attempts()).at(-1)).toMatchObject({ status: null, error_code: 'no_proof' });
  expect(await testDestination(open.context, destination)).toMatchObject({ ok: true, error: null });
  await inbox.close({ graceMs: 100 });
}

describe('BullMQ', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ appendonly: false });
  });
  afterAll(() => server.stop());

  test('gets verified events, which its worker handles', async () => {
    await using open = await stage();
    const config = { url: `${server.url}/0`, queue: 'events', endpoint: 'shop' };
    const { id } = await open.connect({ kind: 'bullmq', config });
    expect((await open.destination(id)).label).toBe(`redis://127.0.0.1:${server.port} events`);
    const inbox = bullmqInbox({
      connection: { host: '127.0.0.1', port: server.port },
      queue: 'events',
      onWarning: false,
    });
    await handsOn(open, inbox, id, await work(inbox, 'shop'));
  });

  test('while it is away, forwards are tried again', async () => {
    await using open = await stage();
    await open.connect({ kind: 'bullmq', config: { url: 'redis://127.0.0.1:1' } });
    await using _ = dispatch(open);
    await open.store(given);
    await until(async () => (await open.attempts()).length === 1);
    expect(await open.attempts()).toMatchObject([{ error_code: 'queue_unavailable' }]);
    expect(await statesOf(open)).toEqual(['queued']);
  });

  test('at a private address, by a name, it is not connected to', async () => {
    await using open = await openStage(
      { open: openContext },
      { settings: { allowedAddresses: ['10.0.0.0/8'] } },
    );
    await open.connect({ kind: 'bullmq', config: { url: `redis://localhost:${server.port}` } });
    await using _ = dispatch(open);
    await open.store(given);
    await until(async () => (await open.attempts()).length === 1);
    expect(await open.attempts()).toMatchObject([{ error_code: 'private_address' }]);
  });
});

describe('pg-boss', () => {
  const server = usePostgres();

  test('gets verified events, which its worker handles', async () => {
    await using open = await stage();
    const url = await createDatabase(server);
    const inboxFile = createRequire(import.meta.url).resolve('@hooklatch/inbox/package.json');
    const { PgBoss } = (await import(createRequire(inboxFile).resolve('pg-boss'))) as {
      PgBoss: new (url: string) => {
        on(name: string, listener: () => void): void;
        start(): Promise<void>;
        stop(options: object): Promise<void>;
      };
    };
    const boss = new PgBoss(url);
    boss.on('error', () => {});
    await boss.start();
    const pool = new Pool({ connectionString: url });
    const inbox = pgBossInbox({ boss: boss as never, pool: pool as never, pollMs: 50 }) as unknown as Inbox;
    await inbox.migrate();
    const { id } = await open.connect({ kind: 'pg-boss', config: { url } });
    const handled = await work(inbox);
    await handsOn(open, inbox, id, handled);
    expect(handled).toHaveLength(2);
    await boss.stop({ graceful: false });
    await pool.end();
  });
});

describe('SQS (local fake)', () => {
  test('is sent verified events by its real client', async () => {
    const server = await startFakeSqs();
    // In a process of its own: what bundlers would read of the client is not found by Node here.
    const program = fileURLToPath(new URL('lib/sqs-program.ts', import.meta.url));
    const child = promisify(execFile)(process.execPath, [
      '--conditions=@hooklatch/source',
      program,
      server.queueUrl('events'),
    ]);
    await expect(child).resolves.toMatchObject({ stdout: 'stored\nchecked\n' });
    expect(server.queue('events').held).toHaveLength(1);
    expect(server.queue('events').held[0]?.body).toContain('msg-1');
    await server.close();
  });
});

describe('QStash (local fake)', () => {
  test('is sent verified events, with its token', async () => {
    const sent: { readonly token: string | undefined; readonly text: string }[] = [];
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        sent.push({ token: request.headers.authorization, text });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify([{ messageId: 'msg_1' }]));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await using open = await stage();
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { id } = await open.connect({
      kind: 'qstash',
      config: { token: 'ey-token', url: 'https://app.example/inbox', baseUrl },
    });
    expect((await open.destination(id)).label).toBe('https://app.example/inbox');
    await using _ = dispatch(open);
    await open.store(given);
    await until(async () => (await statesOf(open))[0] === 'delivered');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.token).toBe('Bearer ey-token');
    expect(sent[0]?.text).toContain('https://app.example/inbox');
    server.close();
    server.closeAllConnections();
  });
});
