import { expect, test } from 'vitest';
import { forward } from '../../src/lib/listen/forward.ts';
import { isLocalAddress } from '../../src/lib/listen/local-address.ts';
import { toTarget } from '../../src/lib/listen/to-target.ts';

const request = { method: 'POST', target: '/', headers: [], body: new Uint8Array() };

test.each([
  ['127.0.0.1', true],
  ['127.8.9.1', true],
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', false],
  ['100.64.0.1', false],
  ['8.8.8.8', false],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:8.8.8.8', false],
  ['::ffff:169.254.169.254', false],
  ['fd00::1', true],
  ['fe80::1', false],
  ['2001:4860:4860::8888', false],
  ['64:ff9b::7f00:1', false],
  ['localhost', false],
])('%s is of this machine or a private network: %s', (address, expected) => {
  expect(isLocalAddress(address)).toBe(expected);
});

test.each([
  'http://8.8.8.8/',
  'http://134744072/',
  'http://0x08080808/',
  'http://[::ffff:8.8.8.8]/',
  'http://169.254.169.254/latest/meta-data',
  'https://[2001:4860:4860::8888]/',
])('%s is refused when it is given, and when it is connected to', async (url) => {
  await expect(toTarget(url, false)).rejects.toMatchObject({ code: 'remote_target' });
  expect((await forward(request, { to: url })).error).toBe('ERR_REMOTE_ADDRESS');
});

test('a name is looked up, and what it stands for is looked at before each connection', async () => {
  expect((await forward(request, { to: 'http://localhost:1/' })).error).toBe('ECONNREFUSED');
});

test.each([
  ['3000', 'http://localhost:3000/'],
  ['3000/webhooks/clerk', 'http://localhost:3000/webhooks/clerk'],
  [':3000', 'http://localhost:3000/'],
  ['localhost:3000/a?b=1', 'http://localhost:3000/a?b=1'],
  ['https://127.0.0.1:8443', 'https://127.0.0.1:8443/'],
])('%s stands for %s', async (text, url) => {
  expect(await toTarget(text, false)).toBe(url);
});

test.each(['ftp://localhost/', 'http://user:secret@localhost/', 'http://', 'file:///etc/passwd'])(
  '%s is no application, and the message does not repeat it',
  async (text) => {
    const refused = toTarget(text, false);
    await expect(refused).rejects.toMatchObject({ code: 'bad_url' });
    await expect(refused).rejects.not.toThrow('secret');
  },
);
