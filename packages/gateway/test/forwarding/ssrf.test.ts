import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAddressGuard } from '../../src/lib/outbound/address-guard.ts';
import { createOutbound, type Outbound } from '../../src/lib/outbound/create-outbound.ts';
import type { Resolve } from '../../src/lib/outbound/guarded-connect.ts';
import { readOutboundUrl } from '../../src/lib/outbound/read-outbound-url.ts';
import { startReceiver, status, type Receiver } from './lib/receiver.ts';

/** Names as a resolver that an attacker owns would give them. */
const resolving =
  (...answers: readonly (readonly string[])[]): Resolve =>
  (_, __, callback) => {
    const [first = []] = answers.length > 1 ? (answers as string[][]).splice(0, 1) : answers;
    const found = first.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
    callback(null, found);
  };

const post = { method: 'POST', path: '/', headers: [], body: new Uint8Array() };
const timeoutMs = 1000;

async function codeOf(outbound: Outbound, origin: string): Promise<unknown> {
  try {
    return (await outbound.send({ ...post, origin }, { timeoutMs })).status;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await outbound.close();
  }
}

const privates = [
  ['loopback', '127.0.0.1'],
  ['loopback, further on', '127.8.8.8'],
  ['this host', '0.0.0.0'],
  ['a private network of 10', '10.1.2.3'],
  ['a private network of 172', '172.31.255.255'],
  ['a private network of 192', '192.168.0.1'],
  ['link-local, where clouds keep their metadata', '169.254.169.254'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['carrier-grade NAT, a metadata service', '100.100.100.200'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['benchmarking', '198.18.0.1'],
  ['documentation', '203.0.113.7'],
  ['protocol assignments', '192.0.0.192'],
  ['loopback of IPv6', '::1'],
  ['no address of IPv6', '::'],
  ['unique-local', 'fd00:ec2::254'],
  ['unique-local, first half', 'fc00::1'],
  ['link-local of IPv6', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast of IPv6', 'ff02::1'],
  ['IPv4 mapped, loopback', '::ffff:127.0.0.1'],
  ['IPv4 mapped, in hexadecimal', '::ffff:a9fe:a9fe'],
  ['IPv4 mapped, of a public host', '::ffff:8.8.8.8'],
  ['IPv4 compatible', '::7f00:1'],
  ['IPv4 translated', '::ffff:0:7f00:1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['NAT64 of a network', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:7f00:1::'],
  ['documentation of IPv6', '2001:db8::1'],
  ['discard only', '100::1'],
  ['segment routing', '5f00::1'],
] as const;

describe('addresses that nothing is sent to', () => {
  const guard = createAddressGuard();
  test.each(privates)('%s: %s', (_, address) => {
    expect(guard.isAllowed(address)).toBe(false);
  });
  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    'a public one may be: %s',
    (address) => {
      expect(guard.isAllowed(address)).toBe(true);
    },
  );
  test.each(['', 'localhost', '0177.0.0.1', '2130706433', '1.2.3', 'x::1'])('no address: %j', (text) => {
    expect(guard.isAllowed(text)).toBe(false);
  });
  test.each([
    ['10.0.0.0/8', '10.9.9.9', true],
    ['10.0.0.0/8', '::ffff:10.9.9.9', true],
    ['10.0.0.0/8', '11.0.0.1', true],
    ['10.0.0.0/8', '127.0.0.1', false],
    ['192.168.1.5', '192.168.1.5', true],
    ['192.168.1.5', '192.168.1.6', false],
    ['fd00::/8', 'fd12::1', true],
    ['::1', '127.0.0.1', false],
  ])('%s lets %s through: %s', (range, address, expected) => {
    expect(createAddressGuard([range]).isAllowed(address)).toBe(expected);
  });
  test('what is no range is said', () => {
    expect(() => createAddressGuard(['internal'])).toThrow('internal is no address and no range');
  });
});

describe('requests to private addresses', () => {
  let receiver: Receiver;
  let port: string;
  beforeAll(async () => {
    receiver = await startReceiver();
    ({ port } = new URL(receiver.url));
  });
  afterAll(() => receiver[Symbol.asyncDispose]());

  test.each(privates)('a name that resolves to %s is not connected to: %s', async (_, address) => {
    const outbound = createOutbound({ resolve: resolving([address]) });
    await expect(codeOf(outbound, `http://innocent.example:${port}`)).resolves.toBe('private_address');
  });

  test.each([
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '[::1]',
    '[::ffff:7f00:1]',
    '[::ffff:127.0.0.1]',
  ])('a host that is written as %s is not connected to', async (host) => {
    await expect(codeOf(createOutbound(), new URL(`http://${host}:${port}`).origin)).resolves.toBe(
      'private_address',
    );
    await expect(codeOf(createOutbound(), new URL(`https://${host}:${port}`).origin)).resolves.toBe(
      'private_address',
    );
  });

  test('of several addresses the private ones are left out', async () => {
    const resolve = resolving(['10.0.0.1', '127.0.0.1', '::1']);
    const outbound = createOutbound({ resolve, allowedAddresses: ['127.0.0.1'] });
    await expect(codeOf(outbound, `http://mixed.example:${port}`)).resolves.toBe(200);
  });

  test('a name is connected to at the very address that was checked, whatever it means a moment later', async () => {
    const resolve = resolving(['127.0.0.1'], ['169.254.169.254']);
    const outbound = createOutbound({ resolve, allowedAddresses: ['127.0.0.1'] });
    await expect(codeOf(outbound, `http://rebinding.example:${port}`)).resolves.toBe(200);
  });

  test('a redirect to a metadata service is an answer, and not followed', async () => {
    receiver.answer = status(307, { location: 'http://169.254.169.254/latest/meta-data/' });
    const outbound = createOutbound({ allowedAddresses: ['127.0.0.1'] });
    await expect(codeOf(outbound, receiver.url)).resolves.toBe(307);
  });

  test('nobody was asked who should not have been', () => {
    expect(receiver.received).toHaveLength(3);
  });
});

describe('addresses as they are given', () => {
  const guard = createAddressGuard();
  test.each([
    ['ftp://example.com/', 'begins with https: or http:'],
    ['file:///etc/passwd', 'begins with https: or http:'],
    ['javascript:alert(1)', 'begins with https: or http:'],
    ['/relative', 'is absolute'],
    ['https://user@example.com/', 'a user or a password'],
    ['https://:secret@example.com/', 'a user or a password'],
    ['http://127.0.0.1/', 'private address'],
    ['http://[::ffff:10.0.0.1]/', 'private address'],
    ['http://0x7f000001/', 'private address'],
    [`https://example.com/${'a'.repeat(3000)}`, 'is absolute'],
  ])('%s is refused', (url, message) => {
    expect(() => readOutboundUrl(url, guard)).toThrow(message);
  });
  test('a fragment is left out', () => {
    expect(readOutboundUrl('https://example.com/a?b#c', guard).href).toBe('https://example.com/a?b');
  });
});

describe('answers', () => {
  test('a long one is cut, and one that does not end stands as far as it came', async () => {
    await using receiver = await startReceiver((response) => void response.end('x'.repeat(200_000)));
    const outbound = createOutbound({ allowedAddresses: ['127.0.0.1'] });
    const send = () => outbound.send({ ...post, origin: receiver.url }, { timeoutMs: 300 });
    const long = await send();
    expect([long.status, long.body.length, long.isCut]).toEqual([200, 65_536, true]);
    receiver.answer = (response) => void response.writeHead(202).write('begun');
    const begun = await send();
    expect([begun.status, new TextDecoder().decode(begun.body), begun.isCut]).toEqual([202, 'begun', true]);
    await outbound.close();
  });

  test.each([
    ['timeout', (): void => {}],
    ['reset', (response: { destroy(): unknown }): void => void response.destroy()],
    [
      'bad_answer',
      (response: { socket: { end(text: string): unknown } | null }): void =>
        void response.socket?.end('no HTTP\r\n\r\n'),
    ],
  ])('none: %s', async (code, answer) => {
    await using receiver = await startReceiver(answer);
    const outbound = createOutbound({ allowedAddresses: ['127.0.0.1'] });
    await expect(codeOf(outbound, receiver.url)).resolves.toBe(code);
  });

  test.each([
    ['refused', 'http://127.0.0.1:1'],
    ['tls', 'https'],
  ])('no connection: %s', async (code, origin) => {
    await using receiver = await startReceiver();
    const outbound = createOutbound({ allowedAddresses: ['127.0.0.1'] });
    const to = origin === 'https' ? receiver.url.replace('http:', 'https:') : origin;
    await expect(codeOf(outbound, to)).resolves.toBe(code);
  });

  test('a name that nobody knows', async () => {
    const resolve: Resolve = (_, __, callback) =>
      callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
    await expect(codeOf(createOutbound({ resolve }), 'http://nowhere.example')).resolves.toBe('dns');
  });
});
