import { createWebhook } from '@hooklatch/core';
import { stripe } from '@hooklatch/providers/stripe';
import { sign, type SignOptions } from '@hooklatch/testing';
import type { DeliverySummary } from '@hooklatch/relay/forward';
import { expect, test } from 'vitest';
import { takeReports } from '../../src/lib/reports/take-reports.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openDesk } from './open-desk.ts';

const secret = 'whsec_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';

onEachDatabase('what an application reports', ({ kind, url }) => {
  test('is in the log without its bytes, each outcome as what it is', async () => {
    await using desk = await openDesk(kind === 'postgres' ? { origin: { url: await url() } } : {});
    const row = await desk.add({ provider: 'stripe' });
    const report = await desk.reportTo(row);
    const webhook = createWebhook(stripe({ secret }), {
      on: {
        '*': ({ type }) => {
          if (type === 'charge.failed') throw new Error('The database is down.');
        },
      },
      onDelivery: report,
    });
    const deliver = async (options: Partial<SignOptions> = {}): Promise<unknown> =>
      webhook.handle(await sign(stripe(), { secret, type: 'invoice.paid', id: 'evt_1', ...options }));
    for (const options of [
      {},
      {},
      { id: 'evt_2', type: 'charge.failed' },
      { secret: 'whsec_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' },
    ]) {
      await deliver(options);
    }
    await report.flush();
    const log = await desk.log();
    expect(desk.lost).toEqual([]);
    expect(
      log.map(({ outcome, status, code, event_id: id, type }) => [outcome, status, code, id, type]),
    ).toEqual([
      ['verified', 200, null, 'evt_1', 'invoice.paid'],
      ['duplicate', 200, null, 'evt_1', 'invoice.paid'],
      ['verified', 500, 'handler_failed', 'evt_2', 'charge.failed'],
      ['rejected', 400, 'signature_mismatch', null, null],
    ]);
    expect(log[1]?.duplicate_of).toBe(log[0]?.id);
    expect(
      log.every(
        ({ source, body, headers }) => source === 'reported' && body.length === 0 && headers === '[]',
      ),
    ).toBe(true);
    expect(log[0]?.bytes).toBeGreaterThan(10);
  });

  test('twice with one id is there once, and the others are kept', async () => {
    await using desk = await openDesk(kind === 'postgres' ? { origin: { url: await url() } } : {});
    const row = await desk.add({ provider: 'stripe' });
    const authorization = `Bearer ${await desk.token('ingest')}`;
    const of = (id: string): object => ({
      id,
      at: 1_790_000_000_000,
      outcome: 'handled',
      provider: 'stripe',
      isVerified: true,
      bytes: 1,
      milliseconds: 1,
    });
    const send = async (...ids: string[]): Promise<unknown> => {
      const body = { reports: ids.map(of) };
      return (
        await desk.stage.ask(`/reports/${row.id}`, { method: 'POST', headers: { authorization }, body })
      ).json;
    };
    expect(await send('report-1', 'report-2')).toEqual({ stored: 2, known: 0 });
    expect(await send('report-2', 'report-3')).toEqual({ stored: 1, known: 1 });
    expect(await desk.log()).toHaveLength(3);
    // As a reporter does that has waited too long for the answer.
    const again = ['report-4', 'report-5', 'report-6'].map(of) as DeliverySummary[];
    const taken = await Promise.all([1, 2, 3].map(() => takeReports(desk.stage.context, row.id, again)));
    expect(taken.reduce((sum, { stored }) => sum + stored, 0)).toBe(3);
    expect(await desk.log()).toHaveLength(6);
  });
});

test.each([
  ['an endpoint that is not there', 'end_nothing', 404],
  ['an outcome that is none', undefined, 422],
])('%s is refused', async (_what, id, status) => {
  await using desk = await openDesk();
  const row = await desk.add();
  const authorization = `Bearer ${await desk.token('ingest')}`;
  const outcome = id === undefined ? 'unheard of' : 'handled';
  const report = {
    id: 'report-1',
    at: 1,
    outcome,
    provider: 'github',
    isVerified: true,
    bytes: 1,
    milliseconds: 1,
  };
  const body = { reports: [report] };
  const answer = await desk.stage.ask(`/reports/${id ?? row.id}`, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  expect(answer.status).toBe(status);
});
