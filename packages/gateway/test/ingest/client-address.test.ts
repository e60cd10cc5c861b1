import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { addressGroup, clientReader } from '../../src/lib/ingest/client-address.ts';

const request = (remoteAddress: string | undefined, headers: object): IncomingMessage =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage;

const trusted = ['10.0.0.0/8', '::1', 'fd00::/8'];

test.each([
  [
    'nobody is believed by default',
    '203.0.113.1',
    { 'x-forwarded-for': '1.2.3.4' },
    '203.0.113.1',
    undefined,
  ],
  ['IPv4 over a socket for both is itself', '::ffff:203.0.113.1', {}, '203.0.113.1', undefined],
  [
    'a trusted proxy is believed',
    '10.0.0.1',
    { 'x-forwarded-for': '1.2.3.4', host: 'a.example' },
    '1.2.3.4',
    'https://a.example',
  ],
  ['also over a socket for both', '::ffff:10.0.0.1', { 'x-forwarded-for': '1.2.3.4' }, '1.2.3.4', undefined],
  [
    'what stands before is anybody writing',
    '10.0.0.1',
    { 'x-forwarded-for': '9.9.9.9, 1.2.3.4' },
    '1.2.3.4',
    undefined,
  ],
  [
    'trusted proxies are passed over',
    '10.0.0.1',
    { 'x-forwarded-for': '9.9.9.9, 1.2.3.4, 10.0.0.2, fd00::2' },
    '1.2.3.4',
    undefined,
  ],
  ['all trusted: the outermost', '::1', { 'x-forwarded-for': '10.0.0.3, 10.0.0.2' }, '10.0.0.3', undefined],
  ['no address is no address', '10.0.0.1', { 'x-forwarded-for': '1.2.3.4, unknown' }, '10.0.0.1', undefined],
  ['without the header the proxy itself', '10.0.0.1', {}, '10.0.0.1', undefined],
  [
    'host and scheme',
    '10.0.0.1',
    { 'x-forwarded-proto': 'http', 'x-forwarded-host': 'a.example:81, b' },
    '10.0.0.1',
    'http://a.example:81',
  ],
  [
    'a host that is none',
    '10.0.0.1',
    { 'x-forwarded-host': 'a/b@c', host: 'a.example' },
    '10.0.0.1',
    'https://a.example',
  ],
  ['a connection that has gone', undefined, {}, undefined, undefined],
])('%s', (_name, peer, headers, address, origin) => {
  expect(clientReader(trusted)(request(peer, headers))).toEqual({ address, origin });
});

test('without trusted proxies no header counts', () => {
  const headers = { 'x-forwarded-for': '1.2.3.4', 'x-forwarded-host': 'a.example' };
  expect(clientReader([])(request('10.0.0.1', headers))).toEqual({ address: '10.0.0.1', origin: undefined });
});

test('what is no address is refused when the door opens', () => {
  expect(() => clientReader(['localhost'])).toThrow(/trustedProxies holds "localhost"/);
});

test('IPv6 counts by its first 64 bits', () => {
  expect(addressGroup('2001:db8::1')).toBe(addressGroup('2001:db8::ffff'));
  expect(addressGroup('2001:db8::1')).not.toBe(addressGroup('2001:db8:0:1::1'));
  expect(addressGroup('203.0.113.1')).not.toBe(addressGroup('203.0.113.2'));
});
