import { openRequest } from '@hooklatch/testing';
import { expect, onTestFinished, test } from 'vitest';
import { addSecret, deleteSecret } from '../../src/lib/endpoints/secrets.ts';
import { readEventDetail } from '../../src/lib/log/event-detail.ts';
import { verifyEvent } from '../../src/lib/log/explain-event.ts';
import { findEvent } from '../../src/lib/log/find-event.ts';
import { toBodyView } from '../../src/lib/log/body-view.ts';
import type { Verification } from '../../src/lib/log/verification-steps.ts';
import { by, openStage, post, type Stage, type StageEndpoint } from '../ingest/lib/open-stage.ts';

async function stageOf(): Promise<Stage> {
  const stage = await openStage();
  onTestFinished(() => stage[Symbol.asyncDispose]());
  return stage;
}

const stripe = { provider: 'stripe', secrets: ['whsec_first_secret_5257a869e7ece'] };

/** What came, and the steps that verification is told in; the last one is matched. */
const facts: Readonly<
  Record<
    string,
    {
      readonly given?: Parameters<Stage['add']>[0];
      readonly send: (endpoint: StageEndpoint, stage: Stage) => Promise<unknown>;
      readonly steps: readonly string[];
      readonly says: RegExp;
    }
  >
> = {
  'genuine, with a signed time': {
    given: stripe,
    send: (endpoint) => endpoint.deliver({ type: 'invoice.paid', id: 'evt_1' }),
    steps: ['method', 'headers', 'body', 'secret', 'signature', 'freshness', 'event'],
    says: /POST is what stripe sends.*stripe-signature: there, once each.*Secret 1, with the fingerprint [\da-f]{8}, proves it.*Fits what was signed: "\d+\." and the body\..*s old when it came; 300 s are allowed.*invoice\.paid, id evt_1\./s,
  },
  'genuine, without a time': {
    send: (endpoint) => endpoint.deliver({ type: 'push', id: 'one' }),
    steps: ['method', 'headers', 'body', 'secret', 'signature', 'freshness', 'event'],
    says: /Fits what was signed: the body\..*No time is signed/s,
  },
  'signed with another secret': {
    given: stripe,
    send: (endpoint) => endpoint.deliver({ secret: 'whsec_another_secret_000000000000' }),
    steps: ['method', 'headers', 'body', 'secret', 'signature'],
    says: /signature_mismatch: No secret of stripe fits/,
  },
  'parsed and printed again on its way': {
    given: stripe,
    send: async (endpoint) => {
      const { headers } = await endpoint.sign({ body: '{"type":"invoice.paid","id":"evt_1"}' });
      return post(endpoint.url, '{\n  "type": "invoice.paid",\n  "id": "evt_1"\n}', headers.entries());
    },
    steps: ['method', 'headers', 'body', 'secret', 'signature'],
    says: /signature_mismatch: The body was parsed and printed again/,
  },
  'signed an hour ago': {
    given: stripe,
    send: (endpoint, { context }) => endpoint.deliver({ time: context.now() - 3_600_000 }),
    steps: ['method', 'headers', 'body', 'secret', 'signature', 'freshness'],
    says: /timestamp_stale: Genuine, but signed 360\d s ago/,
  },
  'not signed': {
    given: stripe,
    send: ({ url }) => post(url, '{}'),
    steps: ['method', 'headers'],
    says: /signature_missing: The header stripe-signature is missing/,
  },
  'no secret': {
    given: { ...stripe, secrets: [] },
    send: (endpoint) => endpoint.deliver({ secret: 'whsec_another_secret_000000000000' }),
    steps: ['method', 'headers', 'body', 'secret'],
    says: /secret_missing: /,
  },
  'too large': {
    given: { maxBodyBytes: 1024 },
    send: async ({ url }) => {
      const { answered, socket } = openRequest(url, [['content-length', '2000']]);
      socket.write('x'.repeat(2000));
      return answered;
    },
    steps: ['method', 'headers', 'body'],
    says: /payload_too_large/,
  },
};

const textOf = ({ steps }: Verification): string => steps.map(({ detail }) => detail).join('\n');

