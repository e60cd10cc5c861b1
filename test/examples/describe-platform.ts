import { clerk } from '@hooklatch/providers/clerk';
import { meta } from '@hooklatch/providers/meta';
import { deliver, send, sign, type SignOptions } from '@hooklatch/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const clerkSecret = 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0';
const metaSecret = 'a long text that nobody guesses';
const verifyToken = 'a token that was chosen';

/** What an example on a platform finds in its environment. */
export const platformSecrets: Readonly<Record<string, string>> = {
  CLERK_WEBHOOK_SIGNING_SECRET: clerkSecret,
  META_WEBHOOK_SECRET: metaSecret,
  META_VERIFY_TOKEN: verifyToken,
};

/** An example that is served. */
export interface RunningPlatform {
  /** The URL of the two webhooks. */
  readonly urls: Readonly<Record<'clerk' | 'meta', string>>;
  /** What it has printed. */
  readonly lines: () => readonly string[];
  close(): unknown;
}

/** What the platform decides before the webhook is asked. */
interface Differences {
  /** What a method is answered that the webhook does not have. (405) */
  readonly wrongMethod?: number;
  /** What JSON is answered that cannot be parsed. (200: its signature is genuine) */
  readonly brokenJson?: number;
}

const binary = Uint8Array.of(0x7b, 0xff, 0xfe, 0x80, 0x7d);
const clerkDelivery = (options: Partial<SignOptions> = {}) =>
  sign(clerk(), {
    secret: clerkSecret,
    type: 'user.created',
    payload: { data: { id: 'user_1' } },
    ...options,
  });

/** What every example with a webhook of Clerk and one of Meta does, over sockets. */
export function describePlatform(
  name: string,
  start: () => Promise<RunningPlatform>,
  { wrongMethod = 405, brokenJson = 200 }: Differences = {},
): void {
  let running: RunningPlatform;
  const printed = (line: RegExp) =>
    vi.waitFor(() => expect(running.lines()).toContainEqual(expect.stringMatching(line)), 5000);

  beforeAll(async () => {
    running = await start();
  }, 60_000);
  afterAll(() => running?.close());

  describe(`the example: ${name}`, () => {
    test('handles an event of Clerk once', async () => {
      const delivery = await clerkDelivery();
      const id = delivery.headers.get('svix-id');
      expect((await deliver(running.urls.clerk, delivery)).status).toBe(200);
      expect((await deliver(running.urls.clerk, delivery)).status).toBe(200);
      await printed(/saved user_1$/);
      await printed(new RegExp(`webhook clerk handled user\\.created ${id}$`));
      await printed(new RegExp(`webhook clerk duplicate user\\.created ${id}$`));
    });

    test('refuses a forged delivery', async () => {
      const forged = await clerkDelivery({ secret: 'whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0' });
      const { status, body } = await deliver(running.urls.clerk, forged);
      expect([status, body]).toEqual([400, '{"status":400,"code":"signature_mismatch"}']);
    });

    test.each(['svix-id', 'svix-timestamp', 'svix-signature'])('refuses a doubled %s', async (doubled) => {
      const { headers, body } = await clerkDelivery();
      const twice = headers.entries().flatMap((pair) => (pair[0] === doubled ? [pair, pair] : [pair]));
      expect((await send(running.urls.clerk, { headers: twice, body })).status).toBe(400);
    });

    test.each([
      ['bytes that are not UTF-8', binary, 'application/octet-stream'],
      ['a form', 'a=1&b=%20&b=+', 'application/x-www-form-urlencoded'],
      ['plain text', 'Zoë 🦊\r\n', 'text/plain'],
      ['no body', '', 'application/json'],
      ['1 MiB of text', 'x'.repeat(1_048_576), 'text/plain'],
    ])('takes the exact bytes: %s', async (_, body, type) => {
      const delivery = await clerkDelivery({ body });
      const headers = delivery.headers.entries().filter(([one]) => one !== 'content-type');
      const sent = { headers: [...headers, ['content-type', type] as const], body: delivery.body };
      expect(await send(running.urls.clerk, sent)).toMatchObject({ status: 200, body: '' });
      await printed(new RegExp(`webhook clerk ignored \\S* ${delivery.headers.get('svix-id')}$`));
    });

    test(`answers ${brokenJson} to JSON that is none, in no UTF-8`, async () => {
      const delivery = await clerkDelivery({ body: binary });
      expect((await deliver(running.urls.clerk, delivery)).status).toBe(brokenJson);
    });

    test('handles 1 MB of JSON', async () => {
      const delivery = await clerkDelivery({
        payload: { data: { id: 'user_2', name: 'é'.repeat(500_000) } },
      });
      expect((await deliver(running.urls.clerk, delivery)).status).toBe(200);
      await printed(/saved user_2$/);
    });

    test.each([
      [verifyToken, 200, 'a 1158201444'],
      ['another token', 403, ''],
    ])("answers Meta's question by GET: %s", async (token, status, body) => {
      const query = new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.verify_token': token,
        'hub.challenge': 'a 1158201444',
      });
      expect(await send(`${running.urls.meta}?${query}`, { method: 'GET' })).toMatchObject({ status, body });
    });

    test('handles an event of Meta', async () => {
      const changes = [{ field: 'leadgen', value: { leadgen_id: 'lead_1' } }];
      const payload = { object: 'page', entry: [{ id: 'page_1', time: 1_700_000_000, changes }] };
      const delivery = await sign(meta(), { secret: metaSecret, type: 'page.leadgen', payload });
      expect((await deliver(running.urls.meta, delivery)).status).toBe(200);
      await printed(/lead lead_1$/);
    });

    test(`answers ${wrongMethod} to another method`, async () => {
      expect((await send(running.urls.clerk, { method: 'PUT' })).status).toBe(wrongMethod);
    });
  });
}
