import type { EngineName } from './config.ts';
import type { CrashRow } from './crash-rows.ts';
import { describeResult } from './describe-result.ts';
import { openStage, type Stage } from './stage.ts';

/** What came of an event, and of all else. */
export interface CrashResult {
  readonly answers: string;
  readonly kept: string;
  readonly starts: string;
  readonly effects: number;
  readonly dead: number;
  readonly kills: number;
  /** Sums of messages that were waiting, handled or dead, wherever somebody looked. */
  readonly places: readonly number[];
  /** Which invariants of the long runs are broken. */
  readonly problems: readonly string[];
}

/** Sends one event, kills the process that comes to a failpoint, waits for rest, and looks. */
export async function runCrash(
  { kills, payload, isPlain = false }: CrashRow,
  point: string,
  engine: EngineName,
  create: (engine: EngineName, dir: string) => Promise<string>,
): Promise<CrashResult> {
  const transactional = engine !== 'redis' && !isPlain;
  // Not so soon that the next attempt could be taken in the transaction that ends the first.
  const stage = await openStage(engine, create, { transactional, retryMs: 400 });
  try {
    await stage.start('receiver');
    if (kills === 'receiver') stage.arm(point);
    const answers = await stage.send('evt', payload);
    if (kills === 'worker') stage.arm(point);
    await stage.start('worker');
    await stage.spent(point);
    const places = [await countPlaces(stage)];
    await stage.rest();
    places.push(await countPlaces(stage));
    // What was killed works again.
    await stage.send('evt-after');
    await stage.rest();
    return { ...(await readResult(stage)), answers: answers.join(' '), places };
  } finally {
    await stage.close();
  }
}

/** In how many places the one message is, where it is not done. */
async function countPlaces({ own }: Stage): Promise<number> {
  const { waiting = 0, delayed = 0, active = 0, dead = 0 } = await own.inbox.stats();
  return waiting + delayed + active + dead;
}

async function readResult(stage: Stage): Promise<Omit<CrashResult, 'answers' | 'places'>> {
  const { config, own, log } = stage;
  const result = await stage.judge();
  const effects = config.transactional ? await own.readEffects() : log('ends').map(({ id }) => id);
  return {
    kept: log('kept', 'evt')
      .map(({ note }) => note)
      .join(' '),
    starts: log('starts', 'evt')
      .map(({ attempt }) => attempt)
      .join(' '),
    effects: effects.filter((id) => id === 'evt').length,
    dead: result.dead,
    kills: result.kills,
    problems: describeResult(config.engine, result).problems,
  };
}
