import { createWebhook } from '@hooklatch/core';
import { toIncoming, writeReply } from '@hooklatch/core/node';
import { clerk } from '@hooklatch/providers/clerk';
import { fakeProvider, testClock, type FakeProvider, type FakeProviderOptions } from '@hooklatch/testing';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

/** A real server, and a fake Clerk before it. */
async function setUp(
  options: Partial<FakeProviderOptions>,
  interfere: (response: ServerResponse, request: number) => boolean = () => false,
) {
  const sockets = new Set<Socket>();
  const seen: (string | undefined)[] = [];
  let requests = 0;
  const now = options.clock ? { now: options.clock.now } : {};
  const on = { 'user.created': (event: { id?: string | undefined }) => void seen.push(event.id) };
  const webhook = createWebhook(clerk({ secret }), { ...now, on, onDelivery: false });
  const server = createServer((request, response) => {
    requests += 1;
    if (interfere(response, requests)) return;
    void webhook.receive(toIncoming(request, { response })).then((received) => {
      if ('reply' in received) writeReply(response, received.reply);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/clerk`;
  const fake: FakeProvider = fakeProvider(clerk(), { secret, target, ...options });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  ends.push(fake.close, async () => (server.listening ? stop() : undefined));
  return { fake, seen, sockets, stop, outcomes: () => fake.history.map(({ outcome }) => outcome) };
}

const hang = (first: number) => (_: ServerResponse, request: number) => request <= first;

describe('over real sockets', () => {
  test('a day of retries passes in milliseconds, by the clock', async () => {
    const clock = testClock();
    const refuse = (response: ServerResponse, request: number) => {
      if (request <= 3) response.writeHead(503).end();
      return request <= 3;
    };
    const { fake, seen, outcomes } = await setUp({ clock }, refuse);
    const event = await fake.send('user.created');
    await fake.settle();
    expect(outcomes()).toEqual(['refused', 'refused', 'refused', 'accepted']);
    expect(seen).toEqual([event.id]);
    expect(clock.now() - (event.attempts[0]?.time ?? 0)).toBe(36 * 60_000);
  });

  test('twenty copies at once are one event', async () => {
    const { fake, seen } = await setUp({ clock: testClock() });
    const event = await fake.send('user.created', { copies: 20 });
    await fake.settle();
    expect(event.state).toBe('delivered');
    expect(seen).toEqual([event.id]);
  });

  test('a server that never answers is given its deadline, and its connection ended', async () => {
    const { fake, outcomes, sockets } = await setUp({ clock: testClock(), patienceMs: 50 }, hang(1));
    await fake.send('user.created');
    await fake.settle();
    expect(outcomes()).toEqual(['timeout', 'accepted']);
    await expect.poll(() => sockets.size).toBe(0);
  });

  test('a server that is down is sent to again', async () => {
    const clock = testClock();
    const { fake, outcomes, stop } = await setUp({ clock });
    await stop();
    await fake.send('user.created');
    await fake.settle();
    expect(new Set(outcomes())).toEqual(new Set(['unreachable']));
    expect(outcomes()).toHaveLength(6);
  });

  test('closing ends what hangs', async () => {
    const { fake, sockets } = await setUp({}, hang(1));
    const sending = fake.send('user.created');
    await expect.poll(() => sockets.size).toBe(1);
    await fake.close();
    await sending;
    await expect.poll(() => sockets.size).toBe(0);
  });
});

describe('in real time', () => {
  test('a minute passes in a few milliseconds, with its speed', async () => {
    const began = performance.now();
    const { fake, seen, outcomes } = await setUp({ speed: 20_000 });
    const event = await fake.send('user.created', { loseAnswers: 2 });
    await fake.settle();
    expect(outcomes()).toEqual(['lost', 'lost', 'accepted']);
    expect(seen).toEqual([event.id]);
    // Six minutes are 18 milliseconds.
    expect(performance.now() - began).toBeGreaterThan(15);
  });

  test('its deadline is not shortened, and an own one holds', async () => {
    const began = performance.now();
    const { fake, outcomes } = await setUp({ speed: 20_000, deadlineMs: 80 }, hang(1));
    await fake.send('user.created');
    expect(performance.now() - began).toBeGreaterThan(75);
    await fake.settle();
    expect(outcomes()).toEqual(['timeout', 'accepted']);
  });

  test('after it was closed nothing comes any more', async () => {
    const { fake, outcomes } = await setUp({ speed: 2000 });
    await fake.send('user.created', { loseAnswers: 1 });
    await fake.close();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(outcomes()).toEqual(['lost']);
  });
});
