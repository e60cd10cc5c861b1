import { createWebhook, type Delivery, type DeliveryReport } from '@hooklatch/core';
import { github } from '@hooklatch/providers/github';
import { linear } from '@hooklatch/providers/linear';
import { mailgun } from '@hooklatch/providers/mailgun';
import { stripe } from '@hooklatch/providers/stripe';
import { forward } from '@hooklatch/relay/forward';
import { deliver, sign } from '@hooklatch/testing';
import { expect, test, vi } from 'vitest';
import { toProvider } from '../../src/lib/endpoints/to-provider.ts';
import { endpointUrl, pathOf } from '../../src/lib/endpoints/endpoint-address.ts';
import { startDoor } from '../../src/lib/ingest/door.ts';
import { reportDeskOf, type ReportDesk } from '../../src/lib/reports/report-desk.ts';
import { startRouter, type StoredEvent } from '../../src/lib/routing/router.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openDesk, secret } from './open-desk.ts';

const body = new Uint8Array([...new TextEncoder().encode('{"action": "opened", "n": 1.0}'), 0x0a]);

/** What an application that has the secret says of a delivery. */
async function verify(
  name: string,
  delivery: Delivery,
  secrets: readonly string[] = [secret],
): Promise<DeliveryReport> {
  let report: DeliveryReport | undefined;
  const webhook = createWebhook(toProvider(name, {}, secrets), {
    on: { '*': () => {} },
    store: false,
    onDelivery: (one) => void (report = one),
  });
  await webhook.handle(delivery);
  return report as DeliveryReport;
}

