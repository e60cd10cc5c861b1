import { slack } from '@hooklatch/providers/slack';
import { createRelay, createToken, type Relay } from '@hooklatch/relay/node';
import { deliver, sign } from '@hooklatch/testing';
import { expect, onTestFinished, test } from 'vitest';
import { findPort } from '../../../../test/servers/find-port.ts';
import { runListen } from './run.ts';
import { startApplication, until } from './stage.ts';

/** A relay of the test, and its token. */
async function startRelay(): Promise<Relay & { readonly token: string }> {
  const token = createToken();
  const relay = await createRelay({ tokens: [token], onNotice: () => {} });
  onTestFinished(() => relay.close());
  return { ...relay, token };
}

test('what comes by a relay is kept and forwarded with its bytes, and the answer goes back to its sender', async () => {
  const app = await startApplication((_arrived, response) => {
    response.writeHead(201, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2']);
    response.end('from the application');
  });
  const { url, publicUrls, token } = await startRelay();
  const listen = await runListen(['--forward', app.url, '--tunnel', url, '--token', 'env:TOKEN'], {
    TOKEN: token,
  });
  await until(() => listen.stderr().includes('The tunnel: connected'));
  const body = Buffer.from([0xff, 0, 1, 0x22]);
  const answer = await fetch(`${publicUrls[0]}/webhooks/x?a=%20`, {
    method: 'PUT',
    body,
    headers: { 'X-A': '1' },
  });
  expect([answer.status, await answer.text()]).toEqual([201, 'from the application']);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  const [arrived] = app.arrived;
  expect([arrived?.method, arrived?.target]).toEqual(['PUT', '/webhooks/x?a=%20']);
  expect(arrived?.body.equals(body)).toBe(true);
  await until(() => listen.stdout().includes('→ 201'));
  expect(listen.stdout() + listen.stderr()).not.toContain(token);
  // Nobody needs to be told how to point a tunnel here.
  expect(listen.stderr()).not.toContain('ngrok');
});

test('a handshake passes through the relay', async () => {
  const secret = 'whsec_test_secret_5257a869e7ece';
  const body = JSON.stringify({ type: 'url_verification', challenge: 'abc123' });
  const { url, publicUrls, token } = await startRelay();
  const verified = ['--provider', 'slack', '--secret', secret];
  const listen = await runListen(['--tunnel', url, '--token', token, ...verified]);
  await until(() => listen.stderr().includes('The tunnel: connected'));
  const answer = await deliver(
    publicUrls[0] as string,
    await sign(slack(), { secret, body, type: 'url_verification' }),
  );
  expect(answer.body).toContain('abc123');
});

test('a relay that does not know the token ends it', async () => {
  const { url } = await startRelay();
  const listen = await runListen(['--tunnel', url, '--token', createToken()]);
  expect(await listen.ended).toBe(3);
  expect(listen.stderr()).toContain('does not know this token');
});

test('a relay that is away is waited for', async () => {
  const port = await findPort();
  const listen = await runListen(['--tunnel', `ws://127.0.0.1:${port}`, '--token', createToken()]);
  await until(() => /The tunnel: lost \(.*\), tried again in \d+ s/.test(listen.stderr()));
  listen.stop();
  expect(await listen.ended).toBe(130);
});
