import { expect, test } from 'vitest';
import { allowedHosts } from '../../src/lib/access/allowed-hosts.ts';
import { ask } from './ask.ts';
import { openStage } from './open-stage.ts';

const configured = { dashboardUrl: 'https://Gateway.Example.com:8443' };

test.each([
  ['127.0.0.1:4400', true],
  ['127.0.0.1', true],
  ['localhost:8080', true],
  ['LOCALHOST:4400', true],
  ['[::1]:4400', true],
  ['192.168.1.7:4400', true],
  ['gateway.example.com:8443', true],
  ['GATEWAY.example.com:8443', true],
  ['gateway.example.com', false],
  ['gateway.example.com:8443.evil.example', false],
  ['evil.example', false],
  ['evil.example:4400', false],
  ['127.0.0.1.evil.example', false],
  ['localhost.evil.example:4400', false],
  ['localhost.', false],
  ['127.0.0.1:4400@evil.example', false],
  ['[::1', false],
  ['[evil]:4400', false],
  ['', false],
])('the name %s: %s', (host, isAllowed) => {
  expect(allowedHosts(configured).has(host)).toBe(isAllowed);
});

test.each([['/'], ['/api/v1/session'], ['/api/v1/setup'], ['/assets/index.js']])(
  '%s is not answered by a name that was pointed at the gateway',
  async (path) => {
    await using stage = await openStage();
    const answer = await ask(`${stage.url}${path}`, { headers: { host: `evil.example:${stage.port}` } });
    expect(answer).toMatchObject({ status: 421, json: { code: 'unknown_host' } });
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'");
  },
);

test.each(['/healthz', '/readyz'])('%s is answered by any name, and says nothing', async (path) => {
  await using stage = await openStage();
  const answer = await ask(`${stage.url}${path}`, { headers: { host: 'gateway:4400' } });
  expect(answer).toMatchObject({ status: 200, text: '{"status":"ok"}' });
});
