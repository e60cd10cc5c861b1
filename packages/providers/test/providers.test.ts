import { inspect } from 'node:util';
import { createWebhook, deliveryHeaders, type WebhookEvent } from '@hooklatch/core';
import { writeDelivery, type Provider } from '@hooklatch/core/provider';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { github } from '../src/github.ts';
import { gitlab } from '../src/gitlab.ts';
import { providerNames, providers, type ProviderName } from '../src/index.ts';
import { slack } from '../src/slack.ts';
import { stripe } from '../src/stripe.ts';
import { supabase } from '../src/supabase.ts';

afterEach(() => vi.unstubAllEnvs());

const standardKey = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const presets: readonly string[] = ['basic', 'custom', 'token'];
/** Those whose page could not be read at all. */
const older: readonly string[] = [];
const secrets: Readonly<Partial<Record<ProviderName, string>>> = {
  clerk: standardKey,
  dodopayments: standardKey,
  'standard-webhooks': standardKey,
  supabase: `v1,${standardKey}`,
  svix: standardKey,
};
const secretOf = (name: ProviderName): string => secrets[name] ?? 'a long random text';

async function receive(
  provider: Provider,
  body: string,
  type = 'a.b',
  secret = 'a long random text',
): Promise<WebhookEvent> {
  const bytes = new TextEncoder().encode(body);
  const draft = { secret, body: bytes, id: 'id_1', type, time: Date.now(), url: 'https://a.example' };
  return createWebhook(provider).verify(await writeDelivery(provider, draft));
}

