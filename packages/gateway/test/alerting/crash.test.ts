import { once } from 'node:events';
import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { startReceiver, status } from '../forwarding/lib/receiver.ts';
import { runChild, type Child } from '../ingest/lib/run-child.ts';
import { onEachDatabase, type DatabaseStage } from '../lib/on-each-database.ts';
import { openAlerting, storeEvents, type AlertStage } from './lib/alert-stage.ts';

/** A process takes its time to begin. */
const timeoutMs = 60_000;
const program = '../../alerting/lib/alert-program.ts';

/** A stage that other processes can open too; its clock stands at the real time. */
async function openShared(database: DatabaseStage): Promise<AlertStage & { readonly origin: string }> {
  const time = Date.now();
  const given = database.kind === 'postgres' ? { url: await database.url() } : undefined;
  const stage = await openAlerting(database, { time, ...(given && { origin: given }) });
  return { ...stage, origin: JSON.stringify(given ?? { file: stage.context.file }) };
}

onEachDatabase('a process that is killed', (database) => {
  test(
    'between stored and routed: no alert is lost, and there is one for each event',
    { timeout: timeoutMs },
    async () => {
      await using stage = await openShared(database);
      await stage.rule({ match: { on: 'event' } }, [
        await stage.channel('webhook', { url: 'https://hooks.example.com' }),
      ]);
      await storeEvents(
        stage.context,
        stage.endpoint,
        Array.from({ length: 100 }, () => ({})),
      );
      await using child = await runChild(program, 'route', stage.origin);
      if (child.process.signalCode === null) await once(child.process, 'exit');
      expect(child.process.signalCode).toBe('SIGKILL');
      expect(await stage.alerts()).toEqual([]);
      await stage.store();
      const alerts = await stage.alerts();
      expect([
        alerts.length,
        new Set(alerts.map(({ event }) => event)).size,
        (await stage.sends()).length,
      ]).toEqual([100, 100, 100]);
    },
  );

  test(
    'between leased and sent: no alert is lost, and each kill repeats at most one, under the same id',
    { timeout: timeoutMs },
    async () => {
      await using stage = await openShared(database);
      const kills = 2;
      const children: Child[] = [];
      await using receiver = await startReceiver((response) => {
        // It has arrived, and nobody hears of it.
        if (children.length <= kills) void children.at(-1)?.kill();
        else status(200)(response, receiver.received[0]!);
      });
      await stage.rule({ match: { on: 'event' } }, [await stage.channel('slack', { url: receiver.url })]);
      await stage.store({}, {}, {}, {}, {});
      try {
        for (let run = 0; run <= kills; run += 1) {
          // oxlint-disable-next-line no-await-in-loop
          const child = await runChild(program, 'send', stage.origin);
          children.push(child);
          // oxlint-disable-next-line no-await-in-loop
          if (run < kills && child.process.signalCode === null) await once(child.process, 'exit');
        }
        await until(async () => (await stage.sends()).every(({ state }) => state === 'sent'));
      } finally {
        await Promise.all(children.map((child) => child.kill()));
      }
      const ids = receiver.received.map(({ body }) => /alert_[\w-]+/.exec(body.toString())?.[0] ?? '');
      const expected = (await stage.alerts()).map(({ said }) => said.id);
      expect(new Set(ids)).toEqual(new Set(expected));
      expect(ids.length - expected.length).toBeLessThanOrEqual(kills);
    },
  );
});
