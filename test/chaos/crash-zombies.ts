import { until } from '../servers/until.ts';
import type { EngineName } from './config.ts';
import { describeResult } from './describe-result.ts';
import type { ChaosPayload } from './plan.ts';
import { openStage } from './stage.ts';

/** A worker that stands still for longer than its lease, and then goes on. */
export interface ZombieRow {
  readonly fact: string;
  readonly engines: readonly EngineName[];
  /** Where it stands still. */
  readonly point: string;
  readonly payload: ChaosPayload;
  /** Whether the effect is written without the engine's transaction. (false, but true on Redis) */
  readonly isPlain?: boolean;
  /** Whether it goes on when the other one has ended the message, and not while that one handles it. (false) */
  readonly isLate?: boolean;
  /** Whether it is the other one's result that is dead. (false) */
  readonly isDead?: boolean;
}

const takesMs = 1200;
const every: readonly EngineName[] = ['sqlite', 'postgres', 'redis'];

export const zombieRows: readonly ZombieRow[] = [
  {
    fact: 'its effect and its end are refused while another has the message',
    engines: ['sqlite', 'postgres'],
    point: 'in-handler',
    payload: { deeds: ['succeed'], takesMs },
  },
  {
    fact: 'without a transaction its end is refused while another has the message',
    engines: every,
    point: 'in-handler',
    payload: { deeds: ['succeed'], takesMs },
    isPlain: true,
  },
  {
    fact: 'it cannot bury what another has, and handles',
    engines: every,
    point: 'in-handler',
    payload: { deeds: ['give up', 'succeed'], takesMs },
  },
  {
    fact: 'it cannot have what another has tried again',
    engines: every,
    point: 'in-handler',
    payload: { deeds: ['fail', 'succeed'], takesMs },
  },
  {
    fact: 'it cannot bury what another has handled',
    engines: every,
    point: 'in-handler',
    payload: { deeds: ['give up', 'succeed'] },
    isLate: true,
  },
  {
    fact: 'it cannot handle what another has buried',
    engines: ['sqlite', 'postgres'],
    point: 'in-handler',
    payload: { deeds: ['succeed', 'give up'] },
    isLate: true,
    isDead: true,
  },
  {
    fact: 'with a transaction open its effect is rolled back',
    engines: ['postgres'],
    point: 'after-effect',
    payload: { deeds: ['succeed'] },
    isLate: true,
  },
  {
    fact: 'when it is about to end the message that is refused',
    engines: ['redis', 'postgres'],
    point: 'before-done',
    payload: { deeds: ['succeed'] },
    isPlain: true,
    isLate: true,
  },
  {
    fact: 'while it ends the message in a transaction that is rolled back, and the others do not wait for it',
    engines: ['postgres'],
    point: 'in-done',
    payload: { deeds: ['succeed'] },
    isLate: true,
  },
  {
    fact: 'while it says that it has failed that is rolled back, and the others do not wait for it',
    engines: ['postgres'],
    point: 'in-fail',
    payload: { deeds: ['fail', 'succeed'] },
    isLate: true,
  },
];

/** What came of it. */
export interface ZombieResult {
  readonly starts: string;
  readonly effects: number;
  readonly dead: number;
  readonly isReported: boolean;
  readonly problems: readonly string[];
}

/** Stops the worker that comes to a failpoint, lets another have its message, and lets it go on. */
export async function runZombie(
  { point, payload, isPlain = false, isLate = false }: ZombieRow,
  engine: EngineName,
  create: (engine: EngineName, dir: string) => Promise<string>,
): Promise<ZombieResult> {
  const stage = await openStage(engine, create, { transactional: engine !== 'redis' && !isPlain });
  const { log, own } = stage;
  try {
    await stage.start('receiver');
    const zombie = await stage.start('worker');
    stage.arm(point, { action: 'stop' });
    await stage.send('evt', payload);
    const pid = await stage.spent(point);
    await stage.start('worker');
    const waiting = { timeoutMs: 30_000, what: 'another worker to have the message' };
    await until(() => log('starts', 'evt').some(({ attempt }) => attempt === 2), waiting);
    if (isLate) await stage.rest();
    process.kill(pid, 'SIGCONT');
    const isReported = (): boolean =>
      log('lost', 'evt').length > 0 || zombie.errors().includes('could not be settled');
    await until(isReported, { what: 'the report of what was refused' });
    await stage.rest();
    const result = await stage.judge(1);
    const effects = stage.config.transactional ? await own.readEffects() : log('ends').map(({ id }) => id);
    return {
      starts: log('starts', 'evt')
        .map(({ attempt }) => attempt)
        .join(' '),
      effects: effects.length,
      dead: result.dead,
      isReported: isReported(),
      problems: describeResult(engine, result).problems,
    };
  } finally {
    await stage.close();
  }
}
