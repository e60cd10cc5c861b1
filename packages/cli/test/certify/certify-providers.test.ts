import { createWebhook, type Reply, type Webhook } from '@hooklatch/core';
import { toIncoming, writeReply } from '@hooklatch/core/node';
import type { Provider } from '@hooklatch/core/provider';
import { providerNames } from '@hooklatch/providers';
import { throwAway } from '@hooklatch/testing';
import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { certify } from '../../src/lib/certify/certify.ts';
import { questions } from '../../src/lib/certify/questions.ts';
import { complaintsOf } from './complaints-of.ts';
import { serve } from './receiver.ts';

const signal = new AbortController().signal;

function mount(provider: Provider, change: (reply: Reply) => Reply = (reply) => reply): RequestListener {
  const webhook: Webhook = createWebhook(provider, { on: { '*': () => {} }, onDelivery: false } as object);
  return (request, response) => {
    void webhook.receive(toIncoming(request, { response })).then((received) => {
      if ('reply' in received) writeReply(response, change(received.reply));
    });
  };
}

const certifyOwn = async (
  name: string,
  selection: { readonly only?: readonly string[]; readonly skip?: readonly string[] },
  change?: (reply: Reply) => Reply,
  factoryOptions: Readonly<Record<string, unknown>> = {},
) => {
  const { provider, secret } = await throwAway(name, factoryOptions);
  await using server = await serve(mount(provider, change));
  return await certify({ url: server.url, provider, secrets: [secret], factoryOptions, signal }, selection);
};

/** What some handshakes are answered with. */
const options: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'cloudevents-webhook': { allowedOrigins: ['eventemitter.example.com'] },
  ebay: { verificationToken: 'a token of at least thirty-two letters' },
  meta: { verifyToken: 'a text' },
  websub: { topics: ['https://example.com/feed'] },
};

describe('our own receiver is certified for', () => {
  test.concurrent.each(providerNames)(
    '%s',
    async (name) => {
      // Bytes and duplicates are the pipeline's, which is one for all: a few providers stand for them.
      const isWhole = ['standard-webhooks', 'stripe', 'github', 'slack', 'twilio', 'discord'].includes(name);
      const skip = ['limits', 'response-time', ...(isWhole ? [] : ['bytes', 'duplicates'])];
      const { isCertified, results } = await certifyOwn(name, { skip }, undefined, options[name]);
      expect(complaintsOf(results)).toEqual([]);
      expect(isCertified).toBe(true);
      // Whatever else a provider does not protect from, a stranger's secret never fits.
      const forged = results.find((result) => result.name === 'wrong-secret');
      expect(forged?.outcome).toBe('passed');
      // A question that is known is asked.
      const handshake = results.find((result) => result.name === 'handshake');
      expect(handshake?.outcome).toBe(name in questions ? 'passed' : 'skipped');
    },
    60_000,
  );
});

describe('our own receiver bounds what it reads for', () => {
  // One after the other: what is sent is large, and has to be answered in time.
  test.each(['github', 'twilio', 'plaid', 'aws-sns', 'web-bot-auth', 'mailgun', 'azure-event-grid'])(
    '%s',
    async (name) => {
      const { results } = await certifyOwn(name, { only: ['limits'], skip: ['slow-body'] });
      expect(complaintsOf(results)).toEqual([]);
      const expected = name === 'web-bot-auth' ? 'skipped' : 'passed';
      expect(results.find((result) => result.name === 'oversized-chunked')?.outcome).toBe(expected);
    },
  );
});

const signedQuestions = Object.entries(questions).flatMap(([name, { isSigned }]) => (isSigned ? [name] : []));

describe('a question', () => {
  test.each(Object.keys(questions))('of %s that is not answered is told', async (name) => {
    const silent = (reply: Reply): Reply => ({ ...reply, status: 404, body: '', headers: {} });
    let count = 0;
    const change = (reply: Reply): Reply => ((count += 1) === 1 ? reply : silent(reply));
    const { results } = await certifyOwn(name, { only: ['handshake'] }, change, options[name]);
    expect(results.at(-1)).toMatchObject({ name: 'handshake', outcome: 'failed' });
  });

  test.each(['slack', 'twitch', 'zoom', 'x', 'dropbox'])(
    'of %s that is answered 200 with nothing in it is told',
    async (name) => {
      const empty = (reply: Reply): Reply => ({ ...reply, body: '' });
      const { results } = await certifyOwn(name, { only: ['handshake'] }, empty);
      expect(results.at(-1)).toMatchObject({ name: 'handshake', outcome: 'failed' });
      expect(results.at(-1)?.text).toMatch(/and says nothing/);
    },
  );

  test.each(signedQuestions)('of %s that is forged and answered is told', async (name) => {
    const kind = (reply: Reply): Reply => ({ ...reply, status: 200 });
    const { results } = await certifyOwn(name, { only: ['forged-handshake'] }, kind);
    expect(results.at(-1)).toMatchObject({ name: 'forged-handshake', outcome: 'failed' });
  });
});

test.each([
  ['shopify', 401],
  ['discord', 401],
])('%s wants refusals to have their own status', async (name, wanted) => {
  const plain = (reply: Reply): Reply => (reply.status === wanted ? { ...reply, status: 400 } : reply);
  const { results } = await certifyOwn(name, { only: ['refusal-status'] }, plain);
  expect(results.at(-1)).toMatchObject({ outcome: 'failed', change: `Answer ${wanted}.` });
});

test('a status that the provider does not take for received fails', async () => {
  const accepted = (reply: Reply): Reply => (reply.status === 200 ? { ...reply, status: 202 } : reply);
  const { results } = await certifyOwn('paddle', { only: ['genuine'] }, accepted);
  expect(results.at(-1)?.change).toMatch(/paddle takes only 200 for received/);
});

test('refusals as if the endpoint were gone are warned of, and stand in no way', async () => {
  const gone = (reply: Reply): Reply => (reply.status === 400 ? { ...reply, status: 410 } : reply);
  const { isCertified, results } = await certifyOwn('stripe', { only: ['refusal-status'] }, gone);
  expect([isCertified, results.at(-1)?.outcome]).toEqual([true, 'warned']);
});
