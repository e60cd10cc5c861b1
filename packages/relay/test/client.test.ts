import { afterEach, describe, expect, test, vi } from 'vitest';
import { connectRelay } from '../src/client.ts';
import { createToken } from '../src/node.ts';
import { fakeRelay, type FakeRelay } from './lib/fake-relay.ts';
import { answerWith, connect, type TestClient } from './lib/test-client.ts';

const token = createToken();
const delivery = (id: string) =>
  ({
    type: 'delivery',
    id,
    sequence: 1,
    method: 'POST',
    target: '/',
    headers: [],
    receivedAt: 1,
    deadlineMs: 1000,
  }) as const;

let relay: FakeRelay;
let client: TestClient;
const open = async (options?: Parameters<typeof connect>[1], isMute?: boolean): Promise<void> => {
  relay = await fakeRelay(isMute);
  client = connect({ url: relay.url, token }, options);
  await client.connected;
};
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await client?.close();
  await relay?.close();
});
const heard = (type: string) => relay.heard.filter((head) => (head as { type?: string }).type === type);

describe('a delivery', () => {
  test('that is sent again is run once, and answered as often', async () => {
    let answer: () => void = () => {};
    const released = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await open({ answer: async () => released.then(() => answerWith(201, 'once')) });
    relay.say(delivery('one'));
    relay.say(delivery('one'));
    await expect.poll(() => client.deliveries.length).toBe(1);
    answer();
    await expect.poll(() => heard('answer').length).toBe(1);
    relay.say(delivery('one'));
    await expect.poll(() => heard('answer').length).toBe(2);
    expect(client.deliveries.length).toBe(1);
    relay.say({ type: 'settled', id: 'one' });
    relay.say(delivery('one'));
    await expect.poll(() => client.deliveries.length).toBe(2);
  });

  test('that is running or answered is named after a drop, and its answer goes again', async () => {
    await open({ answer: async ({ id }) => (id === 'slow' ? new Promise(() => {}) : answerWith(200)) });
    relay.say(delivery('slow'));
    relay.say(delivery('quick'));
    await expect.poll(() => heard('answer').length).toBe(1);
    relay.sockets[0]?.terminate();
    await expect.poll(() => heard('answer').length).toBe(2);
    expect(heard('hello').at(-1)).toMatchObject({ held: ['slow', 'quick'] });
    expect(client.deliveries.length).toBe(2);
  });

  test.each<[string, Parameters<typeof connect>[1]]>([
    ['rejects', { answer: () => Promise.reject(new Error('down')) }],
    ['has no answer', { answer: async () => undefined }],
    ['takes too long', { answer: () => new Promise(() => {}), timeoutMs: 20 }],
    ['has a status that is none', { answer: async () => answerWith(99) }],
  ])('whose application %s is given back', async (_name, options) => {
    await open(options);
    relay.say(delivery('one'));
    await expect.poll(() => heard('release')).toEqual([{ type: 'release', id: 'one' }]);
    expect(heard('answer')).toEqual([]);
  });
});

describe('a connection', () => {
  test('is pinged every 20 s, and a relay that says nothing for 45 s is dead', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    await open({}, true);
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(() => expect(relay.heard.filter((text) => text === 'ping').length).toBe(1));
    vi.advanceTimersByTime(20_000);
    await vi.waitFor(() => expect(relay.heard.filter((text) => text === 'ping').length).toBe(2));
    expect(relay.sockets.length).toBe(1);
    vi.advanceTimersByTime(11_000);
    await vi.waitFor(() => expect(relay.sockets.length).toBe(2));
  });

  test('that hears pongs lives', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    await open();
    for (let pings = 1; pings <= 5; pings += 1) {
      vi.advanceTimersByTime(20_000);
      await vi.waitFor(() => expect(relay.heard.filter((text) => text === 'ping').length).toBe(pings));
      await vi.waitFor(() => expect(relay.sockets[0]?.bufferedAmount).toBe(0));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(relay.sockets.length).toBe(1);
  });

  test('is tried again after a time by chance, up to 0.25 s, then twice as much, up to 10 s', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.02);
    await open();
    relay.refuse(503);
    relay.sockets[0]?.terminate();
    const waits = () =>
      client.states.flatMap((state) => (state.state === 'waiting' ? [state.retryInMs] : []));
    await expect.poll(() => waits().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(9);
    expect(waits().slice(0, 9)).toEqual([5, 10, 20, 40, 80, 160, 200, 200, 200]);
    expect(client.states).toContainEqual({ state: 'waiting', retryInMs: 10, reason: 'HTTP 503' });
    relay.refuse(0);
    await expect.poll(() => client.states.at(-1)?.state).toBe('connected');
  });

  test.each([
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [400, 'unsupported'],
    [426, 'unsupported'],
  ])('that is refused with %i is over: %s', async (status, reason) => {
    relay = await fakeRelay();
    relay.refuse(status);
    client = connect({ url: relay.url, token });
    expect(await client.closed).toBe(reason);
    expect(client.states.at(-1)).toEqual({ state: 'closed', reason });
  });

  test('is ended by a signal', async () => {
    const controller = new AbortController();
    await open({ signal: controller.signal });
    const gone = new Promise((resolve) => relay.sockets[0]?.once('close', resolve));
    controller.abort();
    expect(await client.closed).toBe('ended');
    expect(await gone).toBe(1000);
  });

  test('over which a relay says what is no message is made anew; what is of a later version is passed over', async () => {
    await open();
    relay.say({ type: 'news', from: 'a later version' });
    relay.say(delivery('one'));
    await expect.poll(() => client.deliveries.length).toBe(1);
    relay.say({ ...delivery('two'), target: 'no path' });
    await expect.poll(() => relay.sockets.length).toBe(2);
    expect(client.deliveries.length).toBe(1);
  });
});

const onDelivery = async () => answerWith(200);
test.each<[string, object, RegExp]>([
  ['no url', { url: 'relay' }, /such as wss:/],
  ['another scheme', { url: 'ftp://relay.example.com' }, /begins with wss:/],
  ['a token in the clear', { url: 'ws://relay.example.com' }, /in the clear/],
  ['a host that only begins like loopback', { url: 'ws://127.0.0.1.example.com' }, /in the clear/],
  ['a short token', { token: 'short' }, /32 to 128/],
  ['a token that would be two headers', { token: `${'x'.repeat(40)}\r\nx-a: b` }, /32 to 128/],
  ['no deliveries', { maxInFlight: 0 }, /maxInFlight must be/],
  ['a wrong filter', { filter: 'type' }, /needs an operator/],
])('%s is a TypeError', (_name, options, message) => {
  expect(() => connectRelay({ url: 'wss://relay.example.com', token, onDelivery, ...options })).toThrow(
    message,
  );
});
