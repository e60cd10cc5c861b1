import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasPostgres, startPostgres, type PostgresServer } from '../../../test/servers/postgres.ts';
import { until } from '../../../test/servers/until.ts';
import { openFaults, type FaultStage } from './pg-boss-fault-stage.ts';
import { openFirst, toMessage, type PgBossProcess } from './pg-boss-stage.ts';

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Fault {
  readonly times: number;
  readonly everyMs: number;
  /** Whether it may be that no message was on its way just then. */
  readonly isLucky?: boolean;
  act(server: PostgresServer, stage: FaultStage): Promise<void>;
}

describe.skipIf(!hasPostgres)('an inbox in pg-boss, while events come and are handled', () => {
  let server: PostgresServer;
  let own: PgBossProcess;
  beforeAll(async () => {
    server = await startPostgres();
    own = await openFirst(server);
  });
  afterAll(async () => {
    await own?.close();
    await server?.stop();
  });

  /** Sends an event every ten milliseconds, and again what was refused, as a provider does. */
  const trickle = (queue: string) => {
    const inbox = own.inbox({ queue });
    const sent: Promise<void>[] = [];
    let refusals = 0;
    const send = async (eventId: string): Promise<void> => {
      const message = await toMessage(eventId);
      for (;;) {
        try {
          await inbox.put(message);
          return;
        } catch {
          refusals += 1;
          await rest(100);
        }
      }
    };
    const timer = setInterval(() => sent.push(send(`e${sent.length}`)), 10);
    return {
      async stop(): Promise<{ count: number; refusals: number }> {
        clearInterval(timer);
        await Promise.all(sent);
        return { count: sent.length, refusals };
      },
    };
  };

  test.each<[string, Fault]>([
    [
      'restarts at once, three times',
      { times: 3, everyMs: 700, act: (postgres) => postgres.restart('immediate') },
    ],
    [
      'ends a connection every 40 ms',
      { times: 60, everyMs: 40, isLucky: true, act: (_, stage) => stage.terminateAny() },
    ],
  ])(
    'a server that %s: none is lost, none handled twice',
    async (_name, { times, everyMs, isLucky, act }) => {
      const stage = await openFaults(own);
      try {
        await stage.work(stage.write);
        const sending = trickle(stage.queue);
        for (let at = 0; at < times; at += 1) {
          await rest(everyMs);
          await act(server, stage);
        }
        const { count, refusals } = await sending.stop();
        const seen = (): Promise<string[]> => stage.effects().catch(() => []);
        await until(async () => new Set(await seen()).size >= count, { what: `${count} effects` });
        await stage.stop();
        const effects = await stage.effects();
        expect(effects).toHaveLength(count);
        expect(new Set(effects).size).toBe(count);
        expect(count).toBeGreaterThan(100);
        if (!isLucky) expect(refusals).toBeGreaterThan(0);
        expect(await stage.engine.stats()).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0 });
      } finally {
        await stage.close();
      }
    },
  );
});
