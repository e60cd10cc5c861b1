import { createWebhook, type WebhookOptions } from '@hooklatch/core';
import { memoryStore } from '@hooklatch/core/store';
import { clerk } from '@hooklatch/providers/clerk';
import { svix } from '@hooklatch/providers/svix';
import { fakeProvider, testClock, type FakeProviderOptions } from '@hooklatch/testing';
import { afterEach, describe, expect, test } from 'vitest';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const start = Date.UTC(2026, 2, 14);
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

/** A fake Svix before a webhook whose handler does what it is told, and notes the events. */
function setUp(
  handler: (run: number) => unknown = () => {},
  options: Partial<FakeProviderOptions> = {},
  more: Partial<WebhookOptions> = {},
) {
  const clock = testClock({ now: start });
  const seen: { id: string | undefined; type: string; at: number }[] = [];
  const webhook = createWebhook(svix({ secret }), {
    on: {
      '*': async (event) => {
        seen.push({ id: event.id, type: event.type, at: clock.now() - start });
        await handler(seen.length);
      },
    },
    store: memoryStore({ now: clock.now }),
    now: clock.now,
    onDelivery: false,
    ...more,
  });
  const fake = fakeProvider(svix(), { secret, target: webhook, clock, ...options });
  ends.push(fake.close);
  const sent = () => fake.history.map(({ outcome, status }) => `${outcome} ${status ?? ''}`.trim());
  const minutes = () => fake.history.map(({ time }) => (time - start) / 60_000);
  return { clock, fake, seen, sent, minutes };
}

const failFor = (runs: number) => (run: number) => {
  if (run <= runs) throw new Error('the database is away');
};

