import { createWebhook, type Webhook, type WebhookOptions } from '@hooklatch/core';
import { toIncoming, writeReply } from '@hooklatch/core/node';
import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { shopify } from '@hooklatch/providers/shopify';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { stripe } from '@hooklatch/providers/stripe';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows, writeSending, type Row } from '../../scripts/demo/deliveries.ts';
import { endpointNames, makeSecrets, toVariables } from '../../scripts/demo/endpoints.ts';
import { judge, type Target } from '../../scripts/demo/judge.ts';

const secrets = makeSecrets();
const lines: string[] = [];
const servers: Server[] = [];

const bridge = (webhook: Webhook): RequestListener => {
  return (request, response) => {
    void webhook.receive(toIncoming(request, { response })).then((received) => {
      if ('reply' in received) writeReply(response, received.reply);
    });
  };
};

const options = (name: string): WebhookOptions => ({
  name,
  on: { '*': () => {} },
  onDelivery: ({ outcome, code, type, id }) =>
    void lines.push(`webhook ${name} ${outcome} ${code ?? type ?? '-'} ${id ?? '-'}`),
});

/** Every endpoint over `node:http`, without a framework. */
function plainServer(): RequestListener {
  const listeners: Record<string, RequestListener> = {
    clerk: bridge(createWebhook(clerk<object>({ secret: secrets.clerk }), options('clerk'))),
    stripe: bridge(createWebhook(stripe<object>({ secret: secrets.stripe }), options('stripe'))),
    github: bridge(createWebhook(github<object>({ secret: secrets.github }), options('github'))),
    shopify: bridge(createWebhook(shopify<object>({ secret: secrets.shopify }), options('shopify'))),
    gitlab: bridge(createWebhook(gitlab<object>({ secret: secrets.gitlab }), options('gitlab'))),
    standard: bridge(createWebhook(standardWebhooks({ secret: secrets.standard }), options('standard'))),
  };
  return (request, response) => listeners[request.url?.split('/').pop() ?? '']?.(request, response);
}

/** A server that believes everything, and says so. */
const credulous: RequestListener = (request, response) => {
  const id = ['svix-id', 'webhook-id', 'x-github-delivery', 'x-shopify-event-id', 'idempotency-key']
    .map((name) => request.headers[name])
    .find((value) => value !== undefined);
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', () => {
    lines.push(`webhook any handled - ${String(id ?? /"id":"(evt_[^"]+)"/.exec(body)?.[1])}`);
    response.end();
  });
};

async function listen(listener: RequestListener): Promise<Target> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { name: 'node', url, lines, until: async (condition) => condition() };
}

afterAll(async () => {
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
});

describe('over node:http, without a framework', () => {
  let target: Target;
  beforeAll(async () => {
    target = await listen(plainServer());
  });

  test.each(rows.map((row) => [row.name, row] as const))('%s is answered as expected', async (_, row) => {
    const { seen, expected } = await judge(target, row, secrets);
    expect(seen.status).toBe(expected.status);
    expect(expected.why).toContain(seen.why);
  });
});

describe('a server that believes everything', () => {
  let target: Target;
  beforeAll(async () => {
    target = await listen(credulous);
  });
  const of = (group: Row['group']) => rows.filter((row) => row.group === group).map((row) => [row.name, row]);

  test.each(of('attack') as [string, Row][])('is wrong about %s', async (_, row) => {
    expect((await judge(target, row, secrets)).ok).toBe(false);
  });

  test.each(of('genuine') as [string, Row][])('is right about %s', async (_, row) => {
    expect((await judge(target, row, secrets)).ok).toBe(true);
  });

  test('is found to handle a replay twice', async () => {
    const row = rows.find(({ name }) => name === 'Clerk, replay') as Row;
    expect((await judge(target, row, secrets)).seen).toEqual({ status: 200, why: 'handled 2 times' });
  });
});

describe('a server that cannot be judged', () => {
  const [row] = rows as [Row];

  test('has not printed anything', async () => {
    const target = await listen((request, response) => request.resume().on('end', () => response.end()));
    expect((await judge(target, row, secrets)).seen).toEqual({ status: 200, why: 'nothing printed' });
  });

  test('has closed the connection', async () => {
    const target = await listen((request) => request.destroy());
    const { seen, ok } = await judge(target, row, secrets);
    expect([seen.status, ok]).toEqual([0, false]);
    expect(['ECONNRESET', 'EPIPE']).toContain(seen.why);
  });

  test('has answered without a code', async () => {
    const target = await listen((_, response) => response.writeHead(400).end('no'));
    expect((await judge(target, row, secrets)).seen).toEqual({ status: 400, why: 'by the framework' });
  });
});

describe('the rows', () => {
  test('have names of their own that leave room for six columns', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    expect(Math.max(...rows.map(({ name }) => name.length))).toBeLessThanOrEqual(23);
  });

  test('send genuine deliveries to every endpoint', () => {
    const sent = rows.filter(({ group }) => group === 'genuine').map(({ endpoint }) => endpoint);
    expect([...new Set(sent)].toSorted()).toEqual([...endpointNames].toSorted());
  });

  test('send other bytes each time they are written', async () => {
    const [row] = rows as [Row];
    const [first, second] = [await writeSending(row, secrets), await writeSending(row, secrets)];
    expect(first.id).not.toBe(second.id);
    expect(first.request.body).not.toEqual(second.request.body);
  });
});

describe('secrets', () => {
  test('are fresh, and stand in a variable each', () => {
    expect(Object.values(makeSecrets())).not.toContain(secrets.clerk);
    expect(Object.values(toVariables(secrets)).toSorted()).toEqual(Object.values(secrets).toSorted());
    expect(toVariables(secrets)['CLERK_WEBHOOK_SIGNING_SECRET']).toBe(secrets.clerk);
  });
});
