import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Row } from '../../src/lib/database/schema.ts';
import { deleteSecret } from '../../src/lib/endpoints/secrets.ts';
import { explainEvent } from '../../src/lib/log/explain-event.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import type { TestContext } from '../lib/open-context.ts';
import { by, openStage, post, type Stage, type StageEndpoint } from './lib/open-stage.ts';
import { until } from './lib/until.ts';

/** How a provider hands over its secret, and what is answered. */
interface Bringer {
  readonly provider: string;
  readonly secrets: readonly [first: string, second: string];
  bring(url: string, secret: string): ReturnType<typeof post>;
  /** What a second secret is answered, where there is one. */
  readonly refused: number;
}

const bringers: readonly Bringer[] = [
  {
    provider: 'asana',
    secrets: ['b537207f20cbfa02357cf448134da559e8bd39d6', 'ffffffffffffffffffffffffffffffffffffffff'],
    bring: (url, secret) => post(url, '{}', [['X-Hook-Secret', secret]]),
    refused: 400,
  },
  {
    provider: 'notion',
    secrets: ['secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl', 'secret_of_somebody_else_altogether'],
    bring: (url, secret) => post(url, JSON.stringify({ verification_token: secret })),
    // Its provider answers whoever asks, and listens to nobody any more.
    refused: 200,
  },
];

const secretsOf = ({ context }: Stage): Promise<Row<'secrets'>[]> =>
  context.db.selectFrom('secrets').selectAll().execute();

const auditOf = ({ context }: Stage): Promise<Row<'audit'>[]> =>
  context.db.selectFrom('audit').selectAll().where('action', '=', 'secret.adopt').execute();

/** Does something while an endpoint's row is locked, until several wait for it: so they meet at the same moment. */
async function held<Result>(
  { transaction }: TestContext,
  id: string,
  work: () => Promise<Result>,
): Promise<Result> {
  let working: Promise<Result> | undefined;
  await transaction(async (tx) => {
    await tx.selectFrom('endpoints').select('id').where('id', '=', id).forUpdate().execute();
    working = work();
    await until(async () => {
      // The first waits for this transaction, and the next one for the row that the first is after.
      const { rows } = await sql<{ count: string }>`SELECT count(*) FROM pg_locks WHERE locktype = 'tuple'
        AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(
        tx,
      );
      return Number(rows[0]?.count) > 0;
    });
  });
  return working as Promise<Result>;
}

onEachDatabase('the secret of a handshake', ({ kind, origin }) => {
  const openDoor = async (): Promise<Stage> => {
    const found = await origin();
    return openStage(found ? { origin: found } : {});
  };
  const add = (stage: Stage, provider: string): Promise<StageEndpoint> =>
    stage.add({ provider, secrets: [] });

  test.each(bringers)('of $provider is adopted, and proves what comes then', async (bringer) => {
    await using stage = await openDoor();
    const { provider, bring } = bringer;
    const [secret] = bringer.secrets;
    const endpoint = await add(stage, provider);
    expect((await endpoint.deliver({ secret })).status).toBe(500);
    expect((await bring(endpoint.url, secret)).status).toBe(200);
    expect((await endpoint.deliver({ secret })).status).toBe(200);
    const [row] = await secretsOf(stage);
    expect(row).toMatchObject({ endpoint_id: endpoint.row.id, position: 0, expires_at: null });
    expect(Buffer.from(row?.ciphertext ?? []).includes(secret)).toBe(false);
    expect(stage.context.vault.open(row?.ciphertext ?? new Uint8Array(), row?.id ?? '')).toBe(secret);
    expect(await auditOf(stage)).toMatchObject([{ actor: 'handshake', subject: row?.id }]);
    expect(JSON.stringify(await auditOf(stage))).not.toContain(secret);
    const log = await stage.logOf(3);
    const handshake = log.find(({ outcome }) => outcome === 'handshake');
    expect(handshake).toMatchObject({ secret_id: row?.id, hint: expect.stringMatching(/^Adopted/) });
    expect(handshake?.headers).not.toContain(secret);
    expect(log.filter(({ outcome }) => outcome === 'verified')).toMatchObject([{ secret_id: row?.id }]);
    const { steps } = await explainEvent(stage.context, handshake as Parameters<typeof explainEvent>[1]);
    expect(steps).toMatchObject([
      { name: 'event', ok: true },
      { name: 'secret', ok: true, detail: expect.stringMatching(/^Adopted in the handshake/) },
    ]);
  });

  test.each(bringers)(
    'of $provider is not replaced by a later one, until a person deletes it',
    async (bringer) => {
      await using stage = await openDoor();
      const { provider, bring, refused } = bringer;
      const [first, second] = bringer.secrets;
      const endpoint = await add(stage, provider);
      await bring(endpoint.url, first);
      expect((await bring(endpoint.url, first)).status).toBe(200);
      expect((await bring(endpoint.url, second)).status).toBe(refused);
      expect((await endpoint.deliver({ secret: second })).status).toBe(400);
      expect((await endpoint.deliver({ secret: first })).status).toBe(200);
      const [row] = await secretsOf(stage);
      expect(await auditOf(stage)).toHaveLength(1);
      const place = { endpointId: endpoint.row.id, secretId: row?.id ?? '' };
      await deleteSecret(stage.context, by, place);
      await until(async () => (await endpoint.deliver({ secret: first })).status === 500);
      expect((await bring(endpoint.url, second)).status).toBe(200);
      expect((await endpoint.deliver({ secret: second })).status).toBe(200);
      expect(await auditOf(stage)).toHaveLength(2);
    },
  );

  test('that has ended is not replaced either, and the log says what to do', async () => {
    await using stage = await openDoor();
    const [asana] = bringers;
    const endpoint = await add(stage, 'asana');
    await asana?.bring(endpoint.url, asana.secrets[0]);
    await stage.context.db.updateTable('secrets').set({ expires_at: 1 }).execute();
    expect((await asana?.bring(endpoint.url, asana.secrets[1]))?.status).toBe(400);
    const rejected = (await stage.logOf(2)).find(({ outcome }) => outcome === 'rejected');
    expect(rejected).toMatchObject({
      hint: expect.stringMatching(/delete the secret here/),
      secret_id: null,
    });
    expect(rejected?.headers).not.toContain(asana?.secrets[1]);
    expect(await secretsOf(stage)).toHaveLength(1);
  });

  test('is one, whoever else sends another one at the same moment', async () => {
    await using stage = await openDoor();
    const endpoint = await add(stage, 'asana');
    const brought = Array.from({ length: 8 }, (_, index) => `${index}`.repeat(40));
    const sendAll = (): Promise<readonly { readonly status: number }[]> =>
      Promise.all(brought.map((secret) => post(endpoint.url, '{}', [['x-hook-secret', secret]])));
    const answers = await (kind === 'postgres' ? held(stage.context, endpoint.row.id, sendAll) : sendAll());
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(7);
    const [row, another] = await secretsOf(stage);
    expect(another).toBeUndefined();
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(stage.context.vault.open(row?.ciphertext ?? new Uint8Array(), row?.id ?? '')).toBe(
      brought[winner],
    );
  });

  test('is not taken where a person has given one', async () => {
    await using stage = await openDoor();
    const given = 'a secret that a person has given';
    const endpoint = await stage.add({ provider: 'asana', secrets: [given] });
    expect((await post(endpoint.url, '{}', [['x-hook-secret', 'f'.repeat(40)]])).status).toBe(400);
    expect((await endpoint.deliver({ secret: given })).status).toBe(200);
    expect(await auditOf(stage)).toEqual([]);
  });
});
