import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createToken } from '../../src/node.ts';
import type { RelaySettings, RunningRelay, StartRelay } from './running-relay.ts';
import { send, values } from './send.ts';
import { answerWith, connect, type TestClient } from './test-client.ts';

/** Never within a test. */
const never = new Promise<undefined>(() => {});
const wait = (seconds: number): { headers: [string, string][] } => ({
  headers: [['Prefer', `wait=${seconds}`]],
});

/** What a provider is told, and who may take a tunnel. */
export function describeAnswers(start: StartRelay): void {
  let relay: RunningRelay;
  const clients: TestClient[] = [];
  const open = async (settings: RelaySettings): Promise<void> => {
    relay = await start(settings);
  };
  const join = async (...[options]: [Parameters<typeof connect>[1]?]): Promise<TestClient> => {
    const client = connect(relay, options);
    clients.push(client);
    await client.connected;
    return client;
  };
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await relay?.close();
  });

  describe('in sync mode', () => {
    test('without a client a provider is told to come again', async () => {
      await open({ mode: 'sync' });
      const { status, headers } = await send(relay.publicUrl, { body: 'x' });
      expect([status, values(headers, 'retry-after')]).toEqual([503, ['30']]);
      const client = await join();
      await client.close();
      expect((await send(relay.publicUrl, { body: 'x' })).status).toBe(503);
      await join();
      expect((await send(relay.publicUrl, { body: 'x' })).status).toBe(200);
    });

    test('an application that is too slow, or does not answer, is 503, and its delivery does not come again', async () => {
      await open({ mode: 'sync', limits: { deadlineMs: 300 } });
      const client = await join({
        answer: async ({ target }) => (target === '/slow' ? never : undefined),
        timeoutMs: 600,
      });
      const slow = await send(relay.publicUrl, { target: '/slow' });
      expect([slow.status, values(slow.headers, 'retry-after')]).toEqual([503, ['30']]);
      expect((await send(relay.publicUrl, { target: '/none' })).status).toBe(503);
      await client.close();
      const next = await join();
      expect((await send(relay.publicUrl, { target: '/after' })).status).toBe(200);
      expect(next.deliveries.map(({ target }) => target)).toEqual(['/after']);
    });

    test('a handshake has its answer', async () => {
      await open({ mode: 'sync' });
      await join({
        answer: async ({ target }) =>
          answerWith(200, new URLSearchParams(target.slice(2)).get('challenge') ?? ''),
      });
      expect((await send(relay.publicUrl, { method: 'GET', target: '?challenge=abc' })).body.toString()).toBe(
        'abc',
      );
    });

    test('a provider says how long it waits', async () => {
      await open({ mode: 'sync', limits: { deadlineMs: 20_000, maxDeadlineMs: 1500 } });
      const client = await join({ answer: () => never });
      const begin = performance.now();
      expect((await send(relay.publicUrl, wait(1))).status).toBe(503);
      expect((await send(relay.publicUrl, wait(999))).status).toBe(503);
      expect(performance.now() - begin).toBeGreaterThan(2400);
      expect(performance.now() - begin).toBeLessThan(6000);
      const [one, most] = client.deliveries.map(({ deadlineMs }) => deadlineMs);
      expect(one).toBeLessThanOrEqual(1000);
      expect(one).toBeGreaterThan(500);
      expect(most).toBeLessThanOrEqual(1500);
    });
  });

  describe('in store mode', () => {
    test('without a client a provider is told 200, and a client has the deliveries later, once and in order', async () => {
      await open({ mode: 'store' });
      for (const target of ['/1', '/2', '/3']) {
        const told = await send(relay.publicUrl, { target, body: `body of ${target}` });
        expect([told.status, told.body.toString()]).toEqual([200, '{"state":"stored"}\n']);
      }
      const client = await join();
      await expect.poll(() => client.deliveries.length).toBe(3);
      expect(
        client.deliveries.map(({ target, deadlineMs, body }) => [
          target,
          deadlineMs,
          Buffer.from(body).toString(),
        ]),
      ).toEqual(['/1', '/2', '/3'].map((target) => [target, 0, `body of ${target}`]));
      await client.close();
      const next = await join();
      expect((await send(relay.publicUrl, { target: '/4' })).status).toBe(200);
      expect(next.deliveries.map(({ target }) => target)).toEqual(['/4']);
    });

    test('with a client it is told what the application answers', async () => {
      await open({ mode: 'store' });
      await join({ answer: async () => answerWith(422, 'no') });
      const told = await send(relay.publicUrl);
      expect([told.status, told.body.toString()]).toEqual([422, 'no']);
    });

    test('what was not answered comes again', async () => {
      await open({ mode: 'store' });
      let asked = 0;
      const client = await join({ answer: async () => ((asked += 1) === 1 ? undefined : answerWith(200)) });
      expect((await send(relay.publicUrl)).body.toString()).toBe('{"state":"stored"}\n');
      await expect.poll(() => client.deliveries.length, { timeout: 5000 }).toBe(2);
      expect(client.deliveries[0]?.id).toBe(client.deliveries[1]?.id);
    });

    test('a deadline that is over is 200, and the late answer is the end of it', async () => {
      await open({ mode: 'store', limits: { deadlineMs: 200 } });
      let answer: () => void = () => {};
      const late = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const client = await join({ answer: async () => late.then(() => answerWith(500)) });
      expect((await send(relay.publicUrl)).body.toString()).toBe('{"state":"stored"}\n');
      answer();
      expect((await send(relay.publicUrl)).status).toBe(500);
      await client.close();
      const next = await join();
      await send(relay.publicUrl, { target: '/only' });
      expect(next.deliveries.map(({ target }) => target)).toEqual(['/only']);
    });
  });

  describe('a tunnel', () => {
    test('is for those with the token', async () => {
      await open({ mode: 'sync' });
      const stranger = connect({ url: relay.url, token: createToken() });
      expect(await stranger.closed).toBe('unauthorized');
      for (const headers of [{}, { authorization: 'Bearer ' }, { authorization: `Basic ${relay.token}` }]) {
        const socket = new WebSocket(`${relay.url}/tunnel`, 'hooklatch-relay.v1', { headers });
        const status = new Promise((resolve) => {
          socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
        });
        socket.on('error', () => {});
        expect(await status).toBe(401);
        socket.terminate();
      }
    });

    test('opens with the token among the sub-protocols, for those who cannot set a header', async () => {
      await open({ mode: 'sync' });
      const socket = new WebSocket(`${relay.url}/tunnel`, [
        'hooklatch-relay.v1',
        `hooklatch-relay.token.${relay.token}`,
      ]);
      const opened = new Promise((resolve, reject) =>
        socket.once('open', () => resolve(socket.protocol)).once('error', reject),
      );
      expect(await opened).toBe('hooklatch-relay.v1');
      const pong = new Promise((resolve) => {
        socket.once('message', (data: Buffer) => resolve(data.toString()));
      });
      socket.send('ping');
      expect(await pong).toBe('pong');
      socket.terminate();
    });

    test('in another version is refused', async () => {
      await open({ mode: 'sync' });
      const headers = { authorization: `Bearer ${relay.token}` };
      const socket = new WebSocket(`${relay.url}/tunnel`, 'hooklatch-relay.v9', { headers });
      const status = new Promise((resolve) => {
        socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
      });
      socket.on('error', () => {});
      expect(await status).toBe(400);
      socket.terminate();
    });

    test.each<[string, (socket: WebSocket) => void]>([
      ['no frame', (socket) => socket.send(Buffer.of(1))],
      ['a length that is too long', (socket) => socket.send(Buffer.of(255, 255, 255, 255, 0))],
      ['no JSON', (socket) => socket.send(Buffer.from('\0\0\0\u0002{x'))],
      [
        'an answer before a hello',
        (socket) => socket.send(frame({ type: 'answer', id: 'x', status: 200, headers: [] })),
      ],
      [
        'a hello without credit',
        (socket) => socket.send(frame({ type: 'hello', version: 1, client: 'a', held: [] })),
      ],
      ['an unknown text', (socket) => socket.send('hello')],
      ['a filter that is none', (socket) => socket.send(frame({ ...hello, filter: { type: { $x: 1 } } }))],
    ])('that says %s is closed', async (_name, say) => {
      await open({ mode: 'sync' });
      const headers = { authorization: `Bearer ${relay.token}` };
      const socket = new WebSocket(`${relay.url}/tunnel`, 'hooklatch-relay.v1', { headers });
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.once('open', () => say(socket));
      expect(await closed).toBe(4400);
    });

    test('is taken over by who comes later', async () => {
      await open({ mode: 'sync' });
      const first = await join();
      const second = await join({ answer: async () => answerWith(202) });
      expect(await first.closed).toBe('replaced');
      expect((await send(relay.publicUrl)).status).toBe(202);
      expect(second.deliveries.length).toBe(1);
    });
  });
}

const hello = { type: 'hello', version: 1, client: 'a', credit: { deliveries: 1, bytes: 1 }, held: [] };

function frame(head: object): Buffer {
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json]);
}
