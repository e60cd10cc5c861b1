import { clerk } from '@hooklatch/providers/clerk';
import { sentry } from '@hooklatch/providers/sentry';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { certify } from '../../src/lib/certify/certify.ts';
import { anotherSecret, secret, serve, toListener, type Steps } from './receiver.ts';

const signal = new AbortController().signal;
const run = async (url: string, only: readonly string[] = ['genuine'], timeoutMs = 10_000) =>
  certify({ url, provider: clerk({ secret }), secrets: [secret], timeoutMs, slowMs: 500, signal }, { only });

const login = '<!DOCTYPE html><html><form action="/login"><input type="password"></form></html>';
const redirect =
  (status: number, location: string): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { location }).end();
  };
const answer =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (request, response) => {
    request.resume();
    response.writeHead(status, headers).end(body);
  };
const correct = (steps: Partial<Steps>): RequestListener => toListener(steps);

/** `json.dumps(json.loads(body))`. */
const asPython = (body: Buffer): string => {
  const spaced = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const fields = Object.entries(value).map(([name, inner]) => `"${name}": ${spaced(inner)}`);
    return `{${fields.join(', ')}}`;
  };
  return spaced(JSON.parse(body.toString() || 'null'));
};

interface Row {
  readonly name: string;
  readonly listener: RequestListener;
  readonly says: RegExp;
  readonly change: RegExp;
  readonly timeoutMs?: number;
}

const rows: readonly Row[] = [
  {
    name: 'a redirect to a slash at the end',
    listener: redirect(308, '/webhooks/clerk/'),
    says: /308 and points to \/webhooks\/clerk\/.*method and body would be kept/,
    change: /A slash at the end is the difference/,
  },
  {
    name: 'a redirect to https',
    listener: (request, response) =>
      redirect(301, `https://${request.headers.host}${request.url}`)(request, response),
    says: /301.*the body would be lost/,
    change: /Give the provider the https: URL/,
  },
  {
    name: 'a redirect to another host',
    listener: redirect(307, 'http://www.example.com/webhooks/clerk'),
    says: /307/,
    change: /under www\.example\.com/,
  },
  {
    name: 'a redirect to a login',
    listener: redirect(302, '/sign-in?next=x'),
    says: /302/,
    change: /auth middleware/,
  },
  {
    name: 'an HTML page with 200',
    listener: answer(200, '<!doctype html><html><div id="root"></div>'),
    says: /200 with an HTML page/,
    change: /catch-all route/,
  },
  {
    name: 'a login page with 200',
    listener: answer(200, login),
    says: /200 with a login page/,
    change: /auth middleware/,
  },
  {
    name: 'constant 401',
    listener: answer(401, 'Unauthorized'),
    says: /answered 401: that is how middleware/,
    change: /auth and CSRF middleware/,
  },
  { name: 'constant 403', listener: answer(403, 'CSRF token missing'), says: /answered 403/, change: /CSRF/ },
  {
    name: 'constant 404',
    listener: answer(404),
    says: /Nothing is mounted for POST \/webhooks\/clerk/,
    change: /prefix of the router/,
  },
  {
    name: 'a route for GET alone',
    listener: answer(405, '', { allow: 'GET' }),
    says: /does not take POST, but GET/,
    change: /Mount the webhook for POST/,
  },
  {
    name: 'constant 415',
    listener: answer(415),
    says: /content type is refused/,
    change: /every content type/,
  },
  { name: 'a rate limit', listener: answer(429), says: /429/, change: /rate limit/ },
  {
    name: 'an endpoint that hangs',
    listener: () => {},
    timeoutMs: 300,
    says: /no answer within/,
    change: /raw bytes/,
  },
  {
    name: 'an endpoint that hangs up',
    listener: ({ socket }) => void socket.destroy(),
    says: /closed without an answer/,
    change: /crash/,
  },
  {
    name: 'another secret',
    listener: correct({ secret: anotherSecret }),
    says: /refused: 400/,
    change: /the secret of the server is another one/,
  },
  {
    name: 'a body that Python has written again',
    listener: correct({
      content: ({ id, timestamp }, body) => Buffer.from(`${id}.${timestamp}.${asPython(body)}`),
    }),
    says: /written as by Python's json\.dumps is accepted: the body is parsed/,
    change: /raw bytes of the request/,
  },
  {
    name: 'a clock that is wrong',
    listener: (request, response) => {
      response.sendDate = false;
      answer(400, 'stale', { date: new Date(Date.now() + 1_200_000).toUTCString() })(request, response);
    },
    says: /clock of the server is 20 minutes ahead/,
    change: /NTP/,
  },
  {
    name: 'a handler that fails',
    listener: answer(500, 'boom'),
    says: /The endpoint fails: 500/,
    change: /log of the server/,
  },
  {
    name: 'our own endpoint without a secret',
    listener: answer(500, '{"status":500,"code":"secret_missing"}'),
    says: /has no secret/,
    change: /variable/,
  },
  {
    name: 'our own endpoint behind a parser',
    listener: answer(500, '{"status":500,"code":"body_consumed"}'),
    says: /parser has read the body/,
    change: /before the body parser/,
  },
];

describe('a genuine delivery that is not accepted is explained', () => {
  test.each(rows)('$name', async ({ listener, says, change, timeoutMs }) => {
    await using server = await serve(listener);
    const { isCertified, results } = await run(server.url, ['genuine', 'wrong-secret'], timeoutMs);
    const [genuine, other] = results;
    expect(isCertified).toBe(false);
    expect(genuine?.text).toMatch(says);
    expect(genuine?.change).toMatch(change);
    // What refuses everything proves nothing by refusing a forgery.
    expect(other).toMatchObject({ name: 'wrong-secret', outcome: 'skipped' });
  });
});

test('a server that is gone in the middle is told, and one that never was is unreachable', async () => {
  const server = createServer((request, response) => {
    toListener({})(request, response);
    response.once('finish', () => server.close());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { results } = await run(`http://127.0.0.1:${port}/`, ['genuine', 'unknown-type']);
  expect(results.at(-1)).toMatchObject({ outcome: 'failed', text: 'Nobody listens any more.' });
  await expect(run(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'unreachable', exitCode: 3 });
});

test('plain http to another machine fails, and to this one is left out', async () => {
  await using server = await serve(toListener({}));
  const here = await run(server.url, ['https']);
  expect(here.results.map(({ outcome }) => outcome)).toEqual(['passed', 'skipped']);
  // An address that leads here, and is none of the loopback.
  const { results } = await run(`http://0.0.0.0:${server.port}/`, ['https']);
  expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
});

test('a receiver that is slow now and then is told how long its provider waits', async () => {
  const key = 'a text that nobody guesses';
  let count = 0;
  await using server = await serve((request, response) => {
    request.resume();
    count += 1;
    void sleep(count === 4 ? 1100 : 0).then(() => response.writeHead(200).end());
  });
  const only = ['response-time'];
  const { results } = await certify(
    { url: server.url, provider: sentry({ secret: key }), secrets: [key], signal },
    { only },
  );
  expect(results.at(-1)).toMatchObject({
    outcome: 'failed',
    text: expect.stringMatching(/slowest of five took 1\.\d s \(sentry waits 1\.0 s\)/) as string,
  });
});
