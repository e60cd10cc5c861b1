import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { openStage, type Stage } from './open-stage.ts';

type Headers = Readonly<Record<string, string>>;
type Case = readonly [name: string, headers: (stage: Stage) => Headers, status: number];

/** A change that is asked for with a cookie, which a browser sends whoever's page asks. */
const withCookie: readonly Case[] = [
  ['from its own page', ({ url }) => ({ origin: url, 'sec-fetch-site': 'same-origin' }), 201],
  ['from its own page, by an older browser', ({ url }) => ({ origin: url }), 201],
  ['without an Origin, from the same origin', () => ({ 'sec-fetch-site': 'same-origin' }), 201],
  ['without an Origin', () => ({}), 403],
  ['from another origin', () => ({ origin: 'https://evil.example' }), 403],
  ['from another port of this machine', () => ({ origin: 'http://127.0.0.1:9' }), 403],
  [
    'from another port of this machine, which is one site',
    () => ({ origin: 'http://127.0.0.1:9', 'sec-fetch-site': 'same-site' }),
    403,
  ],
  ['from the same host over HTTPS', ({ port }) => ({ origin: `https://127.0.0.1:${port}` }), 403],
  ['from a file or a sandbox', () => ({ origin: 'null' }), 403],
  [
    'from another site that says its Origin is ours',
    ({ url }) => ({ origin: url, 'sec-fetch-site': 'cross-site' }),
    403,
  ],
  ['from an origin that begins as ours', ({ url }) => ({ origin: `${url}.evil.example` }), 403],
];

test.each(withCookie)('a change %s', async (_name, headersOf, status) => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const answer = await ask(`${stage.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { cookie, ...headersOf(stage) },
    body: { name: 'a', scopes: ['read'] },
  });
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.json['code']).toBe('other_site');
});

test.each(['POST', 'PATCH', 'PUT', 'DELETE'])(
  '%s from another site does not reach a route',
  async (method) => {
    await using stage = await openStage();
    const cookie = await stage.setUp();
    const headers = { cookie, origin: 'https://evil.example' };
    const answers = [
      await ask(`${stage.url}/api/v1/session`, { method, headers }),
      await ask(`${stage.url}/api/v1/none`, { method, headers }),
    ];
    expect(answers.map(({ json }) => json['code'])).toEqual(['other_site', 'other_site']);
    expect((await stage.ask('/users', { cookie })).status).toBe(200);
  },
);

test('another site can neither log in nor set up', async () => {
  await using stage = await openStage();
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  for (const path of ['/session', '/setup']) {
    // oxlint-disable-next-line no-await-in-loop
    const answer = await ask(`${stage.url}/api/v1${path}`, { method: 'POST', headers, body: {} });
    expect(answer.json['code']).toBe('other_site');
  }
});

test('a form of another site is refused whatever it says of itself', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const answer = await ask(`${stage.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { cookie, origin: stage.url, 'content-type': 'text/plain' },
    body: JSON.stringify({ name: 'a', scopes: ['read'] }),
  });
  expect(answer).toMatchObject({ status: 415, json: { code: 'wrong_media_type' } });
});

test('a token needs no Origin, and is never helped out by a cookie', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const token = await stage.createToken(cookie, ['read', 'admin']);
  const body = { name: 'b', scopes: ['read'] };
  const post = (authorization: string): Promise<{ status: number }> =>
    ask(`${stage.url}/api/v1/tokens`, { method: 'POST', headers: { cookie, authorization }, body });
  expect((await post(`Bearer ${token}`)).status).toBe(201);
  expect((await post('Bearer gw_none-of-this-gateway-at-all')).status).toBe(401);
  expect((await post('Basic b3duZXI6eA==')).status).toBe(401);
});

test('no answer lets another origin read it', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const headers = { cookie, origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  for (const method of ['OPTIONS', 'GET']) {
    // oxlint-disable-next-line no-await-in-loop
    const answer = await ask(`${stage.url}/api/v1/users`, { method, headers });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
  }
});