test.each(Object.entries(facts))(
  'verification says what it did: %s',
  async (_name, { given, send, steps, says }) => {
    const stage = await stageOf();
    await send(await stage.add(given), stage);
    const [row] = await stage.logOf(1);
    const { verification } = await readEventDetail(stage.context, row?.id ?? '');
    expect(verification.steps.map(({ name }) => name)).toEqual(steps);
    expect(verification.steps.map(({ ok }) => ok)).toEqual(
      steps.map((_, at) => at < steps.length - 1 || steps.at(-1) === 'event'),
    );
    expect(textOf(verification)).toMatch(says);
    expect(JSON.stringify(verification)).not.toMatch(/whsec_|a shared secret/);
  },
);

test('verification with the secrets of today follows a rotation', async () => {
  const stage = await stageOf();
  const { context } = stage;
  const endpoint = await stage.add(stripe);
  const other = 'whsec_second_secret_5257a869e7ece';
  await endpoint.deliver({ secret: other, type: 'invoice.paid' });
  await endpoint.deliver({ type: 'invoice.paid' });
  const rows = await stage.logOf(2);
  const refused = rows.find(({ outcome }) => outcome === 'rejected')?.id ?? '';
  const genuine = rows.find(({ outcome }) => outcome === 'verified')?.id ?? '';
  const verify = async (id: string): Promise<Verification> =>
    verifyEvent(context, await findEvent(context, id));
  expect((await verify(refused)).steps.at(-1)).toMatchObject({ name: 'signature', ok: false });
  const added = await addSecret(context, by, endpoint.row.id, { secret: other });
  // Long after it came: its age is that of then.
  context.pass(86_400_000);
  const verified = await verify(refused);
  expect(verified.steps.every(({ ok }) => ok)).toBe(true);
  expect(textOf(verified)).toContain(`Secret 1, with the fingerprint ${added.fingerprint}, proves it.`);
  const used = (await findEvent(context, genuine)).secret_id ?? '';
  await deleteSecret(context, by, { endpointId: endpoint.row.id, secretId: used });
  expect((await verify(genuine)).steps.at(-1)).toMatchObject({ name: 'signature', ok: false });
  expect(textOf((await readEventDetail(context, genuine)).verification)).toContain('has been deleted since');
});

test('a detail has headers as they came, and the body as the text that it is', async () => {
  const stage = await stageOf();
  const endpoint = await stage.add();
  const { headers } = await endpoint.sign({ body: '\uFEFF{"a":"é"}' });
  await post(endpoint.url, '\uFEFF{"a":"é"}', [...headers.entries(), ['X-Two', 'a'], ['x-two', 'caf\u00E9']]);
  const [row] = await stage.logOf(1);
  const detail = await readEventDetail(stage.context, row?.id ?? '');
  expect(detail).toMatchObject({
    outcome: 'verified',
    forwards: [],
    alerts: [],
    body: { text: '\uFEFF{"a":"é"}', base64: null, isTruncated: false },
  });
  expect(detail.headers).toEqual(
    expect.arrayContaining([
      ['X-Two', 'a'],
      ['x-two', 'caf\u00E9'],
    ]),
  );
  await expect(readEventDetail(stage.context, 'evt_none')).rejects.toMatchObject({ status: 404 });
});

test.each([
  ['text', Buffer.from('{"a":1}'), { text: '{"a":1}', base64: null, isTruncated: false }],
  ['nothing', Buffer.from(''), { text: '', base64: null, isTruncated: false }],
  ['bytes', Buffer.from([0xff, 0xfe, 0]), { text: null, base64: '//4A', isTruncated: false }],
  [
    'exactly 1 MiB',
    Buffer.alloc(2 ** 20, 'a'),
    { text: 'a'.repeat(2 ** 20), base64: null, isTruncated: false },
  ],
  [
    'a letter that is cut',
    Buffer.from(`${'a'.repeat(2 ** 20 - 1)}éé`),
    { text: 'a'.repeat(2 ** 20 - 1), base64: null, isTruncated: true },
  ],
  ['a letter that has no end', Buffer.from([0x61, 0xc3]), { text: null, base64: 'YcM=', isTruncated: false }],
])('a body of %s is shown', (_name, body, view) => {
  expect(toBodyView(body)).toEqual(view);
});

test('what an application has reported is told as such', async () => {
  const stage = await stageOf();
  const endpoint = await stage.add();
  await endpoint.deliver({ type: 'push' });
  const [row] = await stage.logOf(1);
  await stage.context.db.updateTable('events').set({ source: 'reported' }).execute();
  const { verification } = await readEventDetail(stage.context, row?.id ?? '');
  expect(verification.steps).toEqual([
    { name: 'report', ok: true, detail: 'An application has verified it and reported it without its bytes.' },
  ]);
});
