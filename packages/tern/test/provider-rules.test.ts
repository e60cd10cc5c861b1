import { send } from '@hooklatch/testing';
import express from 'express';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWebhookMiddleware } from '../src/express.ts';
import { createWebhookHandler } from '../src/nextjs.ts';
import { WebhookVerificationService, type WebhookConfig } from '../src/index.ts';
import { body, mac, post, seconds } from './requests.ts';
import { serveExpress, serveFetch } from './servers.ts';

const { verify, verifyAny } = WebhookVerificationService;
const secret = 'a secret of a test';
const keyBytes = Buffer.from('the bytes of a base64 key');
const whsec = `whsec_${keyBytes.toString('base64')}`;
const ts = String(seconds());
const ms = String(Date.now());
const standard = (text: string): Record<string, string> => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': ts,
  'webhook-signature': `v1,${mac(keyBytes, `msg_1.${ts}.${text}`, 'base64')}`,
});

type Row = readonly [
  name: string,
  config: Partial<WebhookConfig>,
  headers: Record<string, string>,
  text?: string,
];

const complete = (rows: readonly Row[]) =>
  rows.map(([name, config, headers, text = body]) => [name, config, headers, text] as const);

/** What providers send, signed by hand. */
const genuine: readonly Row[] = [
  [
    'Vercel signs with SHA-1',
    { platform: 'vercel' },
    { 'x-vercel-signature': mac(secret, body, 'hex', 'sha1') },
  ],
  [
    'Stripe sends a signature for each secret while one is rolled',
    { platform: 'stripe' },
    {
      'stripe-signature': `t=${ts},v1=${mac(secret, `${ts}.${body}`)},v1=${mac('the new one', `${ts}.${body}`)}`,
    },
  ],
  [
    'a body may hold any text',
    { platform: 'dodo', secret: whsec },
    standard('{"a":"US$$ 5 $& $1"}'),
    '{"a":"US$$ 5 $& $1"}',
  ],
  ['GitLab has signing tokens too', { platform: 'gitlab', secret: whsec }, standard(body)],
  ['Grafana signs the body', { platform: 'grafana' }, { 'x-grafana-alerting-signature': mac(secret, body) }],
  [
    'Grafana signs a timestamp with a colon, where one is set',
    { platform: 'grafana-alerting' },
    { 'x-grafana-alerting-signature': mac(secret, `${ts}:${body}`), 'x-grafana-alerting-timestamp': ts },
  ],
  [
    'Sanity signs milliseconds, in base64url without padding',
    { platform: 'sanity' },
    { 'sanity-webhook-signature': `t=${ms},v1=${mac(secret, `${ms}.${body}`, 'base64url')}` },
  ],
  [
    'WorkOS signs milliseconds',
    { platform: 'workos' },
    { 'workos-signature': `t=${ms}, v1=${mac(secret, `${ms}.${body}`)}` },
  ],
  [
    'Paddle separates with semicolons',
    { platform: 'paddle' },
    { 'paddle-signature': `ts=${ts};h1=${mac(secret, `${ts}:${body}`)}` },
  ],
  [
    'PagerDuty sends several signatures',
    { platform: 'pagerduty' },
    { 'x-pagerduty-signature': `v1=${mac('another', body)},v1=${mac(secret, body)}` },
  ],
  ['Sentry signs the body as it is', { platform: 'sentry' }, { 'sentry-hook-signature': mac(secret, body) }],
  ['Doppler has a prefix', { platform: 'doppler' }, { 'x-doppler-signature': `sha256=${mac(secret, body)}` }],
  [
    'custom is an HMAC in x-webhook-signature',
    { platform: 'custom' },
    { 'x-webhook-signature': mac(secret, body) },
  ],
];

test.each(complete(genuine))('%s', async (_name, config, headers, text) => {
  const result = await verify(post(headers, text), { platform: '', secret, ...config });
  expect(result).toMatchObject({ isValid: true, platform: config.platform });
});

const captured = '{"data":{"issue":{"id":"1"}}}';
const old = String(Number(ms) - 3_600_000);

