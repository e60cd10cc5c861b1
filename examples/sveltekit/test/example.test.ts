import { clerk } from '@hooklatch/providers/clerk';
import { deliver, sign } from '@hooklatch/testing';
import { expect, test } from 'vitest';
import { describeExample } from '../../../test/examples/describe-example.ts';
import { describeForms } from '../../../test/examples/describe-forms.ts';
import { describeRequests } from '../../../test/examples/describe-requests.ts';
import { startExample } from '../../../test/examples/start-example.ts';

const folder = new URL('../', import.meta.url);
const ready = /Listening on (http:\S+)/;

describeExample(
  // The limit of .env.example: adapter-node's own is smaller than what providers send.
  { folder, ready, build: true, env: { BODY_SIZE_LIMIT: '2M', HOST: '127.0.0.1' } },
  {
    guard: 'verify',
    others: [],
    also: (server, secrets) => {
      describeRequests(server, secrets);
      // adapter-node takes every request for https, unless ORIGIN says otherwise.
      describeForms(server, { own: 405, originOf: (url) => url.replace('http:', 'https:') });

      test('adapter-node cuts a body of 600 kB off where BODY_SIZE_LIMIT is not set', async () => {
        const secret = secrets.CLERK_WEBHOOK_SIGNING_SECRET;
        const delivery = await sign(clerk(), { secret, body: new Uint8Array(600_000) });
        const { url, close } = await startExample({ folder, ready, env: { HOST: '127.0.0.1' } }, secrets);
        try {
          const { status, body } = await deliver(`${url}/webhooks/clerk`, delivery);
          expect([status, body]).toEqual([400, '{"status":400,"code":"body_incomplete"}']);
        } finally {
          await close();
        }
      });
    },
  },
);
