import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import type { NewRow } from '../../src/lib/database/schema.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { noon, openAlerting, type AlertStage } from './lib/alert-stage.ts';

const dayMs = 86_400_000;

async function addSecret(stage: AlertStage, given: Partial<NewRow<'secrets'>>): Promise<void> {
  await stage.context.db
    .insertInto('secrets')
    .values({
      id: `sec_${given.fingerprint}`,
      endpoint_id: stage.endpoint,
      position: 0,
      ciphertext: new Uint8Array([1]),
      fingerprint: 'aaaa',
      created_at: noon - 30 * dayMs,
      expires_at: null,
      last_used_at: null,
      ...given,
    })
    .execute();
}

onEachDatabase('secrets', (database) => {
  test.each([
    [
      'one that is retired within seven days',
      { expires_at: noon + 3 * dayMs },
      ['Shop: a secret is retired in 3 days'],
    ],
    ['one that is retired later', { expires_at: noon + 8 * dayMs }, []],
    ['one that was retired', { expires_at: noon - 1 }, []],
    ['one without an end', {}, []],
  ])('%s', async (_name, given, titles) => {
    await using stage = await openAlerting(database);
    await stage.rule({ match: { on: 'rotation' } });
    await addSecret(stage, { fingerprint: 'aaaa', ...given });
    await using _ = stage.start();
    await sleep(60);
    stage.context.pass(61_000);
    await sleep(60);
    expect((await stage.alerts()).map(({ said }) => said.title)).toEqual(titles);
  });

  test('an old one that is still used a day after a newer one was added is told once', async () => {
    await using stage = await openAlerting(database);
    await stage.rule({ match: { on: 'rotation', endpoints: ['Sho*'] } });
    await addSecret(stage, { fingerprint: 'aaaa', last_used_at: noon });
    await addSecret(stage, { fingerprint: 'bbbb', position: 1, created_at: noon - 2 * dayMs });
    await using _ = stage.start();
    await until(async () => (await stage.alerts()).length === 1);
    stage.context.pass(dayMs);
    await sleep(60);
    const alerts = await stage.alerts();
    expect(alerts.map(({ said }) => [said.title, said.fields[1]?.value])).toEqual([
      ['Shop: an old secret is still used', 'aaaa'],
    ]);
  });
});