describe('a fake provider', () => {
  test('sends an event once where it is accepted', async () => {
    const { fake, seen, sent } = setUp();
    const event = await fake.send('user.created', { id: 'msg_1' });
    await fake.settle();
    expect(event).toMatchObject({ id: 'msg_1', type: 'user.created', state: 'delivered' });
    expect(sent()).toEqual(['accepted 200']);
    expect(seen).toEqual([{ id: 'msg_1', type: 'user.created', at: 0 }]);
  });

  test('sends again as its provider does, with the same id and body, signed anew', async () => {
    const began = performance.now();
    const { fake, seen, sent, minutes } = setUp(failFor(7));
    const event = await fake.send('user.created');
    expect(event.state).toBe('pending');
    await fake.settle();
    expect(minutes()).toEqual([
      0,
      5 / 60,
      5 / 60 + 5,
      35 + 5 / 60,
      155 + 5 / 60,
      455 + 5 / 60,
      1055 + 5 / 60,
      1655 + 5 / 60,
    ]);
    expect(sent()).toEqual([...Array.from({ length: 7 }, () => 'refused 500'), 'accepted 200']);
    expect(event.state).toBe('delivered');
    const { history } = fake;
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set([event.id]));
    expect(new Set(history.map(({ delivery }) => delivery.body.join())).size).toBe(1);
    expect(new Set(history.map(({ delivery }) => delivery.headers.get('svix-signature'))).size).toBe(8);
    expect(
      history.map(({ time, delivery }) => time - 1000 * Number(delivery.headers.get('svix-timestamp'))),
    ).toEqual(Array.from({ length: 8 }, () => 0));
    expect(history.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  test('gives up as its provider does', async () => {
    const { fake, seen } = setUp(failFor(Infinity));
    const event = await fake.send('user.created');
    await fake.settle();
    expect(event.state).toBe('failed');
    expect([seen.length, event.attempts.length]).toEqual([8, 8]);
  });

  test('sends as the clock moves', async () => {
    const { clock, fake } = setUp(failFor(2));
    const event = await fake.send('user.created');
    await clock.advance(4999);
    expect(event.attempts).toHaveLength(1);
    await clock.advance(1);
    expect(event.attempts).toHaveLength(2);
    await clock.advance(3 * 86_400_000);
    expect(event).toMatchObject({ state: 'delivered' });
    expect(event.attempts).toHaveLength(3);
  });

  test('loses answers: the event is handled once all the same', async () => {
    const { fake, seen, sent } = setUp();
    const event = await fake.send('user.created', { loseAnswers: 3 });
    await fake.settle();
    expect(sent()).toEqual(['lost', 'lost', 'lost', 'accepted 200']);
    expect(event.state).toBe('delivered');
    expect(seen).toHaveLength(1);
  });

  test('shows an application without idempotency by its second run', async () => {
    const { fake, seen } = setUp(() => {}, {}, { store: false });
    await fake.send('user.created', { loseAnswers: 1 });
    await fake.settle();
    expect(seen).toHaveLength(2);
  });

  test('sends copies at once: one runs, the others come again until they are accepted', async () => {
    const { fake, seen, sent } = setUp(() => new Promise((resolve) => setTimeout(resolve, 10)));
    const event = await fake.send('user.created', { copies: 20 });
    expect(sent().filter((one) => one === 'refused 409')).toHaveLength(19);
    expect(event.state).toBe('pending');
    await fake.settle();
    expect(event.state).toBe('delivered');
    expect(sent().filter((one) => one === 'accepted 200')).toHaveLength(20);
    expect(seen).toHaveLength(1);
  });

  test('sends an event again by hand, signed anew', async () => {
    const { clock, fake, seen } = setUp();
    const event = await fake.send('user.created');
    await clock.advance(86_400_000);
    const made = await fake.redeliver(event);
    expect(made).toMatchObject({ id: event.id, outcome: 'accepted', number: 2, time: start + 86_400_000 });
    expect(seen).toHaveLength(1);
    expect(event.attempts).toHaveLength(2);
  });

  test('lets what is sent later overtake what is delayed', async () => {
    const { fake, seen } = setUp();
    await fake.send('user.created', { delayMs: 60_000 });
    await fake.send('user.updated');
    await fake.settle();
    expect(seen.map(({ type, at }) => [type, at])).toEqual([
      ['user.updated', 0],
      ['user.created', 60_000],
    ]);
  });

  test('waits for an answer as long as its provider does, in the time of the clock', async () => {
    const { clock, fake, seen, sent } = setUp((run) => (run === 1 ? clock.wait(20_000) : undefined));
    const sending = fake.send('user.created');
    await clock.advance(14_999);
    expect(sent()).toEqual([]);
    await clock.advance(1);
    expect((await sending).state).toBe('pending');
    expect(sent()).toEqual(['timeout']);
    await fake.settle();
    // Five seconds after the deadline the handler still works on it.
    expect(sent().at(-1)).toBe('accepted 200');
    expect(seen).toHaveLength(1);
  });

  test('stops after so many events in a row that it gave up, until it is enabled', async () => {
    const { fake, seen } = setUp(failFor(16), { disablesAfter: 2 });
    for (const _ of [1, 2]) {
      await fake.send('user.created');
      await fake.settle();
    }
    expect([fake.isDisabled, seen.length]).toEqual([true, 16]);
    expect((await fake.send('user.created')).state).toBe('failed');
    expect(seen).toHaveLength(16);
    fake.enable();
    expect([fake.isDisabled, (await fake.send('user.created')).state]).toEqual([false, 'delivered']);
  });

  test('counts anew after an event that was accepted', async () => {
    const { fake, seen } = setUp((run) => (run === 9 ? undefined : failFor(Infinity)(run)), {
      disablesAfter: 2,
    });
    for (const _ of [1, 2, 3]) {
      await fake.send('user.created');
      await fake.settle();
    }
    expect([fake.isDisabled, seen.length]).toEqual([false, 17]);
  });

  test('sends nothing after it was closed, and ends what waits', async () => {
    const { clock, fake, seen } = setUp(failFor(1));
    await fake.send('user.created');
    await fake.close();
    await clock.advance(3 * 86_400_000);
    expect(seen).toHaveLength(1);
    await expect(fake.send('user.created')).rejects.toThrow(TypeError);
  });
});

test('what cannot be meant is a TypeError', async () => {
  const target = createWebhook(clerk({ secret }), { onDelivery: false });
  const make = (options: Partial<FakeProviderOptions>) => () =>
    fakeProvider(clerk(), { secret, target, ...options });
  expect(make({ speed: 2, clock: testClock() })).toThrow(TypeError);
  expect(make({ speed: 0 })).toThrow(TypeError);
  const { fake } = setUp();
  await expect(fake.send('a', { copies: 0 })).rejects.toThrow(TypeError);
  await expect(fake.send('a', { loseAnswers: -1 })).rejects.toThrow(TypeError);
  await expect(fake.redeliver({ id: '', type: '', attempts: [], state: 'pending' })).rejects.toThrow(
    TypeError,
  );
});
