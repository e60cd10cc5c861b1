import { describeAdapter, readCases } from '@hooklatch/testing';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { isUtf8 } from 'node:buffer';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { toLambda, type LambdaHandler } from '../src/index.ts';
import { toAlbEvent, toEventV2, toRestEvent, type ToEvent } from './fixture/events.ts';
import { startGateway } from './fixture/gateway.ts';

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));

const facts = (names: readonly string[], reason: string): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, reason]));
const ofBytes = (name: string): string[] =>
  ['a handler', 'a route behind a guard'].map((place) => `${name} arrives unchanged at ${place}`);

const whole = facts(
  [
    'a declared length over the limit is refused before the body comes',
    'an unsigned upload is refused before the body comes',
    'a body that comes too slowly is refused as body_timeout',
  ],
  'the platform invokes the function when it has the whole body',
);
const isText = (base64: string): boolean => isUtf8(Buffer.from(base64, 'base64'));
const lost = cases.filter((one) => one.expect === 'accept' && !isText(one.body_base64));
const text = facts(
  [...ofBytes('bytes that are not UTF-8'), ...lost.map(({ id }) => `${id}: accept`)],
  'the platform hands JSON over as text',
);
const large = facts(
  [...ofBytes('one MiB'), ...ofBytes('one MiB of JSON')],
  'an ALB takes bodies of 1 MB for functions',
);
const hidden = facts(
  [
    ...['svix-id', 'svix-timestamp', 'svix-signature'].map((name) => `${name} arriving twice is refused`),
    ...cases.filter(({ id }) => id.includes('.dup.')).map(({ id, expect }) => `${id}: ${expect}`),
  ],
  'the load balancer passes the last of doubled headers alone: nobody behind it sees that there were two',
);

const platforms: Readonly<Record<string, readonly [ToEvent, Readonly<Record<string, string>>]>> = {
  'REST API, binaryMediaTypes */*': [toRestEvent(true), whole],
  'payload format 2.0': [toEventV2, { ...whole, ...text }],
  'ALB with multi-value headers': [toAlbEvent(true), { ...whole, ...text, ...large }],
  'ALB with single headers': [toAlbEvent(false), { ...whole, ...text, ...large, ...hidden }],
};

for (const [name, [toEvent, except]] of Object.entries(platforms)) {
  const start = () => {
    const endpoints = Object.entries(createContractEndpoints());
    return startGateway(toEvent, new Map(endpoints.map(([path, webhook]) => [`/${path}`, mount(webhook)])));
  };
  const adapter = { name: `AWS Lambda, local gateway: ${name}`, start };
  describeAdapter({ describe, test, beforeAll, afterAll }, adapter, { cases, except });
}

function mount(webhook: Parameters<typeof toLambda>[0]): LambdaHandler {
  if (webhook.handles) return toLambda(webhook);
  return toLambda(webhook, async (event) => {
    const headers = { 'content-type': 'application/json' };
    return { statusCode: 200, headers, body: JSON.stringify(await contractRoute(event)) };
  });
}
