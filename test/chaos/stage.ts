import { until } from '../servers/until.ts';
import { checkChaos } from './check.ts';
import type { Role } from './bundle-roles.ts';
import { startChild, type Child } from './child.ts';
import { chaosDefaults, type ChaosConfig, type EngineName } from './config.ts';
import { createDeliver } from './deliver.ts';
import type { ChaosResult } from './describe-result.ts';
import { openEngine, type OpenEngine } from './engines.ts';
import { arm, spentBy, type Armed } from './failpoint.ts';
import { readLog, type LogLine, type LogName } from './logs.ts';
import type { ChaosPayload } from './plan.ts';
import { createScratchDir } from './scratch-dir.ts';

/** Processes around one inbox, for a test that knows what is to happen to them. */
export interface Stage {
  readonly config: ChaosConfig;
  /** The inbox as this process sees it, which comes to no failpoint. */
  readonly own: OpenEngine;
  readonly children: readonly Child[];
  /** Every event that is sent, and what its handler is to do. */
  readonly plans: Map<string, ChaosPayload>;
  start(role: Role, more?: Partial<ChaosConfig>): Promise<Child>;
  /** Sends an event until a receiver acknowledges it; resolves to the answers, without repetitions. */
  send(id: string, payload?: ChaosPayload): Promise<readonly number[]>;
  arm(name: string, armed?: Armed): void;
  /** Resolves to the process that has come to a failpoint. */
  spent(name: string): Promise<number>;
  log(name: LogName, id?: string): readonly LogLine[];
  /** Resolves when nothing waits, and nothing is being handled. */
  rest(timeoutMs?: number): Promise<void>;
  /** What the checker of the long runs finds, with so many processes that stood still. */
  judge(freezes?: number): Promise<ChaosResult>;
  close(): Promise<void>;
}

const succeeds: ChaosPayload = { deeds: ['succeed'] };

/** What needs no inbox. */
type Play = Pick<Stage, 'arm' | 'start' | 'spent'>;

/**
 * Makes a directory, and an inbox on an engine.
 *
 * @param before - is done before the inbox is there
 */
export async function openStage(
  engine: EngineName,
  create: (engine: EngineName, dir: string) => Promise<string>,
  more: Partial<ChaosConfig> = {},
  before: (play: Play) => Promise<void> = async () => {},
): Promise<Stage> {
  const { path: dir, dispose } = createScratchDir();
  const data = await create(engine, dir);
  const transactional = engine !== 'redis';
  const config: ChaosConfig = { ...chaosDefaults, engine, data, dir, transactional, leaseMs: 1000, ...more };
  const children: Child[] = [];
  const play = playOn(config, children);
  const own = await prepare(config, () => before(play)).catch(async (error: unknown) => {
    await Promise.all(children.map((child) => child.stop()));
    dispose();
    throw error;
  });
  const plans = new Map<string, ChaosPayload>();
  const portOf = (): number => children.findLast(({ role }) => role === 'receiver')?.port ?? 0;
  const { deliver, close: closeSender } = createDeliver(dir, portOf);
  const log: Stage['log'] = (name, id) =>
    readLog(dir, name).filter((line) => id === undefined || line.id === id);
  return {
    config,
    own,
    children,
    plans,
    log,
    ...play,
    async send(id, payload = succeeds) {
      plans.set(id, payload);
      const answers = await deliver(id, payload);
      return answers.filter((answer, at) => answer !== answers[at - 1]);
    },
    rest: (timeoutMs = 60_000) => comeToRest(own, timeoutMs),
    judge: (freezes = 0) => judge({ config, own, children, plans, freezes }),
    async close() {
      closeSender();
      await Promise.all(children.map((child) => child.stop()));
      await own.close();
      dispose();
    },
  };
}

async function prepare(config: ChaosConfig, before: () => Promise<void>): Promise<OpenEngine> {
  await before();
  const own = await openEngine(config);
  await own.prepare();
  return own;
}

function playOn(config: ChaosConfig, children: Child[]): Play {
  const { dir } = config;
  return {
    async start(role, more = {}) {
      const child = await startChild(role, { ...config, ...more });
      children.push(child);
      return child;
    },
    arm: (name, armed) => arm(dir, name, armed),
    async spent(name) {
      await until(() => spentBy(dir, name) !== undefined, { timeoutMs: 40_000, what: name });
      return spentBy(dir, name) as number;
    },
  };
}

const lookMs = 50;

/** Resolves when nothing waits, and nothing is being handled. */
async function comeToRest({ inbox }: OpenEngine, timeoutMs: number): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    // A server that was killed has left connections that are none.
    const stats = await inbox.stats().catch((error: unknown) => String(error));
    if (typeof stats === 'object' && stats.waiting === 0 && stats.delayed === 0 && stats.active === 0) return;
    if (performance.now() > end) throw new Error(`Nothing has come to rest: ${JSON.stringify(stats)}`);
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

const pageSize = 100;

async function listDead({ inbox }: OpenEngine): Promise<readonly string[]> {
  const ids: string[] = [];
  for (;;) {
    const page = await inbox.dead.list({ limit: pageSize, offset: ids.length });
    ids.push(...page.map(({ eventId = '' }) => eventId));
    if (page.length < pageSize) return ids;
  }
}

interface Ended {
  readonly config: ChaosConfig;
  readonly own: OpenEngine;
  readonly children: readonly Child[];
  readonly plans: ReadonlyMap<string, ChaosPayload>;
  readonly freezes: number;
}

async function judge({ config, own, children, plans, freezes }: Ended): Promise<ChaosResult> {
  const { dir, transactional } = config;
  const dead = await listDead(own);
  const { waiting = 0, delayed = 0, active = 0 } = await own.inbox.stats();
  const effects = transactional ? await own.readEffects() : undefined;
  const crashes = children.flatMap((child) =>
    child.crashes().flatMap(({ code, isExcused }) => (isExcused ? [] : [`${child.role} ${code}`])),
  );
  return {
    ...checkChaos({ dir, plans, effects, dead }),
    kills: children.reduce((sum, child) => sum + child.kills(), 0),
    freezes,
    serverKills: 0,
    workers: children.filter(({ role }) => role === 'worker').length,
    crashes,
    halves: await own.findHalves(),
    leased: active,
    waiting: waiting + delayed,
  };
}
