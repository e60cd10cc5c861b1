import { createWebhook } from '@hooklatch/core';
import { memoryStore } from '@hooklatch/core/store';
import { providerNames } from '@hooklatch/providers';
import { fakeProvider, fixtureTypes, testClock, throwAway } from '@hooklatch/testing';
import { expect, test } from 'vitest';

/**
 * Their deliveries hold no signed id, and are signed anew each time or not at all: without an `idempotencyKey` of the
 * application two deliveries of an event are two events.
 */
const twice = (
  'auth0 basic binance-pay bitso brevo buildkite cloudevents-webhook cloudinary constant-contact convoy dropbox ' +
  'dropbox-sign elevenlabs figma ghost google-chat grafana inngest knock linear mailchimp make new-relic novu okta ' +
  'plaid postmark recurly saleor sanity storyblok supabase supabase-database token webflow zendesk zoom'
).split(' ');

test.each(providerNames)('a fake %s loses an answer, and sends its event again', async (name) => {
  const { provider, secret, url } = await throwAway(name);
  const clock = testClock();
  let runs = 0;
  const webhook = createWebhook(provider, {
    on: { '*': () => void (runs += 1) },
    store: memoryStore({ now: clock.now }),
    now: clock.now,
    onDelivery: false,
  });
  const fake = fakeProvider(provider, { secret, url, target: webhook, clock });
  const [type = 'example.event'] = await fixtureTypes(name);
  const event = await fake.send(type, { loseAnswers: 1 });
  await fake.settle();
  const mayRetry = fake.schedule.delaysInMs.length > 0;
  const last = mayRetry ? event.attempts[1] : await fake.redeliver(event);
  await fake.close();
  expect(event.attempts.map(({ outcome }) => outcome)).toEqual(['lost', 'accepted']);
  expect([last?.outcome, event.state]).toEqual(['accepted', 'delivered']);
  expect(runs).toBe(twice.includes(name) ? 2 : 1);
});