onEachDatabase('what an application hands on', ({ kind, url }) => {
  const origin = async (): Promise<{ origin?: { url: string } }> =>
    kind === 'postgres' ? { origin: { url: await url() } } : {};

  test('is in the log with its pairs and its exact bytes, and followers see it', async () => {
    await using desk = await openDesk(await origin());
    const { context } = desk.stage;
    const seen: StoredEvent[] = [];
    const router = startRouter(context, [async (_tx, events) => void seen.push(...events)]);
    const row = await desk.add();
    const handOn = await desk.forwardTo(row);
    const id = '11111111-1111-4111-8111-111111111111';
    const delivery = { ...(await sign(github(), { secret, body, id })), url: '/hooks?a=1' };
    handOn(await verify('github', delivery));
    await handOn.flush();
    await router.idle();
    await router.stop(1000);
    const [event, ...others] = await desk.log();
    expect(desk.lost).toEqual([]);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      endpoint_id: row.id,
      source: 'forwarded',
      outcome: 'verified',
      status: 200,
      method: 'POST',
      target: '/hooks?a=1',
      event_id: '11111111-1111-4111-8111-111111111111',
      secret_id: null,
      bytes: body.length,
    });
    expect(event?.id).toMatch(/^evt_[0-9a-z]{23}$/);
    expect(JSON.parse(event?.headers ?? '')).toEqual(delivery.headers.entries());
    expect(Buffer.from(event?.body ?? []).equals(Buffer.from(body))).toBe(true);
    expect(seen.map((one) => one.id)).toEqual([event?.id]);
  });

  test('may be larger than what else the API takes, up to what its endpoint does', async () => {
    await using desk = await openDesk(await origin());
    const handOn = await desk.forwardTo(await desk.add({ maxBodyBytes: 4 * 2 ** 20 }));
    const large = Buffer.from(JSON.stringify({ text: 'x'.repeat(3 * 2 ** 20) }));
    handOn(await verify('github', await sign(github(), { secret, body: large })));
    await handOn.flush();
    expect(desk.lost).toEqual([]);
    const [event] = await desk.log();
    expect(event?.bytes).toBe(large.length);
    expect(Buffer.from(event?.body ?? []).equals(large)).toBe(true);
  });

  test('twice with one id is there once', async () => {
    await using desk = await openDesk(await origin());
    const row = await desk.add();
    const kept: Buffer[] = [];
    const token = await desk.token('ingest');
    const handOn = forward({
      to: `${desk.stage.url}/api/v1/forwarded/${row.id}`,
      token,
      fetch: async (input, init) => {
        kept.push(Buffer.from(init?.body as Uint8Array));
        // The first answer is lost on its way, after the gateway has given it.
        const response = await fetch(input, init);
        if (kept.length === 1) throw new TypeError('The connection was reset.');
        return response;
      },
      retryBaseMs: 1,
    });
    handOn(await verify('github', await sign(github(), { secret, body })));
    await handOn.flush();
    expect(kept).toHaveLength(2);
    expect(await desk.log()).toHaveLength(1);
  });

  test('that is there already is answered as before, and not read a second time', async () => {
    await using desk = await openDesk(await origin());
    const row = await desk.add();
    const authorization = `Bearer ${await desk.token('ingest')}`;
    const take = vi.spyOn(reportDeskOf(desk.stage.context.bus) as ReportDesk, 'take');
    const { headers, body: bytes } = await sign(github(), { secret, body });
    const request = frame({ headers: headers.entries() }, Buffer.from(bytes));
    const send = async (): Promise<readonly unknown[]> => {
      const response = await fetch(`${desk.stage.url}/api/v1/forwarded/${row.id}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/octet-stream' },
        body: request,
      });
      return [response.status, await response.json()];
    };
    const first = await send();
    const [event] = await desk.log();
    expect(first).toEqual([200, { eventId: event?.id, duplicateOf: null }]);
    expect(await send()).toEqual(first);
    expect(take).toHaveBeenCalledTimes(1);
    expect(await desk.log()).toHaveLength(1);
  });

  test.each([
    ['an id that is signed', 'stripe', stripe, [secret]],
    ['content that is signed', 'github', github, []],
    ['a time in the body', 'linear', linear, [secret]],
    ['an id that only verifying finds', 'mailgun', mailgun, [secret]],
  ] as const)(
    'is the same event as one that came through the door: %s',
    async (_what, name, factory, secrets) => {
      await using desk = await openDesk({ ...(await origin()), settings: { ingestPort: 0 } });
      const { context } = desk.stage;
      const door = await startDoor(context);
      try {
        const row = await desk.add({ provider: name, secrets: [secret] });
        const handOn = await desk.forwardTo(row);
        const address = endpointUrl(context, row.slug);
        const delivery = await sign(factory() as never, { secret, url: address });
        const answer = await deliver(door.url + pathOf(row.slug), delivery);
        expect(answer.status).toBe(200);
        if (secrets.length === 0) await context.db.deleteFrom('secrets').execute();
        handOn(await verify(name, delivery));
        await handOn.flush();
        const [first, second] = await desk.log();
        expect(desk.lost).toEqual([]);
        expect(first).toMatchObject({ outcome: 'verified', source: 'received' });
        expect(second).toMatchObject({ outcome: 'duplicate', source: 'forwarded', duplicate_of: first?.id });
      } finally {
        await door.stop(1000);
      }
    },
  );
});

test('it is taken however old it is', async () => {
  await using desk = await openDesk();
  const row = await desk.add({ provider: 'stripe' });
  const handOn = await desk.forwardTo(row);
  const report = await verify(
    'stripe',
    await sign(stripe(), { secret: 'whsec_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }),
    ['whsec_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  );
  desk.stage.context.pass(86_400_000);
  handOn(report);
  await handOn.flush();
  expect(await desk.log()).toMatchObject([{ source: 'forwarded', outcome: 'verified' }]);
});

test.each([
  ['a token without the scope', 'read' as const, {}, 'The receiver answered 403.'],
  [
    'another provider than the endpoint has',
    'ingest' as const,
    { provider: 'stripe' },
    'The receiver answered 422.',
  ],
])('%s is refused, and nothing is kept', async (_what, scope, given, detail) => {
  await using desk = await openDesk();
  const row = await desk.add(given);
  const handOn = await desk.forwardTo(row, scope);
  handOn(await verify('github', await sign(github(), { secret, body })));
  await handOn.flush();
  expect(desk.lost).toEqual([{ reason: 'refused', detail, count: 1 }]);
  expect(await desk.log()).toEqual([]);
});

test.each([
  ['no frame', new Uint8Array([1, 2, 3])],
  ['a header that would end its line', frame({ headers: [['a', 'b\r\nc: d']] })],
  ['a URL with a space', frame({ url: '/a b' })],
])('%s is no request', async (_what, bytes) => {
  await using desk = await openDesk();
  const row = await desk.add();
  const response = await fetch(`${desk.stage.url}/api/v1/forwarded/${row.id}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await desk.token('ingest')}`,
      'content-type': 'application/octet-stream',
    },
    body: bytes,
  });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code: 'no_request' });
});

function frame(change: object, content: Uint8Array = new Uint8Array()): Uint8Array<ArrayBuffer> {
  const head = {
    id: 'an-id-of-it',
    at: 1,
    method: 'POST',
    url: '/',
    headers: [],
    status: 200,
    milliseconds: 1,
    ...change,
  };
  const json = new TextEncoder().encode(JSON.stringify(head));
  const bytes = new Uint8Array(4 + json.length + content.length);
  new DataView(bytes.buffer).setUint32(0, json.length);
  bytes.set(json, 4);
  bytes.set(content, 4 + json.length);
  return bytes;
}
