import { expect, test } from 'vitest';
import type { NewRow } from '../../src/lib/database/schema.ts';
import { runRetention } from '../../src/lib/log/run-retention.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openLog, seedTime } from './lib/log-stage.ts';

const day = 86_400_000;

onEachDatabase('retention of alerts', ({ origin }) => {
  test('alerts of no event go by their own time, those that wait stay, and what a secret was said of stays longer', async () => {
    const log = await openLog(await origin(), { retentionMs: 90 * day });
    // Changed while the gateway runs.
    await log.db.insertInto('settings').values({ name: 'retention_days', value: '30' }).execute();
    const [kept] = await log.store({ received_at: seedTime - 100 * day });
    await log.route();
    // It is still to be forwarded.
    await log.db
      .insertInto('forwards')
      .values({
        id: 'fwd_1',
        event: kept?.id ?? '',
        event_seq: kept?.seq ?? 0,
        endpoint_id: 'end_1',
        connection_id: 'con_1',
        destination_id: 'dst_1',
        replay: 0,
        spent: 0,
        state: 'queued',
        trigger: 'automatic',
        created_at: 1,
        due_at: 1,
        attempts: 0,
      })
      .execute();
    const alert = (
      id: string,
      days: number,
      kind: string,
      event: string | null = null,
    ): NewRow<'alerts'> => ({
      id,
      rule_id: 'rul_1',
      key: id,
      event,
      kind,
      message: '{}',
      created_at: seedTime - days * day,
    });
    const many = Array.from({ length: 1200 }, (_, at) => alert(`many_${at}`, 31, 'digest'));
    for (let at = 0; at < many.length; at += 400) {
      // oxlint-disable-next-line no-await-in-loop
      await log.db
        .insertInto('alerts')
        .values(many.slice(at, at + 400))
        .execute();
    }
    const others = [
      alert('young', 29, 'failure'),
      alert('of an event', 99, 'event', kept?.id),
      alert('of an event that is gone', 31, 'event', 'evt_gone'),
      alert('rotation', 300, 'rotation'),
      alert('old rotation', 401, 'rotation'),
      alert('sent', 31, 'failure'),
      alert('waits', 31, 'failure'),
    ];
    await log.db.insertInto('alerts').values(others).execute();
    for (const [id, state] of [
      ['sent', 'sent'],
      ['waits', 'queued'],
    ] as const) {
      const send = { alert_id: id, channel_id: 'chn_1', target: '', kind: 'failure', created_at: 1 };
      // oxlint-disable-next-line no-await-in-loop
      await log.db
        .insertInto('sends')
        .values({ id: `snd_${id}`, ...send, state, due_at: 1, attempts: 0 })
        .execute();
    }
    await runRetention(log);
    const left = await log.db.selectFrom('alerts').select('id').orderBy('id').execute();
    expect(left.map(({ id }) => id)).toEqual(['of an event', 'rotation', 'waits', 'young']);
    expect(await log.db.selectFrom('sends').select('alert_id').execute()).toEqual([{ alert_id: 'waits' }]);
  });
});
