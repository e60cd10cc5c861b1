import { providerNames } from '@hooklatch/providers';
import { throwAway } from '@hooklatch/testing';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accepting, startEndpoint, type Endpoint } from './support/endpoint.ts';
import { runCli } from './support/run-cli.ts';

let endpoint: Endpoint;
let cwd: string;

beforeAll(async () => {
  endpoint = await startEndpoint();
  cwd = await mkdtemp(join(tmpdir(), 'hooklatch-'));
});

afterAll(async () => {
  await endpoint.close();
  await rm(cwd, { recursive: true });
});

/** What their factories cannot do without to sign or to verify. */
const options: Readonly<Record<string, readonly string[]>> = {
  livekit: ['--option', 'apiKey=test'],
  custom: ['--option', 'name=custom', '--option', 'signature={"header":"x-signature"}'],
};

test.each(providerNames)('%s accepts what is sent in its name', async (name) => {
  const made = await throwAway(name, { publicUrl: endpoint.url });
  const { definition } = made.provider;
  const isPrivate = definition.key !== undefined && definition.schemes.some(({ makeKeys }) => makeKeys);
  const secret = isPrivate ? [] : ['--secret', made.secret];
  endpoint.answer = isPrivate ? () => {} : accepting(made.provider);
  if (isPrivate) {
    endpoint.answer = (request, response) => {
      void readFile(join(cwd, '.hooklatch', 'keys', `${definition.name}.json`), 'utf8').then((text) => {
        const { publicKey } = JSON.parse(text) as { publicKey: string };
        accepting({ ...made.provider, secret: () => publicKey })(request, response);
      });
    };
  }
  const args = ['send', name, '--to', endpoint.url, ...secret, ...(options[name] ?? []), '--json'];
  const { code, stdout, stderr } = await runCli(args, { cwd });
  expect(stdout + stderr).toContain('"isAsExpected": true');
  expect(code).toBe(0);
  if (isPrivate) expect(stderr).toContain('Configure the endpoint with its public key');
});
