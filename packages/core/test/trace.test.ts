import { describe, expect, test } from 'vitest';
import { deliveryHeaders } from '../src/index.ts';
import { claimOf, failedStep, headersOf, hmac, schemeOf, type Scheme } from '../src/provider.ts';

const timed = hmac({
  content: '{timestamp}.{body}',
  timestamp: { header: 'x-time' },
  signature: { header: 'x-signature' },
});
const plain = hmac({ content: '{body}', signature: { header: 'x-old-signature' } });
const definition = { schemes: [timed, plain] as readonly Scheme[] };
const headers = (...names: string[]) => deliveryHeaders(names.map((name): [string, string] => [name, '1']));

describe('the scheme that a delivery follows', () => {
  test.each([
    ['all of one is there', ['x-old-signature', 'x-time'], plain],
    ['a part of one is there', ['x-time'], timed],
    ['nothing of any is there', ['x-other'], timed],
  ])('%s', (_case, names, scheme) => {
    expect(schemeOf(definition, { headers: headers(...names) })).toBe(scheme);
  });

  test('no scheme is none', () => {
    expect(schemeOf({ schemes: [] }, { headers: headers() })).toBeUndefined();
  });

  test('names its headers, and those of the one that it combines', () => {
    expect(headersOf(timed)).toEqual(expect.arrayContaining(['x-time', 'x-signature']));
    expect(headersOf({ ...plain, headers: [], signedAs: timed })).toEqual(timed.headers);
  });

  test('claims what can be read, and nothing where it cannot', () => {
    const read = (...pairs: [string, string][]) =>
      claimOf(timed, { method: 'POST', url: '/', headers: deliveryHeaders(pairs) });
    const signature: [string, string] = ['x-signature', 'ab'.repeat(32)];
    expect(read(['x-time', '1700000000'], signature)?.time).toBe(1_700_000_000_000);
    expect(read(['x-time', 'noon'], signature)).toBeUndefined();
    expect(read(signature)).toBeUndefined();
  });
});

test.each([
  ['method_not_allowed', 'method'],
  ['insecure_transport', 'method'],
  ['secret_missing', 'key'],
  ['payload_too_large', 'body'],
  ['body_consumed', 'body'],
  ['over_capacity', 'body'],
  ['timestamp_stale', 'freshness'],
  ['signature_mismatch', 'signature'],
  ['signature_missing', 'headers'],
  ['header_malformed', 'headers'],
  ['handler_failed', 'event'],
])('%s ends verification at the step %s', (code, step) => {
  expect(failedStep(code, false)).toBe(step);
});

test('what is malformed within a body whose headers could be read is found at the signature', () => {
  expect(failedStep('header_malformed', true)).toBe('signature');
});
