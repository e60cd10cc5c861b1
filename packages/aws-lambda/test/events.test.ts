import { createWebhook, type Delivery, type DeliveryReport } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { sign } from '@hooklatch/testing';
import { describe, expect, test } from 'vitest';
import { toLambda, type LambdaEvent, type LambdaResult } from '../src/index.ts';
import { toAlbEvent, toEventV2, toRestEvent, type ToEvent } from './fixture/events.ts';

const secret = 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0';
const text = '{"type":"a.b","name":"Zoë 🦊"}';
const bytes = Buffer.from([0x7b, 0xff, 0xfe, 0x80, 0x7d]);
const marked = '{"type":"a.b","name":"\u{FFFD}"}';

const rest = toRestEvent(true);
const plainRest = toRestEvent(false);
const alb = toAlbEvent(false);
const albMulti = toAlbEvent(true);

interface Sent {
  readonly body?: string | Uint8Array;
  readonly query?: string;
  readonly extra?: readonly (readonly [string, string])[];
  readonly change?: () => object;
}

/** Invokes a webhook with an event, and says what came of it. */
async function invoke(toEvent: ToEvent, { body = text, query = '', extra = [], change }: Sent = {}) {
  const signed = await sign(standardWebhooks(), { secret, body });
  let delivery: Delivery | undefined;
  const reports: DeliveryReport[] = [];
  const webhook = createWebhook(standardWebhooks({ secret }), {
    on: { '*': (_, context) => void ({ delivery } = context) },
    onDelivery: (report) => reports.push(report),
  });
  const event = toEvent({
    method: 'POST',
    path: '/webhooks/a%20b',
    query,
    headers: [['Host', 'hooks.example.com'], ...signed.headers.entries(), ...extra],
    body: Buffer.from(signed.body),
  });
  const result = await toLambda(webhook)(Object.assign(event, change?.()), {});
  const [{ code, hint } = {}] = reports;
  return { result, delivery, code, hint, count: reports.length };
}

describe('events', () => {
  const gateway = 'https://abc.execute-api.eu-central-1.amazonaws.com/prod/webhooks/a%20b';
  const functionUrl = 'https://abc.lambda-url.eu-central-1.on.aws/webhooks/a%20b';
  const balancer = 'https://hooks.example.com/webhooks/a%20b';
  const query = 'b=2&a=x%20y&b=3&c=';
  const grouped = '?b=2&b=3&a=x%20y&c=';
  test.each<[string, ToEvent, string]>([
    ['a REST API', rest, `${gateway}${grouped}`],
    ['a REST API without binary media types', plainRest, `${gateway}${grouped}`],
    ['payload format 2.0', toEventV2, `${functionUrl}?${query}`],
    ['an ALB', alb, `${balancer}?b=3&a=x%20y&c=`],
    ['an ALB with multi-value headers', albMulti, `${balancer}${grouped}`],
  ])('have the exact bytes and the URL: %s', async (_, toEvent, url) => {
    const { result, delivery } = await invoke(toEvent, { query });
    expect(result.statusCode).toBe(200);
    expect(Buffer.from(delivery?.body ?? []).toString()).toBe(text);
    expect(delivery?.url).toBe(url);
    expect(delivery?.method).toBe('POST');
  });

  test.each<[string, ToEvent]>([
    ['a REST API', rest],
    ['payload format 2.0', toEventV2],
    ['an ALB', alb],
    ['an ALB with multi-value headers', albMulti],
  ])('have base64 bodies decoded: %s', async (_, toEvent) => {
    const change = () => ({ body: bytes.toString('base64'), isBase64Encoded: true });
    const { result, delivery } = await invoke(toEvent, { body: bytes, change });
    expect(result.statusCode).toBe(200);
    expect(Buffer.from(delivery?.body ?? [])).toEqual(bytes);
  });

  test.each<[string, ToEvent, unknown]>([
    ['null', rest, null],
    ['left out', toEventV2, undefined],
    ['an empty string', alb, ''],
  ])('may have no body: %s', async (_, toEvent, body) => {
    const { result, delivery } = await invoke(toEvent, { body: '', change: () => ({ body }) });
    expect([result.statusCode, delivery?.body.length]).toEqual([200, 0]);
  });

  test('have their cookies as a header', async () => {
    const { delivery } = await invoke(toEventV2, { extra: [['Cookie', 'a=1; b=2']] });
    expect(delivery?.headers.get('cookie')).toBe('a=1; b=2');
  });

  test.each(['0', 'length', '__proto__'])('may have a header named %s', async (name) => {
    for (const toEvent of [rest, toEventV2, alb, albMulti]) {
      const { result, delivery } = await invoke(toEvent, { extra: [[name, 'x']] });
      expect([result.statusCode, delivery?.headers.get(name)]).toEqual([200, 'x']);
    }
  });

  test('that are no HTTP requests are a mistake', async () => {
    const webhook = createWebhook(standardWebhooks({ secret }), { on: {} });
    const queue = { Records: [{ body: text, eventSource: 'aws:sqs' }] } as unknown as LambdaEvent;
    await expect(toLambda(webhook)(queue, {})).rejects.toThrow(TypeError);
  });
});

