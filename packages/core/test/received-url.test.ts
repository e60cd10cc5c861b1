import { expect, test } from 'vitest';
import { createWebhook, deliveryHeaders } from '../src/index.ts';
import { defineProvider, token, toBytes } from '../src/provider.ts';
import { acme } from './acme.ts';

const queried = defineProvider({
  ...acme().definition,
  name: 'queried',
  schemes: [token({ query: 'code' })],
});

/** The URL that was called, the public one, and whether the caller is known. */
const urls: readonly [string, string, boolean][] = [
  ['/hooks?code=a-long-random-text', 'https://shop.example', true],
  ['/hooks?code=a-long-random-text', 'https://shop.example/hooks?code=another', true],
  ['/hooks', 'https://shop.example/hooks?code=a-long-random-text', false],
  ['/hooks?code=wrong', 'https://shop.example/hooks?code=a-long-random-text', false],
];

test.each(urls)('%s behind %s: %s', async (url, publicUrl, known) => {
  const webhook = createWebhook(queried({ secret: 'a-long-random-text' }), { publicUrl, onDelivery: false });
  const delivery = { method: 'POST', url, headers: deliveryHeaders({}), body: toBytes('{}') };
  const verified = webhook.verify(delivery).then(
    () => true,
    () => false,
  );
  expect(await verified).toBe(known);
});
