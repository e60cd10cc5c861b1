import { type } from 'arktype';
import * as valibot from 'valibot';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Schema } from '../src/index.ts';
import { recorded, write } from './acme.ts';

const schemas: Readonly<Record<string, Schema>> = {
  zod: z.object({ total: z.number() }),
  valibot: valibot.object({ total: valibot.number() }),
  arktype: type({ total: 'number' }),
};

describe.each(Object.entries(schemas))('a schema of %s', (_name, schema) => {
  test('that fits is silent', async () => {
    const { webhook, reports } = recorded({ schema, on: { '*': () => {} } });
    expect((await webhook.handle(await write())).status).toBe(200);
    expect(reports[0]?.issues).toBeUndefined();
  });
  test('that does not fit is reported, and the event is handled all the same', async () => {
    const handler = vi.fn();
    const { webhook, reports } = recorded({ schema, on: { '*': handler } });
    const reply = await webhook.handle(
      await write({ body: '{"id":"evt_1","type":"order.paid","total":"1"}' }),
    );
    expect([reply.status, handler.mock.calls.length]).toEqual([200, 1]);
    expect(reports[0]).toMatchObject({
      outcome: 'handled',
      code: 'schema_mismatch',
      issues: [{ message: expect.any(String), path: expect.anything() }],
    });
  });
  test('that does not fit is rejected where that was chosen', async () => {
    const handler = vi.fn();
    const { webhook, reports } = recorded({ schema, onSchemaMismatch: 'reject', on: { '*': handler } });
    const reply = await webhook.handle(await write({ body: '{"total":"1"}' }));
    expect([reply.status, reply.body, handler.mock.calls.length]).toEqual([
      400,
      '{"status":400,"code":"schema_mismatch"}',
      0,
    ]);
    expect(reports[0]?.issues).toHaveLength(1);
    await expect(webhook.verify(await write({ body: '{}' }))).rejects.toMatchObject({
      code: 'schema_mismatch',
    });
  });
});

test('a schema goes by event type', async () => {
  const { webhook, reports } = recorded({
    schema: { 'order.paid': z.object({ total: z.string() }) },
    on: { '*': () => {} },
  });
  await webhook.handle(await write({ type: 'order.paid' }));
  await webhook.handle(await write({ type: 'order.sent', id: 'evt_2' }));
  await webhook.handle(await write({ type: 'constructor', id: 'evt_3' }));
  expect(reports.map(({ code }) => code)).toEqual(['schema_mismatch', undefined, undefined]);
});

test("the schema's output takes the payload's place, and the event keeps its id and type", async () => {
  const schema = z.object({ total: z.number() }).transform(({ total }) => ({ cents: 100 * total }));
  const event = await recorded({ schema }).webhook.verify(await write());
  expect(event).toMatchObject({ payload: { cents: 100 }, id: 'evt_1', type: 'order.paid' });
});

test('a schema may answer later', async () => {
  const schema = z.object({ total: z.number().refine(async (total) => total > 100) });
  const { webhook, reports } = recorded({ schema, on: { '*': () => {} } });
  await webhook.handle(await write());
  expect(reports[0]?.code).toBe('schema_mismatch');
});
