import type { Provider } from '@hooklatch/core/provider';
import { clerk } from '@hooklatch/providers/clerk';
import { meta } from '@hooklatch/providers/meta';
import { stripe } from '@hooklatch/providers/stripe';
import { twilio } from '@hooklatch/providers/twilio';
import { sign } from '@hooklatch/testing';
import { expect, test } from 'vitest';
import type { CapturedRequest } from '../src/lib/captures/capture.ts';
import { explainDelivery, type Step } from '../src/lib/explain-delivery.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const now = 1_795_352_400_000;
const url = 'https://example.com/webhooks/clerk';

async function genuine(
  provider: Provider = clerk() as Provider,
  more: object = {},
): Promise<CapturedRequest> {
  const delivery = await sign(provider, { secret, time: now - 4000, url, ...more });
  const { pathname, search, host } = new URL(delivery.url);
  const headers = [['Host', host] as const, ...delivery.headers.entries()];
  return { method: delivery.method, target: pathname + search, headers, body: delivery.body };
}

type Change = (request: CapturedRequest) => CapturedRequest;
const withBody =
  (change: (text: string) => string): Change =>
  (request) => ({
    ...request,
    body: new TextEncoder().encode(change(new TextDecoder().decode(request.body))),
  });
const without =
  (gone: string): Change =>
  (request) => ({ ...request, headers: request.headers.filter(([name]) => name !== gone) });

const asIs: Change = (request) => request;
const doubled: Change = (request) => ({ ...request, headers: [...request.headers, ...request.headers] });

interface Case {
  readonly provider?: Provider;
  readonly signed?: object;
  readonly change?: Change;
  readonly at?: number;
  readonly code: string;
  readonly step: string;
  readonly cause: RegExp;
  readonly remedy: RegExp;
}

const pretty = { body: '{\n  "type": "user.created"\n}' };

const cases: readonly (readonly [string, Case])[] = [
  [
    'a wrong secret',
    {
      provider: clerk({ secret: other }) as Provider,
      code: 'signature_mismatch',
      step: 'signature',
      cause: /No secret of clerk fits/,
      remedy: /CLERK_WEBHOOK_SIGNING_SECRET/,
    },
  ],
  [
    'a body that was parsed and printed again',
    {
      signed: pretty,
      change: withBody((text) => JSON.stringify(JSON.parse(text))),
      code: 'signature_mismatch',
      step: 'signature',
      cause: /parsed and printed again/,
      remedy: /app\.use\(express\.json\(\)\)/,
    },
  ],
  [
    'a line break at the end of a file',
    {
      change: withBody((text) => `${text}\n`),
      code: 'signature_mismatch',
      step: 'signature',
      cause: /was given a line break at its end/,
      remedy: /saved with a line break/,
    },
  ],
  [
    'a time long ago',
    {
      at: now + 3_600_000,
      code: 'timestamp_stale',
      step: 'freshness',
      cause: /3604 s ago/,
      remedy: /--ignore-time/,
    },
  ],
  [
    'a clock that is behind',
    {
      at: now - 3_600_000,
      code: 'timestamp_future',
      step: 'freshness',
      cause: /ahead of this clock/,
      remedy: /behind/,
    },
  ],
  [
    'the delivery of another provider',
    {
      provider: stripe({ secret }) as Provider,
      code: 'signature_missing',
      step: 'headers',
      cause: /header svix-signature of/,
      remedy: /other provider/,
    },
  ],
  [
    'a header that is missing',
    {
      change: without('svix-timestamp'),
      code: 'signature_missing',
      step: 'headers',
      cause: /svix-timestamp is missing/,
      remedy: /svix-id, svix-timestamp|svix-signature/,
    },
  ],
  [
    'a header that came twice',
    {
      change: doubled,
      code: 'header_duplicate',
      step: 'headers',
      cause: /more than once/,
      remedy: /two tunnels/,
    },
  ],
  [
    'another method',
    {
      change: (request) => ({ ...request, method: 'GET' }),
      code: 'method_not_allowed',
      step: 'method',
      cause: /clerk sends POST/,
      remedy: /redirect/,
    },
  ],
  [
    'a secret in another reading',
    {
      provider: clerk({ secret: btoa(secret.slice(6)) }) as Provider,
      code: 'signature_mismatch',
      step: 'signature',
      cause: /encoded twice/,
      remedy: /CLERK_WEBHOOK_SIGNING_SECRET/,
    },
  ],
];

