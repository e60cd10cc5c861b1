import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, onTestFinished, test } from 'vitest';
import type { ApiEnv, Scope } from '../../src/lib/api/api.ts';
import { eventRoutes } from '../../src/lib/api/event-routes.ts';
import { metricRoutes } from '../../src/lib/api/metric-routes.ts';
import { toInvalid, toProblem } from '../../src/lib/api/problem.ts';
import { openLog, type LogStage } from './lib/log-stage.ts';

/** The log's routes over a socket, for somebody who has some scopes. */
async function serve(log: LogStage, scopes: readonly Scope[] = ['read']): Promise<string> {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => (result.success ? undefined : toInvalid(result.target, result.error)),
  });
  api.onError((error) => toProblem(error, () => {}));
  api.use(async (c, next) => {
    c.set('actor', { kind: 'token', id: 'tok_1', name: 'a test', scopes });
    await next();
  });
  eventRoutes(log)(api);
  metricRoutes(log)(api);
  const answer = getRequestListener(api.fetch);
  const server: Server = createServer((request, response) => void answer(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a search is asked in the query, page by page', async () => {
  const log = await openLog(undefined);
  await log.store({ type: 'a.b', body: '{"n":1}' }, { type: 'a.c' }, { type: 'a.d' }, { type: 'b' });
  await log.route();
  const url = await serve(log);
  const first = await (await fetch(`${url}/events?type=a.*&limit=2&from=0&outcome=verified`)).json();
  expect(first).toMatchObject({ items: [{ type: 'a.d' }, { type: 'a.c' }], searchedThrough: null });
  const rest = await (
    await fetch(`${url}/events?type=a.*&limit=2&cursor=${(first as { next: string }).next}`)
  ).json();
  expect(rest).toMatchObject({ items: [{ type: 'a.b', provider: 'stripe', bytes: 7 }], next: null });
  const filtered = await fetch(`${url}/events?filter=${encodeURIComponent('body.n=1')}`);
  expect(await filtered.json()).toMatchObject({ items: [{ type: 'a.b' }], next: null });
});

test.each([
  ['/events?limit=0', 400],
  ['/events?limit=201', 400],
  ['/events?limit=many', 400],
  ['/events?from=yesterday', 400],
  ['/events?outcome=other', 400],
  ['/events?cursor=-1', 422],
  ['/events?filter=nonsense', 422],
  ['/events?q=%25%25', 422],
  [`/events?q=${'a'.repeat(10_000)}`, 400],
  ['/events?type=%00', 422],
  ['/events/histogram?buckets=0', 400],
  ['/events/evt_none', 404],
  ['/events/evt_none/body', 404],
  ['/events/evt_none/curl', 404],
  ['/metrics/overview?from=x', 400],
])('%s is refused as problem details', async (path, status) => {
  const url = await serve(await openLog(undefined));
  const response = await fetch(url + path);
  const problem = (await response.json()) as { status: number; detail: string };
  // The frame says whether a field that is wrong is 400 or 422.
  expect(status === 400 ? [400, 422] : [status]).toContain(response.status);
  expect(problem.status).toBe(response.status);
  expect(problem.detail.length).toBeGreaterThan(10);
});

test('the raw body is a file that no browser shows, byte for byte', async () => {
  const log = await openLog(undefined);
  const body = Buffer.from('<script>alert(1)</script>\0\u00FF', 'latin1');
  const [row] = await log.store({ body, content_type: 'text/html' });
  const response = await fetch(`${await serve(log)}/events/${row?.id}/body`);
  expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${row?.id}.body"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
});

test('a detail, its command, its verification and the histogram are answered', async () => {
  const log = await openLog(undefined, { publicUrl: 'https://hooks.example.com/' });
  const [row] = await log.store({ body: '{"a":1}', headers: [['Stripe-Signature', 't=1,v1=a']] });
  await log.route();
  const url = await serve(log);
  const detail = await (await fetch(`${url}/events/${row?.id}`)).json();
  expect(detail).toMatchObject({
    id: row?.id,
    body: { text: '{"a":1}' },
    headers: [['Stripe-Signature', 't=1,v1=a']],
    forwards: [],
  });
  const curl = await fetch(`${url}/events/${row?.id}/curl`);
  expect(curl.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(await curl.text()).toMatch(/^curl .* 'https:\/\/hooks\.example\.com\/in\/slug' .*\n/);
  const verified = await (await fetch(`${url}/events/${row?.id}/verify`, { method: 'POST' })).json();
  // Its endpoint was never made.
  expect(verified).toMatchObject({
    steps: expect.arrayContaining([expect.objectContaining({ name: 'secret', ok: false })]),
  });
  const histogram = (await (await fetch(`${url}/events/histogram?buckets=10`)).json()) as {
    buckets: { verified: number }[];
  };
  expect(histogram.buckets.reduce((sum, { verified: count }) => sum + count, 0)).toBe(1);
  expect(await (await fetch(`${url}/metrics/overview`)).json()).toMatchObject({
    queue: { queued: 0 },
    ingest: { p50: expect.any(Number) },
  });
});

test.each([
  '/events',
  '/events/histogram',
  '/events/evt_1',
  '/events/evt_1/body',
  '/events/evt_1/curl',
  '/metrics/overview',
])('%s is for those who may read', async (path) => {
  const url = await serve(await openLog(undefined), ['ingest', 'tunnel']);
  expect((await fetch(url + path)).status).toBe(403);
});
