import type { Delivery } from '@hooklatch/core';
import { clerk } from '@hooklatch/providers/clerk';
import { slack } from '@hooklatch/providers/slack';
import { stripe } from '@hooklatch/providers/stripe';
import { deliver, send, sign, type WireAnswer } from '@hooklatch/testing';
import { describe, expect, test } from 'vitest';
import type { ExampleSecret } from './describe-example.ts';
import type { RunningExample } from './start-example.ts';

type Pair = readonly [name: string, value: string];

const allBytes = Uint8Array.from({ length: 256 }, (_, at) => at);
const mebibyte = 1024 * 1024;
const form = 'application/x-www-form-urlencoded';
const elsewhere: Pair = ['origin', 'https://elsewhere.example'];

/** What a framework that reads a request by itself may do to it before the webhook has it. */
export function describeRequests(
  server: () => RunningExample,
  secrets: Readonly<Record<ExampleSecret, string>>,
): void {
  const at = (name: string): string => `${server().url}/webhooks/${name}`;
  const user = (body: Uint8Array | string): Promise<Delivery> =>
    sign(clerk(), { secret: secrets.CLERK_WEBHOOK_SIGNING_SECRET, body });
  const genuine = {
    clerk: () => user('{}'),
    stripe: () => sign(stripe(), { secret: secrets.STRIPE_WEBHOOK_SECRET, type: 'invoice.paid' }),
    slack: () => sign(slack(), { secret: secrets.SLACK_SIGNING_SECRET, type: 'slash_command' }),
  };

  describe('what the framework does to a request', () => {
    test('bytes that are no text arrive as they were signed', async () => {
      expect((await deliver(at('clerk'), await user(allBytes))).status).toBe(200);
    });

    test.each([
      ['clerk', 'svix-id'],
      ['clerk', 'svix-timestamp'],
      ['clerk', 'svix-signature'],
      ['stripe', 'stripe-signature'],
      ['slack', 'x-slack-signature'],
    ] as const)('%s: %s that arrives twice is refused', async (name, header) => {
      const { headers, body } = await genuine[name]();
      const twice = headers.entries().flatMap((pair) => (pair[0] === header ? [pair, pair] : [pair]));
      expect((await send(at(name), { headers: twice, body })).status).toBe(400);
    });

    test('a body of 1 MiB is taken, with and without a declared length', async () => {
      const { headers, body } = await user(new Uint8Array(mebibyte));
      const answers = [
        await send(at('clerk'), { headers: headers.entries(), body }),
        await send(at('clerk'), { headers: headers.entries(), body, chunkBytes: 65_536 }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    });

    test('a larger one is refused before it is read', async () => {
      const { headers, body } = await user(new Uint8Array(mebibyte + 1));
      const { status, body: said } = await send(at('clerk'), { headers: headers.entries(), body });
      expect([status, said]).toEqual([413, '{"status":413,"code":"payload_too_large"}']);
    });

    test.each([
      ['a form without an Origin', [['content-type', form]]],
      ['a form of another Origin', [['content-type', form], elsewhere]],
      ['a text of another Origin', [['content-type', 'text/plain; charset=UTF-8'], elsewhere]],
      ['a body without a content type', []],
    ] as readonly (readonly [string, readonly Pair[]])[])('%s is let in', async (_name, added) => {
      const { headers, body } = await genuine.slack();
      const signed = headers.entries().filter(([name]) => name !== 'content-type');
      expect((await send(at('slack'), { headers: [...signed, ...added], body })).status).toBe(200);
    });

    test("a provider's question by GET is answered", async () => {
      const { status, body } = await send(`${at('dropbox')}?challenge=a%20b`, { method: 'GET' });
      expect([status, body]).toEqual([200, 'a b']);
    });

    test.each(['GET', 'PUT', 'PATCH', 'DELETE'])(
      '%s is not allowed where only deliveries come',
      async (method) => {
        const { status, headers }: WireAnswer = await send(at('clerk'), {
          method,
          headers: [['content-type', 'application/json']],
        });
        expect([status, headers['allow']]).toEqual([405, 'POST']);
      },
    );

    test("a forged delivery does not reach the application's own route", async () => {
      const delivery = await sign(stripe(), {
        secret: 'whsec_another_secret_of_a_test',
        type: 'invoice.paid',
      });
      const { status, body } = await deliver(at('stripe'), delivery);
      expect(status).toBe(400);
      expect(body).not.toContain('received');
    });
  });
}
