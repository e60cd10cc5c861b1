import { describeAdapter, deliver, readCases, sign } from '@hooklatch/testing';
import { clerk } from '@hooklatch/providers/clerk';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { build, start, type Running } from './next-server.ts';

// One file, so that one process at a time builds.

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const genuine = (id?: string) => sign(clerk(), { secret, type: 'user.created', ...(id && { id }) });

describe('the contract', () => {
  let server: Running;
  beforeAll(async () => {
    await build('next');
    server = await start('next');
  }, 300_000);
  afterAll(() => server?.close());

  const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));
  const runner = { describe, test, beforeAll, afterAll };
  /** The one server, at one of its mount points. */
  const at = (path: string) => async () => ({ url: `${server.url}${path}`, close: async () => {} });
  const whole = 'next start reads the body whole before the edge runtime sees the request';
  const except = {
    'a declared length over the limit is refused before the body comes': whole,
    'an unsigned upload is refused before the body comes': whole,
    'a body that comes too slowly is refused as body_timeout': whole,
  };

  describeAdapter(runner, { name: 'the App Router on Node', start: at('') }, { cases });
  describeAdapter(runner, { name: 'the App Router on the edge', start: at('/edge') }, { cases, except });
  describeAdapter(runner, { name: 'the Pages Router', start: at('/api') }, { cases });
});

describe.each(['next', 'next15'] as const)('next start: %s', (version) => {
  let server: Running;
  beforeAll(async () => {
    await build(version);
    server = await start(version);
  }, 300_000);
  afterAll(() => server?.close());

  const hinted = (text: string) => vi.waitFor(() => expect(server.lines.join('\n')).toContain(text));

  test('hands request, event and params to a route of the App Router', async () => {
    const { status, body } = await deliver(`${server.url}/own/acme/a/b`, await genuine());
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 200,
      body: {
        type: 'user.created',
        params: { tenant: 'acme', rest: ['a', 'b'] },
        path: '/own/acme/a/b',
        read: true,
      },
    });
  });

  test('refuses a request that the route has read, and names the line', async () => {
    const { status, body } = await deliver(`${server.url}/consumed`, await genuine());
    expect({ status, ...JSON.parse(body) }).toEqual({ status: 500, code: 'body_consumed' });
    await hinted(
      'hint: The route has read the request: give request.clone() to whatever reads it before toNext.',
    );
  });

  test('refuses a page whose bodyParser is on, and names the line', async () => {
    const { status, body } = await deliver(`${server.url}/api/own/forgotten`, await genuine());
    expect({ status, ...JSON.parse(body) }).toEqual({ status: 500, code: 'body_consumed' });
    await hinted('add `export const config = { api: { bodyParser: false } }` to this page');
  });

  test('waits for a route of the Pages Router that answers after it has returned', async () => {
    const delivery = await genuine('msg_later');
    const { status, body } = await deliver(`${server.url}/api/own/later`, delivery);
    expect({ status, body: JSON.parse(body) }).toEqual({ status: 202, body: { type: 'user.created' } });
    await vi.waitFor(async () => {
      const again = await deliver(`${server.url}/api/own/later`, delivery);
      expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: '' });
    });
  });

  test('gives an event that a page has failed to the page again', async () => {
    const delivery = await genuine('msg_failing');
    const again = async () => (await deliver(`${server.url}/api/own/failing`, delivery)).status;
    expect([await again(), await again()]).toEqual([503, 503]);
  });
});

describe('next dev', () => {
  let server: Running;
  beforeAll(async () => {
    await build('next');
    server = await start('next', 'dev');
  }, 300_000);
  afterAll(() => server?.close());

  test.each(['/clerk', '/edge/clerk', '/api/clerk', '/clerk-guard', '/api/clerk-guard'])(
    'answers at %s',
    async (path) => {
      const contract = 'whsec_c3RhbmRhcmQtd2ViaG9va3MtY29udHJhY3Q=';
      const delivery = await sign(clerk(), { secret: contract, type: 'user.created' });
      expect((await deliver(`${server.url}${path}`, delivery)).status).toBe(200);
      expect((await deliver(`${server.url}${path}`, { ...delivery, body: new Uint8Array(2) })).status).toBe(
        400,
      );
    },
    60_000,
  );
});
