import { messageId, type InboxMessage } from '@hooklatch/core/store';
import type { EngineName } from './config.ts';
import { openStage } from './stage.ts';

interface MigrationPoint {
  readonly engine: EngineName;
  readonly point: string;
  /** How many statements come before. */
  readonly skip: number;
}

/** The failpoints of a migration; of pg-boss's own and ours, which are many statements, before some of them. */
export const migrationPoints: readonly MigrationPoint[] = [
  ...['amid-migrate', 'in-migrate', 'committed-migrate'].map((point) => ({
    engine: 'sqlite' as const,
    point,
    skip: 0,
  })),
  ...[0, 1, 2, 3, 4, 7].map((skip) => ({ engine: 'postgres' as const, point: 'before-migrate', skip })),
  { engine: 'postgres', point: 'sent-migrate', skip: 1 },
  { engine: 'postgres', point: 'commit-migrate', skip: 0 },
];

/** What came of a migration that was killed, and begun once more. */
export interface MigrationResult {
  readonly kills: number;
  /** What the inbox says of a message that is put twice. */
  readonly kept: readonly string[];
  readonly waiting: number | undefined;
}

/** Kills whoever migrates, lets it begin again, and uses what it has made. */
export async function runMigration(
  engine: EngineName,
  { point, skip }: MigrationPoint,
  createEmpty: (engine: EngineName, dir: string) => Promise<string>,
): Promise<MigrationResult> {
  const stage = await openStage(engine, createEmpty, {}, async ({ arm, start, spent }) => {
    arm(point, { skip });
    const migrator = await start('migrator');
    await spent(point);
    await migrator.done;
  });
  try {
    const message = await toMessage('evt');
    const kept = [await stage.own.inbox.put(message), await stage.own.inbox.put(message)];
    const { waiting } = await stage.own.inbox.stats();
    return { kills: stage.children.reduce((sum, child) => sum + child.kills(), 0), kept, waiting };
  } finally {
    await stage.close();
  }
}

async function toMessage(eventId: string): Promise<InboxMessage> {
  const key = `chaos:${eventId}`;
  return {
    id: await messageId(key),
    key,
    endpoint: 'chaos',
    provider: 'standard-webhooks',
    eventId,
    type: 'chaos.made',
    receivedAt: Date.now(),
    method: 'POST',
    url: '/chaos',
    headers: [],
    body: new TextEncoder().encode('{}'),
    proof: { scheme: 0, secretIndex: 0 },
  };
}
