import { openRequest, send } from '@hooklatch/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { changeEndpoint, deleteEndpoint } from '../../src/lib/endpoints/endpoints.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { by, openStage, post, secret, type Stage, type StageEndpoint } from './lib/open-stage.ts';

interface Seen {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
}

interface Fact {
  readonly provider?: string;
  readonly secrets?: string[];
  readonly options?: Record<string, unknown>;
  readonly maxBodyBytes?: number;
  readonly send: (endpoint: StageEndpoint, stage: Stage) => Promise<Seen>;
  /** What is answered. */
  readonly answers: { readonly status: number; readonly code?: string; readonly headers?: object };
  /** What stands in the log. */
  readonly keeps: object;
}

const json = (status: number, code: string): string => JSON.stringify({ status, code });
const standardSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** The head of a request whose body never comes whole. */
async function sendSlowly({ url }: StageEndpoint): Promise<Seen> {
  const { socket, answered } = openRequest(url, [['content-length', '100']]);
  socket.write('{');
  const { status, text } = await answered;
  socket.destroy();
  return { status, body: text.slice(text.indexOf('\r\n\r\n') + 4) };
}

const facts: Readonly<Record<string, Fact>> = {
  'what is genuine is stored and answered': {
    send: (endpoint) => endpoint.deliver({ type: 'push', id: 'one' }),
    answers: { status: 200 },
    keeps: {
      outcome: 'verified',
      status: 200,
      type: 'push',
      event_id: 'one',
      code: null,
      source: 'received',
      routed: 0,
    },
  },
  'what is forged is refused and kept with what is wrong': {
    send: async (endpoint) => endpoint.deliver({ secret: 'not the secret of this endpoint' }),
    answers: { status: 400, code: 'signature_mismatch' },
    keeps: {
      outcome: 'rejected',
      status: 400,
      code: 'signature_mismatch',
      hint: expect.stringMatching(/No secret of github fits/),
      event_id: null,
    },
  },
  'what is not signed is refused': {
    send: (endpoint) => post(endpoint.url, '{"a":1}'),
    answers: { status: 400, code: 'signature_missing' },
    keeps: { outcome: 'rejected', code: 'signature_missing', bytes: 7, body: expect.anything() },
  },
  'what is genuine and old is refused': {
    provider: 'standard-webhooks',
    secrets: [standardSecret],
    send: (endpoint, { context }) => endpoint.deliver({ time: context.now() - 3_600_000 }),
    answers: { status: 400, code: 'timestamp_stale' },
    keeps: {
      outcome: 'rejected',
      code: 'timestamp_stale',
      hint: expect.stringMatching(/^Genuine, but signed/),
    },
  },
  'what says that it is too large is not read': {
    maxBodyBytes: 64,
    send: (endpoint) => endpoint.deliver({ body: 'x'.repeat(65) }),
    answers: { status: 413, code: 'payload_too_large' },
    keeps: {
      outcome: 'rejected',
      status: 413,
      code: 'payload_too_large',
      hint: expect.stringMatching(/over 64 bytes/),
    },
  },
  'what does not say so, and is, is not read further': {
    maxBodyBytes: 64,
    send: async (endpoint) => {
      const { headers, body } = await endpoint.sign({ body: 'x'.repeat(100_000) });
      return send(endpoint.url, { headers: headers.entries(), body, chunkBytes: 1000 });
    },
    answers: { status: 413, code: 'payload_too_large' },
    keeps: { outcome: 'rejected', code: 'payload_too_large' },
  },
  'what comes too slowly is not waited for': {
    send: sendSlowly,
    answers: { status: 408, code: 'body_timeout' },
    keeps: { outcome: 'rejected', status: 408, code: 'body_timeout', bytes: 1 },
  },
  'another method is refused with those that there are': {
    send: ({ url }) => send(url, { method: 'PUT' }),
    answers: { status: 405, code: 'method_not_allowed', headers: { allow: 'POST' } },
    keeps: { outcome: 'rejected', method: 'PUT', code: 'method_not_allowed' },
  },
  'an endpoint without a secret refuses everything, and asks for it again': {
    secrets: [],
    send: (endpoint) => {
      // That of the process is not the endpoint's.
      vi.stubEnv('GITHUB_WEBHOOK_SECRET', secret);
      return endpoint.deliver({ secret });
    },
    answers: { status: 500, code: 'secret_missing' },
    keeps: {
      outcome: 'rejected',
      code: 'secret_missing',
      hint: expect.stringMatching(/add the one that the provider shows/),
    },
  },
  'a question of Slack is answered once it is proved': {
    provider: 'slack',
    send: (endpoint) => endpoint.deliver({ payload: { type: 'url_verification', challenge: 'abc' } }),
    answers: { status: 200 },
    keeps: {
      outcome: 'handshake',
      status: 200,
      type: 'url_verification',
      secret_id: expect.stringMatching(/^sec_/),
    },
  },
  'a question of Meta is answered to who knows the token': {
    provider: 'meta',
    options: { verifyToken: 'a token for Meta' },
    send: ({ url }) =>
      send(`${url}?hub.mode=subscribe&hub.verify_token=a%20token%20for%20Meta&hub.challenge=42`, {
        method: 'GET',
      }),
    answers: { status: 200 },
    keeps: { outcome: 'handshake', method: 'GET', status: 200, secret_id: null },
  },
  'and refused to who does not': {
    provider: 'meta',
    options: { verifyToken: 'a token for Meta' },
    send: ({ url }) =>
      send(`${url}?hub.mode=subscribe&hub.verify_token=x&hub.challenge=42`, { method: 'GET' }),
    answers: { status: 403 },
    keeps: { outcome: 'handshake', status: 403 },
  },
  'a delivery of several events is one row': {
    provider: 'meta',
    send: (endpoint) =>
      endpoint.deliver({
        payload: {
          object: 'page',
          entry: [1, 2].map((id) => ({
            id: `${id}`,
            time: id,
            changes: [{ field: 'leadgen', value: { leadgen_id: id } }],
          })),
        },
      }),
    answers: { status: 200 },
    keeps: { outcome: 'verified', provider: 'meta' },
  },
};

