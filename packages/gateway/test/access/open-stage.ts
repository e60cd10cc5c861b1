import type { Hono } from 'hono';
import { createAccess, type Access } from '../../src/lib/access/access.ts';
import { hashPassword } from '../../src/lib/access/password.ts';
import type { Role } from '../../src/lib/access/roles.ts';
import { openSession } from '../../src/lib/access/sessions.ts';
import { createSetupToken } from '../../src/lib/access/setup.ts';
import { insertUser } from '../../src/lib/access/users.ts';
import type { AddRoutes, ApiEnv, Scope } from '../../src/lib/api/api.ts';
import { accessRoutes } from '../../src/lib/api/access-routes.ts';
import type { StartState } from '../../src/lib/api/session-routes.ts';
import { settingRoutes } from '../../src/lib/api/setting-routes.ts';
import { streamRoutes } from '../../src/lib/api/stream-routes.ts';
import type { Dashboard } from '../../src/lib/dashboard/read-dashboard.ts';
import type { GatewaySettings } from '../../src/lib/settings.ts';
import { answerAdmin } from '../../src/lib/start/answer-admin.ts';
import { createApp } from '../../src/lib/start/create-app.ts';
import { listen } from '../../src/lib/start/listen.ts';
import { openContext, type TestContext, type TestContextOptions } from '../lib/open-context.ts';
import { ask, type Answered, type Asked } from './ask.ts';

/** The admin listener alone, over a real socket. */
export interface Stage extends AsyncDisposable {
  readonly context: TestContext;
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  readonly setupToken: string;
  readonly app: Hono<ApiEnv>;
  /** Asks the API as a page of the dashboard does, with a cookie where there is one. */
  ask(path: string, asked?: Asked & { readonly cookie?: string | undefined }): Promise<Answered>;
  /** Makes the first owner, past the API; resolves to his cookie. */
  setUp(): Promise<string>;
  /** Makes a user of a role, past the API; resolves to his cookie. */
  signIn(role: Role, email?: string): Promise<string>;
  /** Makes a token of the API. */
  createToken(owner: string, scopes: readonly Scope[]): Promise<string>;
}

/** How a stage is opened. */
export interface StageOptions extends TestContextOptions {
  readonly dashboard?: Dashboard;
  /** What the API has. (access, settings and the stream) */
  readonly modules?: (context: TestContext, access: Access, start: StartState) => readonly AddRoutes[];
}

/** A password that is good enough. */
export const password = 'correct horse battery staple';

/** Hashed once: it is meant to take its time. */
const hashed = hashPassword(password);

/** What a cookie of an answer is sent back as. */
export const cookieOf = ({ headers }: Answered): string =>
  (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';

const ownModules: NonNullable<StageOptions['modules']> = (context, access, start) => [
  accessRoutes(context, access, start),
  settingRoutes(context),
];

/** Opens a stage; ends with it. */
export async function openStage({
  dashboard,
  modules = ownModules,
  ...options
}: StageOptions = {}): Promise<Stage> {
  const context = await openContext(options);
  const settings = context.settings as { -readonly [Name in keyof GatewaySettings]: GatewaySettings[Name] };
  const access = createAccess(context);
  const streams = streamRoutes(context, access);
  const start = { ingestUrl: 'http://127.0.0.1:4401', warnings: ['a warning'] };
  const app = createApp(context, {
    access,
    modules: [streams.addRoutes, ...modules(context, access, start)],
    dashboard,
    isStopping: () => false,
  });
  const listener = await listen(
    { host: '127.0.0.1', port: 0 },
    answerAdmin(app, access, () => false),
  );
  settings.port = listener.port;
  const { url, port } = listener;
  const setupToken = (await createSetupToken(context)) ?? '';
  const askApi: Stage['ask'] = (path, { cookie, ...asked } = {}) => {
    const headers = { origin: url, ...(cookie !== undefined && { cookie }), ...asked.headers };
    return ask(`${url}/api/v1${path}`, { ...asked, headers });
  };
  const add = (role: Role, email: string): Promise<string> =>
    context.transaction(async (tx) => {
      const user = await insertUser(tx, context.now(), { email, name: role, role, password: await hashed });
      const session = await openSession(tx, context.now(), { id: user.id });
      return `hooklatch-gateway-${port}=${session}`;
    });
  return {
    context,
    url,
    port,
    setupToken,
    app,
    ask: askApi,
    async setUp() {
      await hashed;
      const name = 'set_up_at';
      await context.db.insertInto('settings').values({ name, value: '1' }).execute();
      return add('owner', 'owner@example.com');
    },
    signIn: (role, email = `${role}@example.com`) => add(role, email),
    async createToken(owner, scopes) {
      const { json } = await askApi('/tokens', {
        method: 'POST',
        cookie: owner,
        body: { name: 'a token', scopes },
      });
      return json['token'] as string;
    },
    async [Symbol.asyncDispose]() {
      await streams.stop(0);
      await listener.stop(1000);
      await context[Symbol.asyncDispose]();
    },
  };
}
