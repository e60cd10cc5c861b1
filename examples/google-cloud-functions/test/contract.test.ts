import { http, type HttpFunction } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { toNode, type NodeListener, type Webhook } from '@hooklatch/node';
import { describeAdapter } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { gzipSync } from 'node:zlib';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliver, reporting } from '../../../test/adapters/delivery.ts';
import { runningList } from '../../../test/adapters/running-list.ts';
import { toRunning } from '../../../test/adapters/running.ts';

function mount(webhook: Webhook): NodeListener {
  if (webhook.handles) return toNode(webhook);
  return toNode(webhook, async (event, _request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(await contractRoute(event)));
  });
}

async function serve(handle: HttpFunction) {
  http('contract', handle);
  const server = getTestServer('contract').listen(0, '127.0.0.1');
  await once(server, 'listening');
  return toRunning(server);
}

function start() {
  const endpoints = Object.entries(createContractEndpoints());
  const listeners = new Map(endpoints.map(([name, webhook]) => [`/${name}`, mount(webhook)]));
  return serve((request, response) => listeners.get(request.path)?.(request, response));
}

const facts = (names: readonly string[], reason: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, reason]));
const ofBytes = (names: readonly string[]): string[] =>
  names.flatMap((name) =>
    ['a handler', 'a route behind a guard'].map((place) => `${name} arrives unchanged at ${place}`),
  );

const json = ['bytes that are not UTF-8', 'JSON that is cut off', 'a JSON scalar', 'null bytes'];
const asJson = [
  'a body as long as the limit is handled',
  'a body one byte over the limit is refused as payload_too_large',
  'a body over the limit in chunks is refused as payload_too_large',
];
const except = {
  ...facts([...ofBytes(json), ...asJson], 'the framework answers 400 to JSON that it cannot parse'),
  ...facts(
    ofBytes(['a wrong charset', 'an unknown charset', 'an unknown content encoding']),
    'and 415 to these',
  ),
  ...facts(
    ofBytes(['gzip as content encoding']),
    'the framework inflates it, and the bytes that came are gone',
  ),
  ...facts(
    [
      'a declared length over the limit is refused before the body comes',
      'a body that comes too slowly is refused as body_timeout',
    ],
    'the framework calls the function when it has the whole body',
  ),
};

const adapter = { name: "Google's functions-framework", start };
describeAdapter({ describe, test, beforeAll, afterAll }, adapter, { except });

const running = runningList();

test.each<[string, string, object]>([
  ['gzip', 'gzip', { outcome: 'failed', code: 'body_consumed' }],
  ['bytes', 'identity', { outcome: 'handled' }],
])('a body of %s, sent as %s', async (_, encoding, expected) => {
  const { webhook, reports } = reporting({ on: { '*': () => {} } });
  const server = await serve(toNode(webhook));
  running.push(server);
  await deliver(server.url, { body: gzipSync('{}'), encoding, type: 'application/octet-stream' });
  expect(reports).toMatchObject([expected]);
});
