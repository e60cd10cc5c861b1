import { clerk } from '@hooklatch/providers/clerk';
import type { Provider } from '@hooklatch/core/provider';
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { explainDelivery } from '../src/lib/explain-delivery.ts';
import { readRequest } from '../src/lib/requests/read-request.ts';
import { runCli } from './support/run-cli.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const now = 1_795_352_400_000;

test('headers are printed for a body of one’s own', async () => {
  const args = ['sign', 'clerk', 'user.created', '--file', '-', '--id', 'msg_1', '--secret', secret];
  const { code, stdout, stderr } = await runCli(args, { stdin: '{"type":"user.created"}', now });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const key = Buffer.from(secret.slice(6), 'base64');
  const signed = 'msg_1.1795352400.{"type":"user.created"}';
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  expect(stdout).toBe(
    [
      'content-type: application/json',
      'svix-id: msg_1',
      'svix-timestamp: 1795352400',
      `svix-signature: v1,${signature}`,
      '',
    ].join('\n'),
  );
});

test.each(['curl', 'http', 'har', 'capture'])('--as %s is a delivery that is genuine', async (form) => {
  const { stdout } = await runCli(['sign', 'clerk', '--as', form, '--secret', secret], { now });
  const { verdict } = await explainDelivery(clerk({ secret }) as Provider, readRequest(stdout), { now });
  expect(verdict).toMatchObject({ outcome: 'verified', eventType: 'user.created' });
});

test('--at signs at another time, and --json says all', async () => {
  const args = ['sign', 'clerk', 'a.b', '--at', '2026-11-22T13:00:00Z', '--secret', secret, '--json'];
  const told = JSON.parse((await runCli(args)).stdout) as object;
  expect(told).toMatchObject({
    method: 'POST',
    url: 'http://localhost:3000/webhooks/clerk',
    headers: expect.arrayContaining([['svix-timestamp', '1795352400']]),
    body: '{"type":"a.b"}',
  });
});

test('--as fetch is a statement of JavaScript', async () => {
  const { stdout } = await runCli([
    'sign',
    'clerk',
    '--as',
    'fetch',
    '--to',
    'http://localhost/x',
    '--secret',
    secret,
  ]);
  expect(stdout).toMatch(/^await fetch\("http:\/\/localhost\/x", \{\n {2}method: "POST",/);
});