describe('a doubled security header', () => {
  test.each<[string, ToEvent, string, string]>([
    ['two values in a list', rest, 'webhook-id', 'header_duplicate'],
    ['two spellings', rest, 'Webhook-Id', 'header_duplicate'],
    ['two values in a list of an ALB', albMulti, 'webhook-id', 'header_duplicate'],
    ['joined', toEventV2, 'webhook-id', 'signature_mismatch'],
  ])('is refused: %s', async (_, toEvent, name, expected) => {
    const { result, code } = await invoke(toEvent, { extra: [[name, 'msg_other']] });
    expect([result.statusCode, code]).toEqual([400, expected]);
  });
});

describe('a result', () => {
  const headers = { 'content-type': 'application/problem+json' };
  const multiValueHeaders = { 'content-type': ['application/problem+json'] };
  const refused = { statusCode: 400, body: '{"status":400,"code":"signature_missing"}' };
  const none = { headers: { a: 'b' } };
  const ofRest = { ...none, multiValueHeaders: { a: ['b'] } };
  const ofAlb = { multiValueHeaders: { a: ['b'] } };
  test.each<[string, ToEvent, object, LambdaResult]>([
    ['a REST API', rest, ofRest, { ...refused, headers, isBase64Encoded: false }],
    ['payload format 2.0', toEventV2, none, { ...refused, headers }],
    ['an ALB', alb, none, { ...refused, headers, isBase64Encoded: false }],
    [
      'an ALB with multi-value headers',
      albMulti,
      ofAlb,
      { ...refused, multiValueHeaders, isBase64Encoded: false },
    ],
  ])('has the shape of its event: %s', async (_, toEvent, unsigned, expected) => {
    expect((await invoke(toEvent, { change: () => unsigned })).result).toEqual(expected);
  });
});

describe('text that was bytes', () => {
  const lost = [500, 'body_consumed', 1];
  test.each<[string, ToEvent, RegExp]>([
    ['a REST API', plainRest, /^API Gateway .* set binaryMediaTypes of the REST API to \*\/\*/],
    ['payload format 2.0', toEventV2, /^The platform .* use a REST API/],
    ['an ALB', alb, /^The platform .* use a REST API/],
  ])('is named, with the setting: %s', async (_, toEvent, expected) => {
    const { result, code, hint, count } = await invoke(toEvent, { body: bytes });
    expect([result.statusCode, code, count]).toEqual(lost);
    expect(hint).toMatch(expected);
  });

  test('is told by its length from text that was signed so', async () => {
    const declare = (length: number): Sent => ({ body: marked, extra: [['content-length', `${length}`]] });
    const exact = Buffer.byteLength(marked);
    expect((await invoke(toEventV2, declare(exact))).result.statusCode).toBe(200);
    expect((await invoke(toEventV2, declare(exact - 2))).code).toBe('body_consumed');
  });

  test('is told by its signature where no length is there', async () => {
    expect((await invoke(plainRest, { body: marked })).result.statusCode).toBe(200);
  });
});
