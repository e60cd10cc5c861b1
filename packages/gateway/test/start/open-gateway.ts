import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createGateway, type Gateway, type GatewayOptions } from '../../src/index.ts';
import { ask, type Answered, type Asked } from '../access/ask.ts';
import { cookieOf, password } from '../access/open-stage.ts';

/** A whole gateway, in a directory of its own. */
export interface OpenGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  readonly directory: string;
  /** Asks the API as the dashboard does. */
  ask(path: string, asked?: Asked & { readonly cookie?: string }): Promise<Answered>;
  /** Makes the first owner; resolves to his cookie. */
  setUp(): Promise<string>;
  /** Starts another on the same database, after this one was closed. */
  reopen(): Promise<OpenGateway>;
}

/** Any free ports, and nothing in the log. */
export const quiet: Partial<GatewayOptions> = {
  port: 0,
  ingestPort: 0,
  log: pino({ level: 'silent' }),
  graceMs: 5000,
};

/** Starts a gateway, which ends with it. */
export async function openGateway(
  options: Partial<GatewayOptions> = {},
  given?: string,
): Promise<OpenGateway> {
  const directory = given ?? (await mkdtemp(join(tmpdir(), 'hooklatch-gateway-')));
  const database = { file: join(directory, 'gateway.db') };
  const gateway = await createGateway({ database, ...quiet, ...options }).catch(async (error: unknown) => {
    if (given === undefined) await rm(directory, { recursive: true, force: true });
    throw error;
  });
  const askApi: OpenGateway['ask'] = (path, { cookie, ...asked } = {}) => {
    const headers = {
      origin: gateway.dashboardUrl,
      ...(cookie !== undefined && { cookie }),
      ...asked.headers,
    };
    return ask(`${gateway.listening.dashboard}/api/v1${path}`, { ...asked, headers });
  };
  return {
    gateway,
    directory,
    ask: askApi,
    async setUp() {
      const body = { token: gateway.setupToken, email: 'owner@example.com', name: 'Olga', password };
      return cookieOf(await askApi('/setup', { method: 'POST', body }));
    },
    async reopen() {
      await gateway.close();
      return openGateway(options, directory);
    },
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
