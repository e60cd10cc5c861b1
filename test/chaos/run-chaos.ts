import { startSender, type Child } from './child.ts';
import { chaosDefaults, type EngineName } from './config.ts';
import { describeResult, type ChaosResult } from './describe-result.ts';
import { idOf, planOf, seeded } from './plan.ts';
import { openStage, type Stage } from './stage.ts';
import { startServer, type ChaosServer } from './start-server.ts';

/** What a run is like. */
export interface ChaosOptions {
  readonly engine: EngineName;
  readonly seconds: number;
  readonly seed: number;
  /** Events a second. */
  readonly rate: number;
  /** (2) */
  readonly receivers?: number;
  /** (3) */
  readonly workers?: number;
  /** Whether the effect is written with the mark; sqlite and postgres can. (where they can) */
  readonly transactional?: boolean;
  /** Whether the server is killed too, now and then. (true) */
  readonly killsServer?: boolean;
  readonly say?: (line: string) => void;
}

const leaseMs = 2000;
const restTimeoutMs = 120_000;
const freezeChance = 0.15;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends events while processes are killed at random, lets all come to rest, and looks at what became of each. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { engine, seconds, seed, rate, receivers = 2, workers = 3, say = () => {} } = options;
  const { transactional = engine !== 'redis', killsServer = true } = options;
  const server = await startServer(engine);
  try {
    const stage = await openStage(engine, server.create, { ...chaosDefaults, leaseMs, transactional, seed });
    try {
      for (let at = 0; at < receivers; at += 1) await stage.start('receiver');
      for (let at = 0; at < workers; at += 1) await stage.start('worker');
      const count = Math.round(rate * seconds);
      for (let at = 0; at < count; at += 1) stage.plans.set(idOf(seed, at), planOf(seed, at));
      const ports = stage.children.filter(({ role }) => role === 'receiver').map(({ port }) => port);
      const sender = await startSender(stage.config, [0, count, rate, ...ports]);
      const faults = await haunt(stage.children, killsServer ? server : {}, seconds, seed).catch((error) => {
        sender.stop();
        throw error;
      });
      say(`${engine}: ${describeFaults(stage, faults)}; coming to rest`);
      await sender.done;
      await stage.rest(restTimeoutMs).catch((error: unknown) => say(String(error)));
      const judged = { ...(await stage.judge(faults.freezes)), serverKills: faults.serverKills };
      const result = { ...judged, crashes: [...judged.crashes, ...(await endAll(stage))] };
      if (describeResult(engine, result).problems.length > 0) sayErrors(stage, say);
      return result;
    } catch (error) {
      sayErrors(stage, say);
      throw error;
    } finally {
      await stage.close();
    }
  } finally {
    await server.stop();
  }
}

/** What processes have written to standard error, which they do whenever they meet a fault. */
function sayErrors({ children }: Stage, say: (line: string) => void): void {
  for (const child of children) if (child.errors()) say(`${child.role}: ${child.errors().slice(-2000)}`);
}

interface Faults {
  readonly freezes: number;
  readonly serverKills: number;
}

function describeFaults({ children }: Stage, { freezes, serverKills }: Faults): string {
  const kills = children.reduce((sum, child) => sum + child.kills(), 0);
  return `${kills} kills, ${freezes} freezes, ${serverKills} crashes of the server`;
}

/** Kills and freezes at random for some seconds. */
async function haunt(
  children: readonly Child[],
  { crash }: Pick<ChaosServer, 'crash'>,
  seconds: number,
  seed: number,
): Promise<Faults> {
  const random = seeded(seed);
  const end = performance.now() + 1000 * seconds;
  let freezes = 0;
  let serverKills = 0;
  let nextCrash = performance.now() + 5000 + random() * 10_000;
  while (performance.now() < end) {
    await pause(200 + random() * 1800);
    const victim = children[Math.floor(random() * children.length)] as Child;
    if (victim.role === 'worker' && random() < freezeChance) {
      freezes += 1;
      victim.signal('SIGSTOP');
      void pause(2 * leaseMs).then(() => victim.signal('SIGCONT'));
    } else {
      victim.signal('SIGKILL');
    }
    if (crash && performance.now() > nextCrash) {
      nextCrash = performance.now() + 10_000 + random() * 20_000;
      serverKills += 1;
      await crash();
    }
  }
  return { freezes, serverKills };
}

/** Ends every process, and says which of them has not ended well. */
async function endAll({ children }: Stage): Promise<readonly string[]> {
  const codes = await Promise.all(children.map((child) => child.stop()));
  return children.flatMap(({ role }, at) =>
    codes[at] === 0 ? [] : [`${role} ${codes[at] ?? 'killed'} when it was told to end`],
  );
}
