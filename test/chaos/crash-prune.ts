import { until } from '../servers/until.ts';
import { chaosDefaults, type EngineName } from './config.ts';
import { openEngine } from './engines.ts';
import { openStage, type Stage } from './stage.ts';

/** The failpoints of forgetting what has outlived its retention. BullMQ forgets when the next job is done. */
export const prunePoints: Readonly<Record<EngineName, readonly string[]>> = {
  sqlite: ['amid-prune', 'in-prune', 'committed-prune'],
  postgres: ['before-prune', 'sent-prune', 'after-prune'],
  redis: ['before-done', 'torn-done', 'sent-done', 'after-done'],
};

/** What is remembered after all. */
export interface PruneResult {
  readonly kills: number;
  /** What the inbox said of each delivery of the event that had outlived its retention. */
  readonly old: string;
  /** And of the one that had not. */
  readonly young: string;
  /** How often that one was begun after it was done. */
  readonly extraStarts: number;
  /** How many events were remembered when the old one had gone. */
  readonly known: number;
}

const shortMs = 1000;

/** Handles an event, waits until its retention is over, handles another, and kills whoever forgets the first. */
export async function runPrune(
  engine: EngineName,
  point: string,
  create: (engine: EngineName, dir: string) => Promise<string>,
): Promise<PruneResult> {
  const stage = await openStage(engine, create, { retentionMs: shortMs });
  try {
    const first = [await stage.start('receiver'), await stage.start('worker')];
    await stage.send('old');
    await stage.rest();
    const over = Date.now() + shortMs + 100;
    await Promise.all(first.map((child) => child.stop()));
    // BullMQ forgets by the retention of whoever handles the next job, the others by that of the event.
    const retentionMs = engine === 'redis' ? shortMs : chaosDefaults.retentionMs;
    await migrate(stage, retentionMs);
    await stage.start('receiver', { retentionMs });
    await stage.send('young');
    if (engine === 'redis') await until(() => Date.now() > over);
    stage.arm(point);
    const worker = await stage.start('worker', { retentionMs, upkeep: true });
    await stage.spent(point);
    await stage.rest();
    await until(async () => (await stage.own.countKnown()) <= 1, {
      timeoutMs: 20_000,
      what: 'the old to go',
    });
    const known = await stage.own.countKnown();
    const starts = stage.log('starts', 'young').length;
    await stage.send('young');
    await stage.send('old');
    await stage.rest();
    return {
      kills: worker.kills(),
      old: notesOf(stage, 'old'),
      young: notesOf(stage, 'young'),
      extraStarts: stage.log('starts', 'young').length - starts,
      known,
    };
  } finally {
    await stage.close();
  }
}

function notesOf({ log }: Stage, id: string): string {
  return log('kept', id)
    .map(({ note }) => note)
    .join(' ');
}

/** As the deployment of a new configuration does. */
async function migrate({ config }: Stage, retentionMs: number): Promise<void> {
  const engine = await openEngine({ ...config, retentionMs });
  await engine.prepare();
  await engine.close();
}