/** What they do not send. */
const forged: readonly Row[] = [
  [
    'a genuine body of Sentry within another one',
    { platform: 'sentry' },
    { 'sentry-hook-signature': mac(secret, captured), 'sentry-hook-timestamp': ts },
    JSON.stringify({ action: 'mine', data: { issue_alert: captured } }),
  ],
  [
    'a body of Sentry with other spaces',
    { platform: 'sentry' },
    { 'sentry-hook-signature': mac(secret, captured) },
    `${captured} `,
  ],
  ['$$ in the place of $', { platform: 'dodo', secret: whsec }, standard('{"a":"$ 5"}'), '{"a":"$$ 5"}'],
  [
    'an hour-old delivery of Sanity',
    { platform: 'sanity' },
    { 'sanity-webhook-signature': `t=${old},v1=${mac(secret, `${old}.${body}`, 'base64url')}` },
  ],
  [
    'a delivery of Grafana without the timestamp that is configured',
    { platform: 'grafana-alerting' },
    { 'x-grafana-alerting-signature': mac(secret, body) },
  ],
  [
    'a plain token where there is a signing token',
    { platform: 'gitlab', secret: whsec },
    { 'x-gitlab-token': whsec },
  ],
  [
    'a signature made with an empty key',
    { platform: 'github', secret: '' },
    { 'x-hub-signature-256': `sha256=${mac('', body)}` },
  ],
];

test.each(complete(forged))('never valid: %s', async (_name, config, headers, text) => {
  const request = (): Request => post(headers, text);
  expect(await verify(request(), { platform: '', secret, ...config })).toMatchObject({ isValid: false });
  const secrets = { [config.platform ?? '']: config.secret ?? secret };
  expect(await verifyAny(request(), secrets)).toMatchObject({ isValid: false });
});

test('the id of an event is its own, not its object’s', async () => {
  const text = '{"id":"evt_2","type":"a.b","request":{"idempotency_key":"key-1"},"data":{"id":"obj_1"}}';
  const signature = `t=${ts},v1=${mac(secret, `${ts}.${text}`)}`;
  const result = await verify(post({ 'stripe-signature': signature }, text), { platform: 'stripe', secret });
  expect(result.eventId).toBe('stripe_evt_2');
  const sent = await verify(post(standard(text), text), { platform: 'dodopayments', secret: whsec });
  expect([sent.eventId, sent.metadata?.id]).toEqual(['dodopayments_msg_1', 'msg_1']);
});

describe('Twilio signs the URL', () => {
  const form = 'Body=Hi&From=%2B1';
  /** As Twilio’s documentation has it: the URL, and each parameter after the other. */
  const byHand = (url: string): Record<string, string> => ({
    'x-twilio-signature': mac(secret, `${url}BodyHiFrom+1`, 'base64', 'sha1'),
    'content-type': 'application/x-www-form-urlencoded',
  });
  const config = { platform: 'twilio', secret } as const;

  test('the request’s own, or twilioBaseUrl', async () => {
    const own = await verify(post(byHand('https://example.com/webhooks?a=1'), form), config);
    expect(own).toMatchObject({ isValid: true, payload: { Body: 'Hi', From: '+1' } });
    const given = { ...config, twilioBaseUrl: 'https://public.example' };
    expect(await verify(post(byHand('https://public.example/webhooks?a=1'), form), given)).toMatchObject({
      isValid: true,
    });
    expect(await verify(post(byHand('https://example.com/webhooks?a=1'), form), given)).toMatchObject({
      isValid: false,
    });
    expect(
      await verify(post(byHand('https://example.com/webhooks?a=1'), form), {
        ...config,
        twilioBaseUrl: 'example',
      }),
    ).toMatchObject({
      isValid: false,
      errorCode: 'VERIFICATION_ERROR',
    });
  });

  test('forwarded headers are not believed', async () => {
    const headers = {
      ...byHand('https://public.example/webhooks?a=1'),
      'x-forwarded-host': 'public.example',
    };
    expect(await verify(post(headers, form), config)).toMatchObject({ isValid: false });
  });

  test('behind Express and as a fetch handler, over a socket', async () => {
    const app = express();
    app.use(
      '/hooks',
      express
        .Router()
        .post('/sms', createWebhookMiddleware({ ...config, onDelivery: false }), (_request, response) => {
          response.json({});
        }),
    );
    const handler = createWebhookHandler({ ...config, onDelivery: false, handler: () => ({}) });
    const statuses: number[] = [];
    for (const running of [await serveExpress(app), await serveFetch(handler)]) {
      const url = `${running.url}/hooks/sms?a=1`;
      const answer = await send(url, { headers: Object.entries(byHand(url)), body: Buffer.from(form) });
      statuses.push(answer.status);
      await running.close();
    }
    expect(statuses).toEqual([200, 200]);
  });

  test('a JSON body is bound by its hash in the URL', async () => {
    const url = `https://example.com/webhooks?bodySHA256=${createHash('sha256').update(body).digest('hex')}`;
    const headers = {
      'x-twilio-signature': mac(secret, url, 'base64', 'sha1'),
      'content-type': 'application/json',
    };
    const request = (text: string): Request => new Request(url, { method: 'POST', headers, body: text });
    expect(await verify(request(body), config)).toMatchObject({ isValid: true });
    expect(await verify(request(`${body} `), config)).toMatchObject({ isValid: false });
  });
});
