import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { bulkRoutes } from '../../src/lib/api/bulk-routes.ts';
import { connectionRoutes } from '../../src/lib/api/connection-routes.ts';
import { destinationRoutes } from '../../src/lib/api/destination-routes.ts';
import { endpointRoutes } from '../../src/lib/api/endpoint-routes.ts';
import { forwardRoutes } from '../../src/lib/api/forward-routes.ts';
import { tunnelRoutes } from '../../src/lib/api/tunnel-routes.ts';
import { openStage, type Stage } from '../access/open-stage.ts';
import { openStage as openForwarding, type Stage as ForwardingStage } from './lib/stage.ts';
import { dispatch } from './lib/dispatch.ts';
import { startReceiver, status, type Receiver } from './lib/receiver.ts';

const routes = [destinationRoutes, connectionRoutes, forwardRoutes, bulkRoutes, tunnelRoutes, endpointRoutes];

let stage: Stage;
let forwarding: ForwardingStage;
let receiver: Receiver;
let cookie: string;
beforeAll(async () => {
  receiver = await startReceiver();
  stage = await openStage({
    settings: { allowedAddresses: ['127.0.0.1'] },
    modules: (context) => routes.map((toRoutes) => toRoutes(context)),
  });
  cookie = await stage.setUp();
  // The same database, with what stores events.
  forwarding = await openForwarding({ open: () => Promise.resolve(stage.context) });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

const ask = (method: string, path: string, body?: unknown) =>
  stage.ask(path, { method, cookie, ...(body !== undefined && { body }) });

test('a destination is made, changed, paused, tested and deleted, and tells its secrets once', async () => {
  const config = { url: `${receiver.url}/hook?key=hidden` };
  const made = await ask('POST', '/destinations', { name: 'shop', kind: 'http', config });
  expect(made.status).toBe(201);
  const { id, signingSecret } = made.json as { id: string; signingSecret: string };
  expect(made.json).toMatchObject({
    label: `${receiver.url}/hook`,
    state: 'active',
    timeoutMs: 30_000,
    schedule: null,
    token: null,
  });
  const path = `/destinations/${id}`;
  const read = await ask('GET', path);
  expect(read.text).not.toContain(signingSecret);
  expect(read.text).not.toContain('hidden');
  expect((await ask('PATCH', path, { schedule: [1, 2], ratePerSecond: 5 })).json).toMatchObject({
    schedule: [1, 2],
    ratePerSecond: 5,
  });
  expect((await ask('PATCH', path, { schedule: null, ratePerSecond: null })).json).toMatchObject({
    schedule: null,
    ratePerSecond: null,
  });
  expect((await ask('POST', `${path}/pause`)).json).toMatchObject({ state: 'paused' });
  expect((await ask('POST', `${path}/resume`)).json).toMatchObject({ state: 'active' });
  expect((await ask('POST', `${path}/test`)).json).toMatchObject({ ok: true, status: 200, error: null });
  expect(receiver.received.at(-1)?.target).toBe('/hook?key=hidden');
  receiver.answer = status(500);
  expect((await ask('POST', `${path}/test`)).json).toMatchObject({ ok: false, status: 500 });
  receiver.answer = status(200);
  const renewed = await ask('POST', `${path}/signing-secret`);
  expect(renewed.status).toBe(201);
  expect(renewed.json['signingSecret']).not.toBe(signingSecret);
  expect((await ask('POST', `${path}/token`)).status).toBe(409);
  expect((await ask('GET', '/destinations')).json['items']).toMatchObject([{ id }]);
  expect((await ask('DELETE', path)).status).toBe(204);
  expect((await ask('GET', path)).status).toBe(404);
});

test.each([
  ['no configuration', { name: 'x', kind: 'http' }, 422],
  ['a private address', { name: 'x', kind: 'http', config: { url: 'http://10.0.0.1' } }, 422],
  ['an unknown kind', { name: 'x', kind: 'ftp', config: {} }, 422],
  ['a schedule that is none', { name: 'x', kind: 'listen', schedule: ['soon'] }, 422],
])('a destination is refused: %s', async (_, body, code) => {
  const answered = await ask('POST', '/destinations', body);
  expect([answered.status, answered.headers['content-type']]).toEqual([code, 'application/problem+json']);
});

test('an event goes through a connection, is replayed, dies, is retried one by one and in bulk', async () => {
  const { id, connection } = await forwarding.connect({ url: receiver.url });
  expect((await ask('GET', `/connections?destination=${id}`)).json['items']).toMatchObject([
    { id: connection, filter: null, isEnabled: true },
  ]);
  expect((await ask('PATCH', `/connections/${connection}`, { filter: 'type=' })).status).toBe(422);
  expect((await ask('PATCH', `/connections/${connection}`, { filter: 'type=a' })).json).toMatchObject({
    filter: 'type=a',
  });
  await using _ = dispatch(forwarding);
  const [event] = await forwarding.store({ type: 'a' });
  expect((await ask('POST', '/filters/test', { filter: 'type=b' })).json).toMatchObject({
    error: null,
    matched: 0,
    of: 1,
  });
  await until(async () => (await ask('GET', '/forwards?state=delivered')).text.includes(event ?? ''));
  const replayed = await ask('POST', `/events/${event}/replay`, {});
  const [forward] = replayed.json['forwardIds'] as string[];
  await until(async () => (await ask('GET', `/forwards/${forward}`)).json['state'] === 'delivered');
  const detail = await ask('GET', `/forwards/${forward}`);
  expect(detail.json).toMatchObject({
    eventId: event,
    type: 'a',
    replay: 1,
    attempts: 1,
    attemptLog: [{ number: 1, status: 200, errorCode: null }],
  });
  await stage.context.db.updateTable('forwards').set({ state: 'dead', last_status: 503 }).execute();
  expect((await ask('GET', `/forwards?state=dead&type=*&limit=1`)).json).toMatchObject({
    items: [{ id: forward }],
    next: forward,
  });
  expect((await ask('GET', `/forwards?state=dead&cursor=${forward}`)).json).toMatchObject({ next: null });
  expect((await ask('POST', `/forwards/${forward}/retry`)).status).toBe(200);
  await until(async () => (await ask('GET', `/forwards/${forward}`)).json['state'] === 'delivered');
  expect((await ask('POST', `/forwards/${forward}/cancel`)).status).toBe(409);
  const query = { query: { state: 'dead', status: 503 } };
  expect((await ask('POST', '/bulk-retries/plan', query)).json).toEqual({
    estimate: 1,
    byDestination: [{ destinationId: id, count: 1 }],
  });
  const bulk = await ask('POST', '/bulk-retries', query);
  expect(bulk.json).toMatchObject({ state: 'running', estimate: 1, done: 0 });
  const bulkId = bulk.json['id'] as string;
  expect((await ask('POST', `/bulk-retries/${bulkId}/cancel`)).json).toMatchObject({ state: 'cancelled' });
  expect((await ask('GET', '/bulk-retries')).json['items']).toMatchObject([{ id: bulkId }]);
  expect((await ask('DELETE', `/connections/${connection}`)).status).toBe(204);
});

test('a viewer reads, and changes nothing', async () => {
  const viewer = await stage.signIn('viewer');
  const document = JSON.parse((await ask('GET', '/openapi.json')).text) as { paths: Record<string, object> };
  const own = Object.entries(document.paths).filter(([path]) =>
    /^\/(?:destinations|connections|forwards|bulk-retries|tunnels|filters|events)/.test(path),
  );
  expect(own.length).toBeGreaterThan(15);
  for (const [path, methods] of own) {
    for (const method of Object.keys(methods)) {
      const isReading = method === 'get' || path === '/filters/test';
      const asked = { method: method.toUpperCase(), cookie: viewer, ...(method !== 'get' && { body: {} }) };
      const { status: code } = await stage.ask(path.replaceAll(/\{\w+\}/g, 'none'), asked);
      expect([path, method, code === 403]).toEqual([path, method, !isReading]);
      expect((await stage.ask(path, { method: method.toUpperCase() })).status).toBe(401);
    }
  }
});

test('every change is in the audit log', async () => {
  const { db } = stage.context;
  const actions = (await db.selectFrom('audit').select('action').execute()).map(({ action }) => action);
  for (const action of [
    'destination.create',
    'destination.pause',
    'destination.resume',
    'destination.update',
    'destination.signing-secret',
    'destination.delete',
    'connection.create',
    'connection.update',
    'connection.delete',
    'event.replay',
    'forward.retry',
    'bulk.create',
    'bulk.cancel',
  ]) {
    expect(actions).toContain(action);
  }
});
