import { createRoute } from '@hono/zod-openapi';
import type { Access } from '../access/access.ts';
import { changeOwnPassword } from '../access/change-own-password.ts';
import { readCredential } from '../access/credential.ts';
import { logIn } from '../access/log-in.ts';
import { endSession } from '../access/sessions.ts';
import { isSetUp, setUp } from '../access/setup.ts';
import { writeAudit } from '../access/write-audit.ts';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { version } from '../package-folder.ts';
import {
  loginSchema,
  ownPasswordSchema,
  sessionStateSchema,
  setupSchema,
  type SessionState,
} from './access-schemas.ts';
import { json, jsonBody } from './answers.ts';
import type { Actor, AddRoutes } from './api.ts';

/** What the dashboard shows of how the gateway was started. */
export interface StartState {
  readonly ingestUrl: string;
  readonly warnings: readonly string[];
}

const tags = ['Access'];
const stateAnswer = { description: 'Who asks', content: json(sessionStateSchema) };

const show = createRoute({
  method: 'get',
  path: '/session',
  tags,
  security: [],
  summary: 'Who asks, and whether the gateway has been set up',
  responses: { 200: stateAnswer },
});
const setup = createRoute({
  method: 'post',
  path: '/setup',
  tags,
  security: [],
  summary: 'Makes the first owner, with the token that was printed at the start, and logs him in',
  request: { body: jsonBody(setupSchema) },
  responses: { 201: stateAnswer },
});
const open = createRoute({
  method: 'post',
  path: '/session',
  tags,
  security: [],
  summary: 'Logs in',
  request: { body: jsonBody(loginSchema) },
  responses: { 201: stateAnswer },
});
const password = createRoute({
  method: 'post',
  path: '/session/password',
  tags,
  summary: 'Changes your own password; your other sessions end, and this one goes on with a new cookie',
  request: { body: jsonBody(ownPasswordSchema) },
  responses: { 200: stateAnswer },
});
const close = createRoute({
  method: 'delete',
  path: '/session',
  tags,
  summary: 'Logs out',
  responses: { 204: { description: 'Logged out' } },
});

/** Setup, login, logout, and the password of who asks. */
export const sessionRoutes =
  (context: GatewayContext, access: Access, start: StartState): AddRoutes =>
  (api) => {
    const toState = (user: Row<'users'> | undefined, isKnown: boolean): SessionState => ({
      user: user ? { id: user.id, email: user.email, name: user.name, role: user.role } : null,
      isSetUp: true,
      version,
      ingestUrl: isKnown ? start.ingestUrl : '',
      warnings: isKnown ? [...start.warnings] : [],
    });
    api.openapi(show, async (c) => {
      const actor = c.get('actor') as Actor | undefined;
      const user = actor?.kind === 'user' ? await findUser(context, actor.id) : undefined;
      const state = toState(user, actor !== undefined);
      return c.json({ ...state, isSetUp: actor !== undefined || (await isSetUp(context)) }, 200);
    });
    api.openapi(setup, async (c) => {
      const { incoming } = c.env;
      const takeBack = access.limit.attempt(access.addressOf(incoming), 'setup');
      const given = { ...c.req.valid('json'), userAgent: c.req.header('user-agent') };
      const { user, session } = await setUp(context, given);
      takeBack();
      c.header('set-cookie', access.cookieOf(incoming).write(session));
      return c.json(toState(user, true), 201);
    });
    api.openapi(open, async (c) => {
      const { incoming } = c.env;
      const from = { address: access.addressOf(incoming), userAgent: c.req.header('user-agent') };
      const { user, session } = await logIn(context, access.limit, { ...c.req.valid('json'), ...from });
      c.header('set-cookie', access.cookieOf(incoming).write(session));
      return c.json(toState(user, true), 201);
    });
    api.openapi(password, async (c) => {
      const { incoming } = c.env;
      const session = await changeOwnPassword(context, access.limit, {
        ...c.req.valid('json'),
        actor: c.get('actor'),
        address: access.addressOf(incoming),
        userAgent: c.req.header('user-agent'),
      });
      access.tellEnd();
      c.header('set-cookie', access.cookieOf(incoming).write(session));
      return c.json(toState(await findUser(context, c.get('actor').id), true), 200);
    });
    api.openapi(close, async (c) => {
      const { incoming } = c.env;
      const cookie = access.cookieOf(incoming);
      const credential = readCredential(incoming.headers, cookie);
      if (credential?.kind === 'session') {
        const actor = c.get('actor');
        await context.transaction(async (tx) => {
          await endSession(tx, credential.hash);
          await writeAudit(tx, context.now(), { actor, action: 'session.delete' });
        });
        access.tellEnd();
      }
      c.header('set-cookie', cookie.clear());
      return c.body(null, 204);
    });
  };

const findUser = ({ db }: GatewayContext, id: string): Promise<Row<'users'> | undefined> =>
  db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
