import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { arm } from '../../../../../test/chaos/failpoint.ts';
import { seeded } from '../../../../../test/chaos/plan.ts';
import { until } from '../../../../../test/servers/until.ts';
import type { CrashStage } from './crash-stage.ts';
import { judgeCrash, type CrashFindings } from './judge-crash.ts';
import { sendEvents } from './send-events.ts';

/** Where a process is killed, beside random moments. */
export const crashPoints = [
  // Stored, and not answered.
  'committed-store',
  // Behind all that followers have written.
  'in-route',
  'committed-route',
  // Leased, and not sent.
  'after-lease',
  'after-lease-send',
  // Sent, and not written down.
  'in-settle',
  'in-settle-send',
  'committed-settle',
  'committed-settle-send',
] as const;

/** In a digest's transaction; it comes once in a minute of the gateway's clock. */
export const digestPoints = ['in-digest', 'committed-digest'] as const;

/** How a run goes. */
export interface CrashRun {
  readonly kills: number;
  readonly seed: number;
  /** Where, in turn with random moments. */
  readonly points: readonly string[];
  readonly say?: (line: string) => void;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends events while the gateway is killed, lets all come to rest, and judges. */
export async function runCrash(
  stage: CrashStage,
  { kills, seed, points, say = () => {} }: CrashRun,
): Promise<CrashFindings> {
  const random = seeded(seed);
  const [gateway] = stage.processes;
  if (!gateway) throw new TypeError('A stage has a gateway.');
  await gateway.start();
  const sender = sendEvents(stage.urls, 60);
  const shuffled = points.toSorted(() => random() - 0.5);
  for (let kill = 0; kill < kills; kill += 1) {
    const point = kill % 4 === 3 ? undefined : shuffled[(kill - Math.floor(kill / 4)) % shuffled.length];
    // oxlint-disable-next-line no-await-in-loop
    await pause(100 + random() * 500);
    if (point === undefined) gateway.kill();
    else {
      arm(stage.dir, point);
      const armed = join(stage.dir, `armed-${point}`);
      // It does not come by where nothing is to be done there.
      // oxlint-disable-next-line no-await-in-loop
      const isHit = await Promise.race([gateway.died().then(() => true), pause(15_000).then(() => false)]);
      if (!isHit) gateway.kill();
      if (existsSync(armed)) rmSync(armed);
      say(`${point}${isHit ? '' : ' was not come by'}`);
    }
    // oxlint-disable-next-line no-await-in-loop
    await gateway.died();
    // oxlint-disable-next-line no-await-in-loop
    await gateway.start();
  }
  await sender.stop();
  await comeToRest(stage);
  return judgeCrash(stage, sender.acknowledged);
}

/** Waits until nothing waits any more, and every event's digest was told. */
export async function comeToRest({ context: { db } }: CrashStage, timeoutMs = 60_000): Promise<void> {
  const last = await db
    .selectFrom('events')
    .select(({ fn }) => fn.max('received_at').as('at'))
    .executeTakeFirstOrThrow();
  let waiting = '';
  const isAtRest = async (): Promise<boolean> => {
    const [events, forwards, sends, rules] = await Promise.all([
      db.selectFrom('events').select('id').where('routed', '=', 0).execute(),
      db.selectFrom('forwards').select('state').where('state', 'in', ['queued', 'leased']).execute(),
      db.selectFrom('sends').select('state').where('state', 'in', ['queued', 'leased']).execute(),
      db.selectFrom('rules').select(['state', 'rule']).execute(),
    ]);
    const untold = rules.filter(({ state, rule }) => {
      const { digest } = JSON.parse(state ?? '{}') as { digest?: { toldUntil: number } };
      return rule.includes('"cron"') && !(Number(digest?.toldUntil) > last.at);
    });
    waiting = `${events.length} events, ${forwards.length} forwards, ${sends.length} sends, ${untold.length} digests`;
    return [events, forwards, sends, untold].every((rows) => rows.length === 0);
  };
  try {
    await until(isAtRest, { timeoutMs });
  } catch (error) {
    throw new Error(`Nothing has come to rest: ${waiting} wait.`, { cause: error });
  }
}
