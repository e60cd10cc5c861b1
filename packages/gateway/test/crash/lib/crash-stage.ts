import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { findPort } from '../../../../../test/servers/find-port.ts';
import { createChannel } from '../../../src/lib/alerting/channels.ts';
import { createRule } from '../../../src/lib/alerting/rules.ts';
import { createBus } from '../../../src/lib/bus.ts';
import type { GatewayContext } from '../../../src/lib/context.ts';
import { openDatabase, type DatabaseOrigin } from '../../../src/lib/database/open-database.ts';
import { pathOf } from '../../../src/lib/endpoints/endpoint-address.ts';
import { createEndpoint } from '../../../src/lib/endpoints/endpoints.ts';
import { createConnection } from '../../../src/lib/forwarding/connections.ts';
import { createDestination } from '../../../src/lib/forwarding/destinations.ts';
import { defaultSettings } from '../../../src/lib/settings.ts';
import { createVault } from '../../../src/lib/vault.ts';
import { createClock } from './clock.ts';
import { createGatewayProcess, type GatewayProcess } from './gateway-process.ts';
import { startLedger, type Ledger } from './ledger.ts';
import { secret } from './send-events.ts';

const key = 'a key for tests that is long enough';
const actor = { id: 'usr_test' };
const names = ['forwards', 'alerts', 'rare', 'digests'] as const;

/** Gateways on one database, and who receives from them. */
export interface CrashStage extends AsyncDisposable {
  /** As this process sees the database, which is never killed. */
  readonly context: GatewayContext;
  readonly processes: readonly GatewayProcess[];
  /** Of the endpoint at each process. */
  readonly urls: readonly string[];
  /** What the destination has got; a webhook for each event; Slack for rare ones; and a webhook for digests. */
  readonly ledgers: Readonly<Record<(typeof names)[number], Ledger>>;
  /** Where failpoints are armed. */
  readonly dir: string;
}

/** What a stage is like. */
export interface CrashStageOptions {
  /** (a file of SQLite in the stage's directory) */
  readonly origin?: DatabaseOrigin | undefined;
  /** How many gateways. (1) */
  readonly count?: number;
  /** Of the destination. (1, so that a kill can cost no more than one repetition) */
  readonly concurrency?: number;
}

/** Makes a database with an endpoint, a destination and three rules, and gateways that are not started yet. */
export async function openCrashStage(options: CrashStageOptions = {}): Promise<CrashStage> {
  const dir = await mkdtemp(join(tmpdir(), 'hooklatch-crash-'));
  const origin = options.origin ?? { file: join(dir, 'gateway.db') };
  const beginning = Date.now();
  const database = await openDatabase(origin);
  const context: GatewayContext = {
    ...database,
    vault: createVault(key),
    bus: createBus(),
    log: pino({ level: 'silent' }),
    settings: { ...defaultSettings, allowedAddresses: ['127.0.0.0/8'] },
    now: createClock(beginning),
  };
  const inText = (pattern: RegExp) => (one: { readonly body: Buffer }) =>
    pattern.exec(one.body.toString())?.[0];
  const ledgers = {
    forwards: await startLedger((one) => one.header('hooklatch-forward-id')),
    alerts: await startLedger((one) => one.header('webhook-id')),
    rare: await startLedger(inText(/alert_[\w-]+/)),
    digests: await startLedger((one) => one.header('webhook-id')),
  };
  const path = await furnish(context, ledgers, options.concurrency ?? 1);
  const processes: GatewayProcess[] = [];
  for (let at = 0; at < (options.count ?? 1); at += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const ingestPort = await findPort();
    // oxlint-disable-next-line no-await-in-loop
    processes.push(await createGatewayProcess({ database: origin, key, ingestPort, dir, beginning }));
  }
  return {
    context,
    processes,
    ledgers,
    dir,
    urls: processes.map(({ port }) => `http://127.0.0.1:${port}${path}`),
    async [Symbol.asyncDispose]() {
      await Promise.all(processes.map((one) => one[Symbol.asyncDispose]()));
      await Promise.all(names.map((name) => ledgers[name][Symbol.asyncDispose]()));
      await database.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** @returns the endpoint's path */
async function furnish(
  context: GatewayContext,
  ledgers: CrashStage['ledgers'],
  concurrency: number,
): Promise<string> {
  const { id: endpointId, slug } = await createEndpoint(context, actor, {
    name: 'shop',
    provider: 'github',
    secrets: [secret],
  });
  const destination = await createDestination(context, actor, {
    name: 'app',
    kind: 'http',
    config: { url: ledgers.forwards.url },
    concurrency,
  });
  await createConnection(context, actor, { endpointId, destinationId: destination.id });
  const rule = async (kind: 'slack' | 'webhook', { url }: Ledger, given: object): Promise<void> => {
    const channel = await createChannel(context, actor, { name: url, kind, config: { url } });
    await createRule(context, actor, { name: url, rule: { ...given }, channelIds: [channel.id] });
  };
  await rule('webhook', ledgers.alerts, { match: { on: 'event' } });
  await rule('slack', ledgers.rare, { match: { on: 'event', types: ['rare'] } });
  const mode = { kind: 'digest', cron: '* * * * *' };
  await rule('webhook', ledgers.digests, { match: { on: 'event' }, mode });
  return pathOf(slug);
}
