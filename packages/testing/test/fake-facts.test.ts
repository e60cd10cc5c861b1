import { createWebhook } from '@hooklatch/core';
import { linear } from '@hooklatch/providers/linear';
import { stripe } from '@hooklatch/providers/stripe';
import { supabase } from '@hooklatch/providers/supabase';
import { fakeProvider, testClock } from '@hooklatch/testing';
import { afterEach, describe, expect, test } from 'vitest';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

describe('what a provider takes for received', () => {
  const answer = (status: number) => () => ({ status, headers: {}, body: '' });
  const linearSecret = 'a long random text';
  test.each([
    [200, 'accepted'],
    [201, 'refused'],
    [204, 'refused'],
  ])('Linear, answered %i: %s', async (status, outcome) => {
    const clock = testClock();
    const webhook = createWebhook(linear({ secret: linearSecret }), {
      on: { Issue: answer(status) },
      now: clock.now,
      onDelivery: false,
    });
    const fake = fakeProvider(linear(), { secret: linearSecret, target: webhook, clock });
    ends.push(fake.close);
    const { attempts } = await fake.send('Issue');
    expect(attempts[0]).toMatchObject({ outcome, status });
  });

  test('a redirect is none', async () => {
    const fake = fakeProvider(stripe(), {
      secret: 'whsec_4f1c0d2e9b7a8635',
      target: () => Response.redirect('https://example.com/', 307),
      clock: testClock(),
    });
    ends.push(fake.close);
    expect((await fake.send('invoice.paid')).attempts[0]).toMatchObject({ outcome: 'refused', status: 307 });
  });
});

test('a provider that keeps no id gives a new one each time', async () => {
  const clock = testClock();
  const webhook = createWebhook(supabase({ secret: `v1,${secret}` }), {
    on: { '*': () => ({ status: 500, headers: {}, body: '' }) },
    now: clock.now,
    onDelivery: false,
  });
  const fake = fakeProvider(supabase(), { secret: `v1,${secret}`, target: webhook, clock });
  ends.push(fake.close);
  await fake.send('send-email');
  await fake.settle();
  const ids = fake.history.map(({ delivery }) => delivery.headers.get('webhook-id'));
  expect(fake.history).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
  expect(fake.history.map(({ id }) => id)).toEqual(ids);
});