describe.each(providerNames)('%s', (name) => {
  const options = { publicUrl: 'https://example.com/webhooks', signature: { header: 'x-signature' } };
  const { facts, definition } = providers[name](options);

  test('names its source, and the day it was read', () => {
    const stated = presets.includes(name) ? ['https://'] : facts.sources;
    expect(stated).toEqual(expect.arrayContaining([expect.stringMatching(/^https:\/\//)]));
    expect(facts.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
  test('says what is in doubt where no official source confirms it', () => {
    expect(facts.confirmed || facts.doubt !== undefined || older.includes(name)).toBe(true);
  });
  test('says which variable is missing, or needs none', async () => {
    const [variable = ''] = [...definition.env, name.toUpperCase().split('-')[0]].flat();
    if (definition.key === 'fetched') return;
    await expect(createWebhook(providers[name](options)).ready()).rejects.toMatchObject({
      code: 'secret_missing',
      hint: expect.stringContaining(variable),
    });
  });
});

const variables: readonly [ProviderName, string][] = [
  ['clerk', 'CLERK_WEBHOOK_SIGNING_SECRET'],
  ['clerk', 'CLERK_WEBHOOK_SECRET'],
  ['stripe', 'STRIPE_WEBHOOK_SECRET'],
  ['github', 'GITHUB_WEBHOOK_SECRET'],
  ['slack', 'SLACK_SIGNING_SECRET'],
  ['shopify', 'SHOPIFY_API_SECRET'],
  ['gitlab', 'GITLAB_WEBHOOK_SECRET'],
  ['dodopayments', 'DODO_PAYMENTS_WEBHOOK_KEY'],
  ['polar', 'POLAR_WEBHOOK_SECRET'],
  ['standard-webhooks', 'STANDARD_WEBHOOKS_WEBHOOK_SECRET'],
];
test.each(variables)('%s reads %s', async (name, variable) => {
  vi.stubEnv(variable, secretOf(name));
  await expect(createWebhook(providers[name]()).ready()).resolves.toBeUndefined();
});

const kinds: readonly [ProviderName, string][] = [
  ['stripe', 'sk_live_51H8'],
  ['stripe', 'we_1H8'],
  ['clerk', 'sk_test_abc'],
  ['slack', 'xoxb-123'],
  ['gitlab', 'glpat-abc'],
  ['standard-webhooks', 'whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  ['standard-webhooks', 'too short'],
];
test.each(kinds)('%s refuses %s for its secret, without showing it', (name, secret) => {
  const make = () => createWebhook(providers[name]({ secret }));
  expect(make).toThrow(TypeError);
  expect(make).not.toThrow(secret);
});

describe('where events stand', () => {
  test('Stripe events of one request are told apart by their own ids', async () => {
    const provider = stripe({ secret: 'a long random text' }) as Provider;
    const body = (id: string) =>
      JSON.stringify({ id, type: 'invoice.paid', request: { idempotency_key: 'same' } });
    expect((await receive(provider, body('evt_1'))).id).toBe('evt_1');
    expect((await receive(provider, body('evt_2'))).id).toBe('evt_2');
  });
  test('GitHub signs neither id nor type, and sends forms as well', async () => {
    const provider = github({ secret: 'a long random text' }) as Provider;
    const event = await receive(provider, `payload=${encodeURIComponent('{"ref":"a&b=1"}')}`, 'push');
    expect(event).toMatchObject({ id: 'id_1', type: 'push', payload: { ref: 'a&b=1' } });
    expect(event.trust).toEqual({ id: 'unsigned', type: 'unsigned', payload: 'signed' });
  });
  test('a GitHub event header that comes twice is refused', async () => {
    const draft = {
      secret: 'a long random text',
      body: new Uint8Array(),
      id: 'a',
      type: 'push',
      time: 0,
      url: '',
    };
    const provider = github({ secret: draft.secret }) as Provider;
    const delivery = await writeDelivery(provider, draft);
    const headers = deliveryHeaders([...delivery.headers.entries(), ['x-github-event', 'ping']]);
    await expect(createWebhook(provider).verify({ ...delivery, headers })).rejects.toMatchObject({
      code: 'header_duplicate',
    });
  });
  test('a GitLab token shows in nothing that is printed', async () => {
    const event = await receive(
      gitlab({ secret: 'a long random text' }) as Provider,
      '{"object_kind":"push"}',
    );
    expect(event).toMatchObject({
      id: 'id_1',
      type: 'push',
      trust: { id: 'unsigned', type: 'unsigned', payload: 'unsigned' },
    });
    expect(inspect(event, { depth: 9, showHidden: true }) + JSON.stringify(event)).not.toContain(
      'a long random text',
    );
  });
  test('GitLab sends both kinds of proof: the one that the secret is for counts', async () => {
    const draft = {
      body: new TextEncoder().encode('{"object_kind":"push"}'),
      id: 'id_1',
      type: '',
      time: Date.now(),
      url: '',
    };
    const signed = await writeDelivery(gitlab() as Provider, { ...draft, secret: standardKey });
    const plain = await writeDelivery(gitlab() as Provider, { ...draft, secret: 'a long random text' });
    const headers = deliveryHeaders([...signed.headers.entries(), ['x-gitlab-token', 'a long random text']]);
    const verdict = async (secret: string | string[], delivery = { ...signed, headers }): Promise<string> => {
      const webhook = createWebhook(gitlab({ secret }));
      return webhook.verify(delivery).then(
        ({ trust }) => trust.payload,
        ({ code }: { code: string }) => code,
      );
    };
    expect(await verdict('a long random text')).toBe('unsigned');
    expect(await verdict(standardKey)).toBe('signed');
    expect(await verdict([standardKey, 'a long random text'])).toBe('signed');
    const handler = vi.fn<() => void>();
    const once = createWebhook(gitlab({ secret: 'a long random text' }), { on: { '*': handler } });
    for (const _ of [1, 2]) await once.handle({ ...signed, headers });
    expect(handler).toHaveBeenCalledTimes(1);
    const forged = { ...signed, headers, body: new TextEncoder().encode('{"forged":true}') };
    expect(await verdict([standardKey, 'a long random text'], forged)).toBe('signature_mismatch');
    expect(await verdict(standardKey, plain)).toBe('signature_missing');
  });
  test('a GitLab signing token signs', async () => {
    const event = await receive(
      gitlab({ secret: standardKey }) as Provider,
      '{"object_kind":"push"}',
      'push',
      standardKey,
    );
    expect(event.trust).toEqual({ id: 'signed', type: 'signed', payload: 'signed' });
  });
  const slackBodies: readonly [string, string, unknown][] = [
    ['{"type":"event_callback","event_id":"Ev1","event":{"type":"app_mention"}}', 'app_mention', 'Ev1'],
    ['command=%2Fdeploy&text=now', 'slash_command', undefined],
    [`payload=${encodeURIComponent('{"type":"block_actions"}')}`, 'block_actions', undefined],
  ];
  test.each(slackBodies)('Slack: %s is %s', async (body, type, id) => {
    expect(await receive(slack({ secret: 'a long random text' }) as Provider, body)).toMatchObject({
      type,
      id,
    });
  });
  const hooks: readonly [string, string][] = [
    ['{"metadata":{"name":"send-email"},"user":{}}', 'send-email'],
    ['{"sms":{},"user":{}}', 'send-sms'],
    ['{"claims":{},"user_id":"a"}', 'customize-access-token'],
    ['{"something":"else"}', ''],
  ];
  test.each(hooks)('Supabase: %s is %s', async (body, type) => {
    const secret = `v1,${standardKey}`;
    expect((await receive(supabase({ secret }) as Provider, body, '', secret)).type).toBe(type);
  });
  test('each of the secrets that Supabase writes in one text counts', async () => {
    const second = 'v1,whsec_c2Vjb25kIHNlY3JldCBvZiBhIHRlc3Q=';
    const provider = supabase({ secret: `v1,${standardKey}|v1a,whpk_abc|${second}` }) as Provider;
    expect((await receive(provider, '{"sms":{}}', '', second)).type).toBe('send-sms');
    expect((await receive(provider, '{"sms":{}}', '', `v1,${standardKey}`)).type).toBe('send-sms');
    expect(() => createWebhook(supabase({ secret: `v1,${standardKey}|v1,whsec_!` }))).toThrow(TypeError);
  });
  test('Supabase is answered in JSON', async () => {
    const secret = `v1,${standardKey}`;
    const provider = supabase({ secret });
    const draft = { secret, body: new Uint8Array(), id: 'a', type: '', time: Date.now(), url: '' };
    const webhook = createWebhook(provider, { on: { '*': () => {} } });
    const reply = await webhook.handle(await writeDelivery(provider as Provider, draft));
    expect(reply).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' });
  });
});
