// oxlint-disable-next-line import/no-unassigned-import -- it registers the matchers.
import '@hooklatch/testing/vitest';
import { createWebhook, deliveryHeaders, type Delivery, type WebhookErrorCode } from '@hooklatch/core';
import { writeReply, toIncoming } from '@hooklatch/core/node';
import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { sign } from '@hooklatch/testing';
import { matchers } from '@hooklatch/testing/matchers';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorCodes } from '../src/lib/error-codes.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_c2VjcmV0IGZvciBwYWNrYWdpbmcgdGVzdHM=';
const quiet = { onDelivery: false } as const;
const handling = createWebhook(clerk({ secret }), { ...quiet, on: { '*': () => {} } });
const guard = createWebhook(clerk({ secret }), quiet);
const failing = createWebhook(clerk({ secret }), {
  ...quiet,
  on: {
    '*': () => {
      throw new Error('the database is away');
    },
  },
});

const genuine = () => sign(clerk(), { secret, type: 'user.created' });
const forged = () => sign(clerk(), { secret: other, type: 'user.created' });
const stale = () => sign(clerk(), { secret, type: 'user.created', time: Date.now() - 3_600_000 });

let url = '';
const server = createServer((request, response) => {
  if (request.url?.startsWith('/elsewhere') === true) {
    response.writeHead(404, { 'content-type': 'text/html' }).end(`<h1>${secret}</h1>`);
    return;
  }
  void handling.receive(toIncoming(request, { response })).then((received) => {
    if ('reply' in received) writeReply(response, received.reply);
  });
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const targets = {
  'a webhook with handlers': () => handling,
  'a guard': () => guard,
  'a server': () => `${url}/webhooks`,
  'a server, as a URL': () => new URL('/webhooks', url),
  'a fetch handler': () => (request: Request) => handling.fetch(request),
};

describe.each(Object.entries(targets))('%s', (_, target) => {
  test('accepts a genuine delivery', async () => {
    await expect(await genuine()).toBeAcceptedBy(target());
    await expect(genuine()).toBeAcceptedBy(target());
    await expect(forged()).not.toBeAcceptedBy(target());
    await expect(genuine()).not.toBeRejectedWith('signature_mismatch', { by: target() });
  });

  test('refuses others, each with its code', async () => {
    await expect(await forged()).toBeRejectedWith('signature_mismatch', { by: target() });
    await expect(stale()).toBeRejectedWith('timestamp_stale', { by: target() });
    await expect(forged()).not.toBeRejectedWith('timestamp_stale', { by: target() });
  });

  test('says what was found, in words that hold no secret', async () => {
    const message = await complaint(async () => expect(await forged()).toBeAcceptedBy(target()));
    expect(message).toMatch(/^The delivery was refused with 400 signature_mismatch by /);
    expect(message).not.toContain(secret.slice(6));
    expect(message).not.toContain(other.slice(6));
    const found = await complaint(async () =>
      expect(stale()).toBeRejectedWith('schema_mismatch', { by: target() }),
    );
    expect(found).toContain('refused with 400 timestamp_stale, not refused with schema_mismatch');
  });

  test('fails where the opposite is expected', async () => {
    expect(await complaint(() => expect(genuine()).not.toBeAcceptedBy(target()))).toMatch(/was accepted/);
    const code = 'signature_mismatch';
    expect(await complaint(() => expect(genuine()).toBeRejectedWith(code, { by: target() }))).toMatch(
      /accepted.*, not refused with signature_mismatch/,
    );
    expect(await complaint(() => expect(forged()).not.toBeRejectedWith(code, { by: target() }))).toMatch(
      /refused with 400 signature_mismatch, as was not expected/,
    );
  });
});

/** What a matcher that fails says. */
async function complaint(check: () => Promise<void>): Promise<string> {
  return check().then(
    () => 'nothing',
    (error: unknown) => (error as Error).message,
  );
}

const hints = { 'a webhook with handlers': handling, 'a guard': guard };
test.each(Object.entries(hints))('%s says the hint', async (_, target) => {
  const delivery = await forged();
  const { hint } = (await guard.verify(delivery).catch((thrown: unknown) => thrown)) as { hint: string };
  expect(hint.length).toBeGreaterThan(10);
  const message = await complaint(() => expect(delivery).toBeAcceptedBy(target));
  expect(message).toBe(
    `The delivery was refused with 400 signature_mismatch by the webhook "clerk".\n${hint}`,
  );
});

describe('an answer', () => {
  const answers: Record<string, (delivery: Delivery) => unknown> = {
    'a reply': (delivery) => handling.handle(delivery),
    'a reply that is there': async (delivery) => await handling.handle(delivery),
    'what `verify` gives': (delivery) => guard.verify(delivery),
    'a WebhookError': (delivery) => guard.verify(delivery).catch((error: unknown) => error),
    'a Response': async (delivery) =>
      handling.fetch(
        new Request('https://example.com', {
          method: 'POST',
          headers: Object.fromEntries(delivery.headers.entries()),
          body: delivery.body as Uint8Array<ArrayBuffer>,
        }),
      ),
  };

  test.each(Object.entries(answers))('%s is looked at for its code', async (_, answer) => {
    await expect(answer(await forged())).toBeRejectedWith('signature_mismatch');
    await expect(answer(await forged())).not.toBeRejectedWith('timestamp_stale');
    await expect(answer(await genuine())).not.toBeRejectedWith('signature_mismatch');
    expect(
      await complaint(async () => expect(answer(await genuine())).toBeRejectedWith('handler_failed')),
    ).toContain('accepted');
  });

  test('of a handler that failed has its code', async () => {
    await expect(failing.handle(await genuine())).toBeRejectedWith('handler_failed');
    await expect(genuine()).toBeRejectedWith('handler_failed', { by: failing });
  });
});

describe('an answer of somebody else', () => {
  test('is no acceptance and no refusal, and is not repeated', async () => {
    const elsewhere = `${url.replace('://', '://user:password@')}/elsewhere?token=hunter2`;
    const message = await complaint(async () => expect(genuine()).toBeAcceptedBy(elsewhere));
    expect(message).toBe(
      `The delivery was answered 404 (text/html), with no code of a webhook by ${url}/elsewhere.`,
    );
    await expect(genuine()).not.toBeRejectedWith('signature_mismatch', { by: elsewhere });
  });

  test('that nobody gives is an error, also where none is wanted', async () => {
    await expect(
      complaint(async () => expect(genuine()).not.toBeAcceptedBy('http://127.0.0.1:1/')),
    ).resolves.toMatch(/ECONNREFUSED/);
  });
});

const mistakes: Record<string, readonly [check: () => Promise<unknown>, message: RegExp]> = {
  'a code that there is not': [
    () => matchers.toBeRejectedWith({}, 'signature_mismatched' as WebhookErrorCode),
    /no code "signature_mismatched"/,
  ],
  'a delivery and nobody to refuse it': [
    async () => matchers.toBeRejectedWith(await forged(), 'signature_mismatch'),
    /`toBeRejectedWith\(code, \{ by: webhook \}\)`/,
  ],
  'something that is no delivery': [() => matchers.toBeAcceptedBy({ status: 200 }, handling), /a delivery/],
  'something that is no answer': [
    () => matchers.toBeRejectedWith(42, 'signature_mismatch'),
    /a delivery, a reply/,
  ],
};
test.each(Object.entries(mistakes))('%s is a TypeError', async (_, [check, message]) => {
  await expect(check()).rejects.toThrow(message);
  await expect(check()).rejects.toBeInstanceOf(TypeError);
});

test('a promise that is rejected with something else is not swallowed', async () => {
  await expect(
    matchers.toBeRejectedWith(Promise.reject(new Error('away')), 'signature_mismatch'),
  ).rejects.toThrow('away');
});

test('a webhook of any provider and its guard are targets', async () => {
  const webhook = createWebhook(github({ secret: 'a long random text' }), quiet);
  await expect(sign(github(), { secret: 'a long random text', type: 'push' })).toBeAcceptedBy(webhook);
  const bare = { ...(await genuine()), headers: deliveryHeaders([]) };
  await expect(bare).toBeRejectedWith('signature_missing', { by: webhook });
});

test('every code is known', () => {
  expect(Object.keys(errorCodes)).toHaveLength(25);
});

test('what makes no sense is refused by the compiler', () => {
  const delivery = {} as Delivery;
  const wrong = [
    // @ts-expect-error there is no such code
    () => expect(delivery).toBeRejectedWith('signature_mismatched', { by: handling }),
    // @ts-expect-error a delivery is refused by somebody
    () => expect(delivery).toBeRejectedWith('signature_mismatch'),
    // @ts-expect-error a reply was refused by somebody already
    () => expect(handling.handle(delivery)).toBeRejectedWith('signature_mismatch', { by: handling }),
    // @ts-expect-error a reply is no delivery
    () => expect(handling.handle(delivery)).toBeAcceptedBy(handling),
    // @ts-expect-error nobody accepts it
    () => expect(delivery).toBeAcceptedBy(),
    // @ts-expect-error a provider is no webhook
    () => expect(delivery).toBeAcceptedBy(clerk()),
    // @ts-expect-error `by` is no target
    () => expect(delivery).toBeRejectedWith('signature_mismatch', { by: 7 }),
  ];
  expect(wrong).toHaveLength(7);
});