afterEach(() => vi.unstubAllEnvs());

onEachDatabase('the door', ({ origin }) => {
  const open = async (): Promise<Stage> => {
    const given = await origin();
    return openStage({ ...(given && { origin: given }), settings: { bodyTimeoutMs: 300 } });
  };

  test.each(Object.entries(facts))('%s', async (_name, { send: sendIt, answers, keeps, ...given }) => {
    await using stage = await open();
    const endpoint = await stage.add({
      ...given,
      ...(given.maxBodyBytes && { maxBodyBytes: given.maxBodyBytes }),
    });
    const answer = await sendIt(endpoint, stage);
    expect(answer.status).toBe(answers.status);
    if (answers.code) expect(answer.body).toBe(json(answers.status, answers.code));
    if (answers.headers) expect(answer.headers).toMatchObject(answers.headers);
    const [row, ...others] = await stage.logOf(1);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ endpoint_id: endpoint.row.id, remote_address: '127.0.0.1', ...keeps });
    expect(row?.milliseconds).toBeGreaterThan(0);
  });

  test('a second delivery of an event is kept as such, and answered as the first', async () => {
    await using stage = await open();
    const endpoint = await stage.add();
    const first = await endpoint.deliver({ type: 'push', id: 'one', payload: { a: 1 } });
    const second = await endpoint.deliver({ type: 'push', id: 'one', payload: { a: 1 } });
    const other = await endpoint.deliver({ type: 'push', id: 'two', payload: { a: 2 } });
    expect([first.status, second.status, other.status]).toEqual([200, 200, 200]);
    const rows = await stage.log();
    expect(rows.map(({ outcome }) => outcome)).toEqual(['verified', 'duplicate', 'verified']);
    expect(rows[1]?.duplicate_of).toBe(rows[0]?.id);
    expect(rows[0]?.duplicate_of).toBe(null);
    // What an endpoint knows another does not.
    const elsewhere = await stage.add();
    await elsewhere.deliver({ type: 'push', id: 'one', payload: { a: 1 } });
    expect((await stage.log()).at(-1)?.outcome).toBe('verified');
  });

  test('duplicates that come at once: one is the first', async () => {
    await using stage = await open();
    const endpoint = await stage.add();
    const same = await endpoint.sign({ type: 'push', id: 'one', payload: { a: 1 } });
    const sent = Array.from({ length: 20 }, () =>
      send(endpoint.url, { headers: same.headers.entries(), body: same.body }),
    );
    expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([200]));
    const rows = await stage.log();
    const firsts = rows.filter(({ outcome }) => outcome === 'verified');
    expect(firsts).toHaveLength(1);
    expect(rows[0]?.outcome).toBe('verified');
    expect(new Set(rows.map(({ duplicate_of: first }) => first))).toEqual(new Set([null, firsts[0]?.id]));
    expect(rows).toHaveLength(20);
  });

  test('nobody is told whether an address never was, is disabled or was deleted', async () => {
    await using stage = await open();
    const disabled = await stage.add();
    const deleted = await stage.add();
    expect([(await disabled.deliver()).status, (await deleted.deliver()).status]).toEqual([200, 200]);
    await changeEndpoint(stage.context, by, disabled.row.id, { isEnabled: false });
    await deleteEndpoint(stage.context, by, deleted.row.id);
    const unknown = { url: `${stage.door.url}/in/${'0'.repeat(26)}` };
    const answers = [];
    for (const { url } of [unknown, disabled, deleted, { url: `${stage.door.url}/elsewhere` }]) {
      const { headers, body } = await disabled.sign();
      const { status, headers: answered, body: text } = await send(url, { headers: headers.entries(), body });
      answers.push({ status, text, headers: { ...answered, date: '' } });
    }
    expect(answers[0]).toMatchObject({ status: 404, text: json(404, 'not_found') });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await stage.log()).toHaveLength(2);
    await changeEndpoint(stage.context, by, disabled.row.id, { isEnabled: true });
    expect((await disabled.deliver()).status).toBe(200);
  });
});
