import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/lib/settings.ts';
import { findWarnings } from '../../src/lib/start/find-warnings.ts';

const secure = { dashboardUrl: 'https://gateway.example.com', publicUrl: 'https://hooks.example.com' };

test.each([
  ['on this machine', {}, '24.21.0', []],
  ['behind a proxy with HTTPS', { ...secure, host: '0.0.0.0', ingestHost: '0.0.0.0' }, '26.10.0', []],
  ['an older Node.js', {}, '22.23.3', [/Node\.js 22\.23\.3/]],
  ['a Node.js before 24.14', {}, '24.13.9', [/24\.14 or newer/]],
  ['the dashboard beyond this machine', { host: '0.0.0.0' }, '24.21.0', [/--dashboard-url/]],
  [
    'the dashboard over plain HTTP',
    { dashboardUrl: 'http://gateway.lan' },
    '24.21.0',
    [/passwords can be read/],
  ],
  ['the door beyond this machine', { ingestHost: '::' }, '24.21.0', [/plain HTTP/]],
  ['the door over plain HTTP', { publicUrl: 'http://hooks.example.com' }, '24.21.0', [/not HTTPS/]],
])('%s', (_name, settings, node, expected) => {
  const warnings = findWarnings({ ...defaultSettings, ...settings }, node);
  expect(warnings).toHaveLength(expected.length);
  for (const [at, message] of expected.entries()) expect(warnings[at]).toMatch(message);
});
