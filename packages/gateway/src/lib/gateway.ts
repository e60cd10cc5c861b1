import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { createAccess } from './access/access.ts';
import { createSetupToken } from './access/setup.ts';
import { streamRoutes } from './api/stream-routes.ts';
import type { GatewayContext, Part } from './context.ts';
import { readDashboard } from './dashboard/read-dashboard.ts';
import type { DatabaseOrigin } from './database/open-database.ts';
import { startDoor } from './ingest/door.ts';
import { defaultSettings, type GatewaySettings } from './settings.ts';
import { answerAdmin } from './start/answer-admin.ts';
import { checkSettings } from './start/check-settings.ts';
import { createApp } from './start/create-app.ts';
import { createLogger } from './start/create-logger.ts';
import { findWarnings } from './start/find-warnings.ts';
import { listen } from './start/listen.ts';
import { openContext } from './start/open-context.ts';
import { keyVariable } from './start/read-key.ts';
import { routeModules, startParts } from './start/parts.ts';

/** How a gateway is made: its settings, and where it keeps everything. */
export interface GatewayOptions extends Partial<GatewaySettings> {
  /** A file of SQLite, for this process alone, or the URL of a PostgreSQL, which several processes may share. */
  readonly database: DatabaseOrigin;
  /** Seals the secrets in the database: 32 letters or more. (the variable `HOOKLATCH_GATEWAY_KEY`, else a file beside the database, which is made) */
  readonly key?: string | undefined;
  /** Where it writes what happens. (JSON on standard error, from `info` on) */
  readonly log?: Logger | undefined;
  /** Unix milliseconds. (the machine's clock; with PostgreSQL that server's) */
  readonly now?: (() => number) | undefined;
}

/** A gateway at work. */
export interface Gateway {
  /** Where the dashboard and the API are reached. */
  readonly dashboardUrl: string;
  /** Where providers reach the door; an endpoint's path follows. */
  readonly ingestUrl: string;
  /** Where the two listeners are, on this machine. */
  readonly listening: { readonly dashboard: string; readonly ingest: string };
  /** Makes the first owner, once; `undefined` where there is one. */
  readonly setupToken: string | undefined;
  /** What an operator has to know of how it was started. */
  readonly warnings: readonly string[];
  /** Refuses new deliveries, settles what is at work within `graceMs`, and ends. */
  close(): Promise<void>;
}

/** The least that is left for the next part when another has taken its time. */
const leastGraceMs = 1000;

/**
 * Starts a gateway: the door for providers, the dashboard and its API, and everything that works behind them.
 *
 * @param options - where it keeps everything, and what differs from the defaults
 * @returns the gateway, which listens
 * @throws TypeError where a setting is wrong; Error where the database or a port cannot be had
 * @example
 * ```ts
 * import { createGateway } from '@hooklatch/gateway';
 *
 * const gateway = await createGateway({ database: { file: 'gateway.db' } });
 * console.log(gateway.dashboardUrl, gateway.setupToken);
 * process.once('SIGTERM', () => void gateway.close());
 * ```
 */
export async function createGateway({
  database,
  key,
  log: given,
  now,
  ...rest
}: GatewayOptions): Promise<Gateway> {
  const settings: { -readonly [Name in keyof GatewaySettings]: GatewaySettings[Name] } = {
    ...defaultSettings,
    ...rest,
  };
  checkSettings(settings);
  const log = given ?? createLogger();
  const warnings = findWarnings(settings);
  let isStopping = false;
  // In the order in which they are stopped.
  const parts: Part[] = [];
  const opened = await openContext({
    database,
    settings,
    log,
    key: key ?? process.env[keyVariable],
    now,
  });
  if (opened.warning !== undefined) warnings.push(opened.warning);
  const { context } = opened;
  const close = async (): Promise<void> => {
    isStopping = true;
    await stopParts(context, parts);
    await opened.close();
  };
  try {
    let answer = answerLater;
    const admin = await listen(settings, (request, response) => answer(request, response));
    parts.unshift(admin);
    settings.port = admin.port;
    settings.dashboardUrl ??= admin.url;
    parts.push(...startParts(context, admin.server));
    const door = await startDoor(context);
    parts.unshift(door);
    const access = createAccess(context);
    const streams = streamRoutes(context, access);
    // A stream would keep its connection open until the end.
    parts.splice(1, 0, streams);
    const ingestUrl = (settings.publicUrl ?? door.url).replace(/\/+$/, '');
    const modules = [streams.addRoutes, ...routeModules(context, access, { ingestUrl, warnings })];
    const app = createApp(context, {
      access,
      modules,
      dashboard: await readDashboard(),
      isStopping: () => isStopping,
    });
    answer = answerAdmin(app, access, () => isStopping);
    let closing: Promise<void> | undefined;
    return {
      dashboardUrl: settings.dashboardUrl,
      ingestUrl,
      listening: { dashboard: admin.url, ingest: door.url },
      setupToken: await createSetupToken(context),
      warnings,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function answerLater(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'retry-after': '1', 'cache-control': 'no-store' }).end();
}

/** One after the other: what takes no more hands nothing on to the next. */
async function stopParts({ settings, log }: GatewayContext, parts: readonly Part[]): Promise<void> {
  const until = Date.now() + settings.graceMs;
  for (const part of parts) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      await part.stop(Math.max(leastGraceMs, until - Date.now()));
    } catch (error) {
      log.error({ err: error }, 'a part could not be stopped as it should');
    }
  }
}
