import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../servers/until.ts';
import type { Role } from './bundle-roles.ts';
import type { ChaosConfig, EngineName } from './config.ts';
import { signEvent } from './deliver.ts';
import { describeResult } from './describe-result.ts';
import { flood } from './flood.ts';
import type { ChaosPayload } from './plan.ts';
import { presentEngines, shareEngines, type SharedEngines } from './share-engines.ts';
import { shutDownUnderLoad } from './shutdown.ts';
import { openStage, type Stage } from './stage.ts';

const seed = Math.floor(Math.random() * 1e6);
/** How many duplicates come: to a server of its own a tenth of them says as much. */
const counts = { sqlite: 10_000, postgres: 1000, redis: 1000 } as const;
const connections = 100;
let servers: SharedEngines;
beforeAll(async () => {
  servers = await shareEngines(presentEngines);
});
afterAll(() => servers?.stop());

/** Runs a play, and takes the stage down whatever comes of it. */
async function play(
  engine: EngineName,
  more: Partial<ChaosConfig>,
  act: (stage: Stage) => Promise<void>,
): Promise<void> {
  const stage = await openStage(engine, servers.create, more);
  try {
    await act(stage);
  } finally {
    await stage.close();
  }
}

const four = (stage: Stage, role: Role): Promise<readonly number[]> =>
  Promise.all([1, 2, 3, 4].map(() => stage.start(role))).then((all) => all.map(({ port }) => port));

const succeeds = { deeds: ['succeed'] } as const;

const attemptsOf = (stage: Stage, id: string): string =>
  stage
    .log('starts', id)
    .map(({ attempt }) => attempt)
    .join(' ');

/** Sends an event among others, and resolves to their ids. */
async function sendAround(stage: Stage, payload: ChaosPayload): Promise<readonly string[]> {
  const others = Array.from({ length: 20 }, (_, at) => `other-${at}`);
  const send = (ids: readonly string[]) => ids.map((id) => stage.send(id));
  await Promise.all([...send(others.slice(0, 10)), stage.send('evt', payload), ...send(others.slice(10))]);
  return others;
}

describe.each(presentEngines)(`%s, seed ${seed}`, { timeout: 120_000 }, (engine) => {
  const storm = { count: counts[engine], connections };
  test(`L01 ${storm.count} duplicates at four receivers are all acknowledged, and begun once`, () =>
    play(engine, {}, async (stage) => {
      const ports = await four(stage, 'receiver');
      await stage.start('worker');
      const statuses = await flood(await signEvent('evt', succeeds), { ...storm, ports });
      await stage.rest();
      // What a busy machine does not keep in two seconds is to be sent again.
      const late = statuses.get(503) ?? 0;
      expect(late).toBeLessThan(storm.count / 20);
      expect(statuses.get(200)).toBe(storm.count - late);
      const notes = stage.log('kept').map(({ note }) => note);
      expect(notes.filter((note) => note === 'stored')).toHaveLength(1);
      expect(notes.filter((note) => note === 'duplicate').length).toBeGreaterThanOrEqual(
        storm.count - 1 - late,
      );
      expect(stage.log('starts')).toEqual([{ id: 'evt', attempt: 1 }]);
    }));

  test(`L01 ${storm.count} duplicates at four receivers that handle at once are begun once`, () =>
    play(engine, { handlerMs: 200 }, async (stage) => {
      const ports = await four(stage, 'direct');
      const statuses = await flood(await signEvent('evt', succeeds), { ...storm, ports });
      // In progress, or done.
      expect(new Set(statuses.keys())).toEqual(new Set([200, 409]));
      expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(storm.count);
      expect(stage.log('starts')).toEqual([{ id: 'evt', attempt: 1 }]);
      expect(stage.log('ends')).toHaveLength(1);
    }));

  test('G01 a receiver and a worker are told to end under load: what is in flight is answered, and handled once', () =>
    play(engine, { concurrency: 4, handlerMs: 20, leaseMs: 5000, seed }, async (stage) => {
      const { codes, milliseconds, inFlight, answered } = await shutDownUnderLoad(stage, seed);
      expect(codes).toEqual([0, 0]);
      expect(milliseconds).toBeLessThan(10_000);
      expect(inFlight).toBeGreaterThan(0);
      expect(answered).toBeGreaterThanOrEqual(inFlight);
      const result = await stage.judge();
      expect(describeResult(engine, result)).toMatchObject({ problems: [] });
      expect([result.extraStarts, result.lost]).toEqual([0, []]);
    }));

  test('G01 a worker is told to end, and its handler does not: another begins at once, as the same attempt', () =>
    play(engine, { graceMs: 300, leaseMs: 60_000, timeoutMs: 60_000 }, async (stage) => {
      await stage.start('receiver');
      const worker = await stage.start('worker');
      await stage.send('evt', { deeds: ['hang'] });
      await until(() => stage.log('starts').length > 0);
      expect(await worker.stop()).toBe(0);
      expect(stage.log('fails').map(({ note }) => note)).toEqual(['told to end']);
      await stage.start('worker');
      await until(() => stage.log('starts').length > 1);
      expect(stage.log('starts').map(({ attempt }) => attempt)).toEqual([1, 1]);
    }));

  test('L06 a handler that ends its process each time: dead after all attempts, and nothing else is', () =>
    play(engine, { attempts: 3 }, async (stage) => {
      await stage.start('receiver');
      const workers = [await stage.start('worker'), await stage.start('worker')];
      const others = await sendAround(stage, { deeds: ['exit'] });
      await stage.rest();
      await until(() => stage.log('ends').length >= others.length);
      expect(attemptsOf(stage, 'evt')).toBe('1 2 3');
      expect(others.map((id) => attemptsOf(stage, id))).toEqual(others.map(() => '1'));
      expect(
        stage
          .log('ends')
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(others.toSorted());
      const exits = workers.flatMap((worker) => worker.crashes()).filter(({ isExcused }) => !isExcused);
      expect(exits.map(({ code }) => code)).toEqual([1, 1, 1]);
      const reason = 'The last attempt never ended: the process that made it went away.';
      expect(await stage.own.inbox.dead.list()).toMatchObject([{ eventId: 'evt', reason }]);
    }));

  test('L06 a handler that never returns: ended when its time is over, dead after all attempts, others go on', () =>
    play(engine, { attempts: 2, timeoutMs: 1500, concurrency: 2, leaseMs: 5000 }, async (stage) => {
      await stage.start('receiver');
      await stage.start('worker');
      const others = await sendAround(stage, { deeds: ['hang'] });
      await until(() => stage.log('ends').length === others.length);
      expect((await stage.own.inbox.stats()).dead).toBe(0);
      await stage.rest();
      expect(attemptsOf(stage, 'evt')).toBe('1 2');
      expect(stage.log('fails').map(({ note }) => note)).toEqual(['told to end', 'told to end']);
      expect(others.map((id) => attemptsOf(stage, id))).toEqual(others.map(() => '1'));
      expect(await stage.own.inbox.dead.list()).toMatchObject([{ eventId: 'evt', attempts: 2 }]);
    }));
});
