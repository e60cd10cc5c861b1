import { equal, match, ok } from 'node:assert/strict';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { contractSecrets } from '../contract.ts';
import { isHandled, isRefused } from './expect.ts';
import type { Fact } from './runner.ts';
import { deliver, sign } from './sign.ts';
import { openRequest, send } from './wire.ts';

const signed = (body: Uint8Array | string) =>
  sign(standardWebhooks(), { secret: contractSecrets.standard, body });

/** Headers that are in order, for a body of which nothing is known. */
async function genuineHeaders(): Promise<readonly (readonly [string, string])[]> {
  return (await signed('{}')).headers.entries();
}

/** Sends a head that declares a body, and never the body. */
async function headOnly(url: string, headers: readonly (readonly [string, string])[]) {
  const { socket, answered } = openRequest(url, headers);
  try {
    return await answered;
  } finally {
    socket.destroy();
  }
}

/** What a body may cost. */
export const limitFacts = (): readonly Fact[] => [
  {
    name: 'a body as long as the limit is handled',
    show: async (url) =>
      void isHandled(await deliver(`${url}/limits`, await signed(new Uint8Array(65_536).fill(97)))),
  },
  {
    name: 'a body one byte over the limit is refused as payload_too_large',
    async show(url) {
      const delivery = await signed(new Uint8Array(65_537).fill(97));
      isRefused(await deliver(`${url}/limits`, delivery), 413, 'payload_too_large');
    },
  },
  {
    name: 'a body over the limit in chunks is refused as payload_too_large',
    async show(url) {
      const { headers, body } = await signed(new Uint8Array(80_000).fill(97));
      const answer = await send(`${url}/limits`, { headers: headers.entries(), body, chunkBytes: 8192 });
      isRefused(answer, 413, 'payload_too_large');
    },
  },
  {
    name: 'a declared length over the limit is refused before the body comes',
    async show(url) {
      const headers = [...(await genuineHeaders()), ['content-length', '100000'] as const];
      const { status, text } = await headOnly(`${url}/limits`, headers);
      equal(status, 413, text);
    },
  },
  {
    name: 'an unsigned upload is refused before the body comes',
    async show(url) {
      const { status, text } = await headOnly(`${url}/limits`, [['content-length', '60000']]);
      equal(status, 400, text);
      match(text, /signature_missing/);
    },
  },
  {
    name: 'a body that comes too slowly is refused as body_timeout',
    async show(url) {
      const { socket, answered } = openRequest(`${url}/limits`, [
        ...(await genuineHeaders()),
        ['content-length', '1000'],
      ]);
      socket.write('{');
      const { status, text } = await answered;
      socket.destroy();
      equal(status, 408, text);
    },
  },
  {
    name: 'a sender that goes away in the middle harms nothing',
    async show(url) {
      const { socket, answered } = openRequest(`${url}/bytes`, [
        ...(await genuineHeaders()),
        ['content-length', '1000'],
      ]);
      socket.write('{"type":');
      await new Promise((resolve) => setImmediate(resolve));
      socket.destroy();
      await answered.catch(() => {});
      ok(isHandled(await deliver(`${url}/bytes`, await signed('{"type":"after.abort"}'))));
    },
  },
  {
    name: 'after a refusal the next delivery is handled',
    async show(url) {
      isRefused(await send(`${url}/bytes`, { body: Buffer.alloc(200_000) }), 400, 'signature_missing');
      ok(isHandled(await deliver(`${url}/bytes`, await signed('{"type":"after.refusal"}'))));
    },
  },
];
