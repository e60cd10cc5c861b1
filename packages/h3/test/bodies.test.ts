import { readBody, readFormData, readRawBody, type H3Event } from 'h3';
import type { H3Event as NewerEvent } from 'h3v2';
import { describe, expect, test } from 'vitest';
import { toH3 } from '../src/index.ts';
import { deliver, reporting, type Sent } from '../../../test/adapters/delivery.ts';
import { runningList } from '../../../test/adapters/running-list.ts';
import { serve, ways, type Application } from './fixture/servers.ts';

const running = runningList();

async function mount(way: string, application: Application): Promise<string> {
  const server = await serve(way, application);
  running.push(server);
  return `${server.url}/webhooks`;
}

type Read = (event: never) => unknown;

const keepRawBody: Read = async ({ node: { req } }: H3Event) => {
  Object.assign(req, { rawBody: Buffer.concat((await req.toArray()) as Buffer[]) });
};
const keeping: readonly (readonly [name: string, ways: readonly string[], read: Read])[] = [
  ['readRawBody', ways.slice(0, 3), (event: H3Event) => readRawBody(event)],
  ['readRawBody as bytes', ways.slice(0, 3), (event: H3Event) => readRawBody(event, false)],
  ['readBody', ways.slice(0, 3), (event: H3Event) => readBody(event).catch(() => {})],
  ['rawBody of the host', ways.slice(0, 2), keepRawBody],
  ['a clone', ['h3 2 on Node'], (event: NewerEvent) => event.req.clone().text()],
];
const losing: typeof keeping = [
  ['a stream of its own', ways.slice(0, 2), async ({ node }: H3Event) => void (await node.req.toArray())],
  ['readFormData', ways.slice(0, 2), (event: H3Event) => readFormData(event).catch(() => {})],
  ['the Request', ['h3 1 through toWebHandler'], (event: H3Event) => readRawBody(event)],
  ['the Request', ['h3 2 on Node'], (event: NewerEvent) => event.req.text()],
  ['a stream', ways.slice(3, 4), (event: H3Event) => readRawBody(event)],
  ['the Request as JSON', ['h3 2 on Node'], (event: NewerEvent) => event.req.json().catch(() => {})],
];
const bodies: readonly Sent[] = [
  { body: ' {"type":"a.b", "n":1.0}\n' },
  { body: new Uint8Array([0xff, 0xfe, 0x00]), type: 'application/octet-stream' },
  { body: 'a=1&b=%20', type: 'application/x-www-form-urlencoded' },
];
const each = (rows: typeof keeping) =>
  rows.flatMap(([name, all, read]) => all.map((way) => [name, way, read] as const));

describe('a middleware that has read the body', () => {
  test.each(each(keeping))('%s keeps the bytes, %s', async (_name, way, read) => {
    const { webhook, reports } = reporting({ on: {} });
    const url = await mount(way, {
      routes: { '/webhooks': toH3(webhook) },
      middleware: [async (event) => void (await read(event))],
    });
    const statuses = await Promise.all(bodies.map(async (sent) => (await deliver(url, sent)).status));
    expect([statuses, reports.map(({ code }) => code)]).toEqual([
      [200, 200, 200],
      [undefined, undefined, undefined],
    ]);
  });

  test.each(each(losing))('%s loses them, %s', async (_name, way, read) => {
    const { webhook, reports } = reporting({ on: {} });
    const url = await mount(way, {
      routes: { '/webhooks': toH3(webhook) },
      middleware: [async (event) => void (await read(event))],
    });
    const { status, body } = await deliver(url);
    expect([status, body]).toEqual([500, '{"status":500,"code":"body_consumed"}']);
    expect(reports).toMatchObject([{ hint: expect.stringMatching(/readRawBody.*event\.req\.clone\(\)/) }]);
  });
});

test('bytes that a host has kept of a compressed body may be others than those that arrived', async () => {
  const { webhook, reports } = reporting({ on: {} });
  const routes = { '/webhooks': toH3(webhook) };
  await deliver(await mount('h3 1 on Node', { routes, middleware: [keepRawBody] }), { encoding: 'gzip' });
  expect(reports).toMatchObject([{ code: 'body_consumed' }]);
});
