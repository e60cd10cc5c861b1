import type { WireAnswer } from '@hooklatch/testing';
import { expect, test } from 'vitest';
import { createId } from '../../src/lib/create-id.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openStage, type Stage, type StageEndpoint } from './lib/open-stage.ts';
import { until } from './lib/until.ts';

interface Answered {
  readonly status: number | null;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Uint8Array;
  readonly state?: 'delivered' | 'queued' | 'dead';
}

/** Does what the router and the dispatcher do: a forward of an event, and an attempt. */
async function forward(
  { context }: Stage,
  event: { id: string; seq: number; endpoint_id: string },
  answered: Answered,
): Promise<void> {
  const now = context.now();
  const known = await context.db
    .selectFrom('forwards')
    .select('id')
    .where('event', '=', event.id)
    .executeTakeFirst();
  const id = known?.id ?? createId('fwd', now);
  const { status, headers = [], body = new Uint8Array(), state = 'delivered' } = answered;
  if (known) await context.db.updateTable('forwards').set({ state }).where('id', '=', id).execute();
  else {
    await context.db
      .insertInto('forwards')
      .values({
        id,
        event: event.id,
        event_seq: event.seq,
        endpoint_id: event.endpoint_id,
        connection_id: 'con_1',
        destination_id: 'dst_1',
        replay: 0,
        spent: 0,
        state,
        trigger: 'automatic',
        last_status: status,
        last_error: null,
        created_at: now,
        settled_at: null,
        due_at: now,
        lease_token: null,
        lease_until: null,
        attempts: 1,
      })
      .execute();
  }
  await context.db
    .insertInto('attempts')
    .values({
      id: createId('att', now),
      forward_id: id,
      number: 1,
      trigger: 'automatic',
      started_at: now,
      milliseconds: 1,
      status,
      error_code: status === null ? 'refused' : null,
      error: null,
      target: 'http://127.0.0.1/',
      response_headers: JSON.stringify(headers),
      response_body: Buffer.from(body),
    })
    .execute();
  await context.db.updateTable('events').set({ routed: 1 }).where('id', '=', event.id).execute();
  context.bus.tell({ kind: 'forward_changed', forward: id, event: event.id, state });
}

onEachDatabase('an endpoint that waits for its forward', ({ origin }) => {
  const open = async (): Promise<readonly [Stage, StageEndpoint]> => {
    const given = await origin();
    const stage = await openStage(given && { origin: given });
    return [stage, await stage.add({ responseMode: 'forward', replyTimeoutMs: 1500 })];
  };
  const afterForward = async (
    stage: Stage,
    sent: Promise<WireAnswer>,
    answered: Answered,
  ): Promise<WireAnswer> => {
    const before = (await stage.log()).length;
    await until(async () => (await stage.log()).length > before || before > 0);
    const event = (await stage.log()).findLast(({ outcome }) => outcome === 'verified');
    if (event) await forward(stage, event, answered);
    return sent;
  };

  test("the destination's answer is handed on: status, headers and bytes", async () => {
    const [stage, endpoint] = await open();
    await using _ = stage;
    const body = Uint8Array.from([0, 255, 10]);
    const headers = [
      ['X-A', '1'],
      ['x-a', '2'],
      ['Connection', 'x-hop'],
      ['x-hop', '1'],
      ['transfer-encoding', 'chunked'],
    ] as const;
    const answer = await afterForward(stage, endpoint.deliver({ id: 'one' }), { status: 201, headers, body });
    expect(answer).toMatchObject({ status: 201, headers: { 'x-a': '1, 2', 'content-length': '3' } });
    expect(answer.headers['x-hop']).toBe(undefined);
    await until(async () => (await stage.log())[0]?.status === 201);
  });

  test.each([
    ['a refusal is handed on', { status: 422, body: Buffer.from('no') }, { status: 422, body: 'no' }],
    [
      'one that cannot be reached is no success',
      { status: null },
      { status: 502, body: '{"status":502,"code":"forward_failed"}' },
    ],
    [
      'an answer that was cut is no answer',
      { status: 200, headers: [['content-length', '70000']], body: new Uint8Array(65_536) },
      { status: 502, body: '{"status":502,"code":"forward_answer_too_large"}' },
    ],
  ] as [string, Answered, object][])('%s', async (_name, answered, expected) => {
    const [stage, endpoint] = await open();
    await using _ = stage;
    expect(await afterForward(stage, endpoint.deliver(), answered)).toMatchObject(expected);
  });

  test('silence is no success, and the duplicate gets what was answered meanwhile', async () => {
    const [stage, endpoint] = await open();
    await using _ = stage;
    const said = { id: 'one', payload: { a: 1 } };
    const first = await endpoint.deliver(said);
    expect(first).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    const [event] = await stage.log();
    if (event) await forward(stage, event, { status: 200, body: Buffer.from('late') });
    expect(await endpoint.deliver(said)).toMatchObject({ status: 200, body: 'late' });
    expect((await stage.log()).map(({ outcome }) => outcome)).toEqual(['verified', 'duplicate']);
  });

  test('what no connection takes is answered when it is stored', async () => {
    const [stage, endpoint] = await open();
    await using _ = stage;
    const sent = endpoint.deliver();
    await until(async () => (await stage.log()).length === 1);
    const [event] = await stage.log();
    await stage.context.db.updateTable('events').set({ routed: 1 }).execute();
    stage.context.bus.tell({ kind: 'routed', events: [event?.id ?? ''] });
    expect(await sent).toMatchObject({ status: 200, body: '' });
  });

  test('what is refused is refused at once', async () => {
    const [stage, endpoint] = await open();
    await using _ = stage;
    expect((await endpoint.deliver({ secret: 'another secret than the right one' })).status).toBe(400);
  });
});
