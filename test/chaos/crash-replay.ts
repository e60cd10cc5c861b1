import type { EngineName } from './config.ts';
import type { LogLine } from './logs.ts';
import { openStage } from './stage.ts';

/** The failpoints of an operator who sends events through again. */
export const replayPoints: Readonly<Record<EngineName, readonly string[]>> = {
  sqlite: ['amid-replay', 'in-replay', 'committed-replay'],
  postgres: [
    'before-reopen',
    'after-reopen',
    'after-retry',
    'in-reopen',
    'commit-reopen',
    'committed-reopen',
  ],
  redis: ['before-number', 'after-number', 'sent-replay', 'after-replay'],
};

const eventCount = 10;
const killedAfter = 4;

/** What came of each event, and of the operator. */
export interface ReplayResult {
  readonly kills: number;
  /** Attempts that were begun, of each event. */
  readonly starts: readonly string[];
  /** The events that the operator was told of. */
  readonly answered: number;
  /** Of those, the ones that the operator was told had not been sent through again. */
  readonly refused: number;
}

/** Handles some events, sends all through again by an operator who is killed on the way and goes on, and handles them. */
export async function runReplay(
  engine: EngineName,
  point: string,
  create: (engine: EngineName, dir: string) => Promise<string>,
): Promise<ReplayResult> {
  const stage = await openStage(engine, create, { concurrency: eventCount, leaseMs: 10_000 });
  try {
    await stage.start('receiver');
    const worker = await stage.start('worker');
    const ids = Array.from({ length: eventCount }, (_, at) => `evt-${at}`);
    await Promise.all(ids.map((id) => stage.send(id)));
    await stage.rest();
    // Else what is done again by then could be sent through once more.
    await worker.stop();
    stage.arm(point, { skip: killedAfter });
    const operator = await stage.start('replayer');
    await operator.done;
    await stage.spent(point);
    await stage.start('worker');
    await stage.rest();
    const replays = stage.log('replays');
    const attempts = (lines: readonly LogLine[]): string => lines.map(({ attempt }) => attempt).join(' ');
    return {
      kills: operator.kills(),
      starts: ids.map((id) => attempts(stage.log('starts', id))),
      answered: new Set(replays.map(({ id }) => id)).size,
      refused: replays.filter(({ note }) => note === 'not replayed').length,
    };
  } finally {
    await stage.close();
  }
}