test.each(cases)('%s is told, with what to change', async (_name, one) => {
  const provider = one.provider ?? (clerk({ secret }) as Provider);
  const request = (one.change ?? asIs)(await genuine(clerk() as Provider, one.signed));
  const told = await explainDelivery(provider, request, { now: one.at ?? now });
  expect(told.verdict).toMatchObject({
    outcome: 'refused',
    code: one.code,
    hint: expect.stringMatching(one.cause),
  });
  const failed = told.steps.filter(({ state }) => state === 'failed');
  expect(failed).toMatchObject([{ name: one.step, text: expect.stringMatching(one.cause) }]);
  expect(told.remedies.join('\n')).toMatch(one.remedy);
  const failedAt = told.steps.indexOf(failed[0] as Step);
  const later = told.steps.slice(failedAt + 1).filter(({ name }) => name !== 'time' && name !== 'body');
  expect(later.map(({ state }) => state)).not.toContain('ok');
  expect(JSON.stringify(told)).not.toContain('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
});

test('a genuine delivery is told step by step', async () => {
  const { verdict, steps, event } = await explainDelivery(clerk({ secret }), await genuine(), { now });
  expect(verdict).toMatchObject({ outcome: 'verified', provider: 'clerk', eventType: 'user.created' });
  expect(steps.map(({ name, state }) => `${name} ${state}`)).toEqual(
    'method headers time body key signature freshness event'.split(' ').map((name) => `${name} ok`),
  );
  expect(steps.map(({ text }) => text).join('\n')).toMatch(
    /svix-id, svix-timestamp[^]*4 s ago[^]*, JSON[^]*1 secret/,
  );
  expect(event?.type).toBe('user.created');
});

test('what is old is genuine where its age is ignored', async () => {
  const told = await explainDelivery(clerk({ secret }), await genuine(), {
    now: now + 1e10,
    isTimeIgnored: true,
  });
  expect(told.verdict.outcome).toBe('verified');
  expect(told.steps.find(({ name }) => name === 'freshness')?.state).toBe('skipped');
});

test('a URL that a proxy has changed is told', async () => {
  const token = '12345678901234567890123456789012';
  const signed = { secret: token, url: 'https://shop.example/hooks', body: 'MessageSid=SM1' };
  const request = await genuine(twilio({ publicUrl: signed.url }) as Provider, signed);
  const headers = [
    ...without('Host')(request).headers,
    ['Host', 'app:3000'],
    ['X-Forwarded-Host', 'shop.example'],
  ];
  const proxied = { ...request, headers: headers as CapturedRequest['headers'] };
  const told = await explainDelivery(twilio({ secret: token }) as Provider, proxied, { now });
  expect(told.verdict).toMatchObject({
    code: 'signature_mismatch',
    hint: expect.stringMatching(/x-forwarded-host/),
  });
  expect(told.remedies.join('\n')).toMatch(/publicUrl[^]*trustProxy/);
  const known = twilio({ secret: token, publicUrl: signed.url }) as Provider;
  expect((await explainDelivery(known, proxied, { now })).verdict.outcome).toBe('verified');
});

test('an unsigned question is no refusal', async () => {
  const target = '/hooks?hub.mode=subscribe&hub.verify_token=abc&hub.challenge=123';
  const question = {
    method: 'GET',
    target,
    headers: [['Host', 'localhost']] as const,
    body: new Uint8Array(),
  };
  const { verdict } = await explainDelivery(meta({ secret: 'abc', verifyToken: 'abc' } as never), question, {
    now,
  });
  expect(verdict).toMatchObject({ outcome: 'unchecked', hint: expect.stringMatching(/question of meta/) });
});

test('a length that was declared otherwise is told beside', async () => {
  const request = await genuine();
  const headers = [...request.headers, ['Content-Length', '3'] as const];
  const { steps } = await explainDelivery(clerk({ secret }), { ...request, headers }, { now });
  expect(steps.find(({ name }) => name === 'body')?.text).toMatch(/Content-Length said 3/);
});
