import { bindingOf, originOf, valueOf } from '../ast/bindings.ts';
import {
  child,
  children,
  isFalse,
  isFunction,
  isTrue,
  nameOf,
  propertyOf,
  stringOf,
  unwrap,
  valueIn,
  type Node,
} from '../ast/node.ts';
import { nodesIn, positionOf, type SourceFile } from '../ast/source-file.ts';
import type { Project } from '../project/project.ts';
import type { Rule } from '../rule.ts';
import { placeOf } from '../webhooks/handlers.ts';
import { mountsIn, webhooksBelow } from '../webhooks/mounts.ts';

/** Middlewares that refuse who has not logged in, or has no token of a form. */
const refusing: ReadonlySet<string> = new Set([
  '@clerk/clerk-sdk-node#ClerkExpressRequireAuth',
  '@clerk/express#requireAuth',
  'connect-ensure-login#ensureLoggedIn',
  'csurf#default',
  'express-basic-auth#default',
  'express-jwt#expressjwt',
  'express-oauth2-jwt-bearer#auth',
  'express-openid-connect#auth',
  'express-openid-connect#requiresAuth',
  'hono/basic-auth#basicAuth',
  'hono/bearer-auth#bearerAuth',
  'hono/jwt#jwt',
  'koa-basic-auth#default',
  'koa-csrf#default',
  'koa-jwt#default',
  'koa-passport#authenticate',
  'lusca#csrf',
  'passport#authenticate',
]);
const refusingNames =
  /^((require|ensure|must)(Be)?(Auth|Authed|Authenticated|Authentication|Login|LoggedIn|User|Session|Jwt|Token)|authenticate(Token|Jwt|User|Request)?|is(Authenticated|LoggedIn)|(verify|check)(Token|Jwt|Auth|Session))$/i;

export const noAuthBeforeWebhook: Rule = {
  name: 'no-auth-before-webhook',
  summary: 'A middleware that asks for a login, or for the token of a form, does not stand above a webhook.',
  messages: {
    auth: {
      message:
        '{{auth}} answers the provider before the webhook of line {{line}} does: a provider does not log in.',
      remedy: 'Move this line below the webhook, or give it the paths that it protects.',
    },
  },
  *check(source, project) {
    for (const mount of mountsIn(source)) {
      if (mount.method !== 'use') continue;
      for (const handler of mount.handlers) {
        const auth = refusingName(source, handler, project);
        const [route] = auth === undefined ? [] : webhooksBelow(source, mount, project);
        if (auth === undefined || !route) continue;
        const { line } = positionOf(source, route.mount.offset);
        yield { node: handler, message: 'auth', data: { auth, line: String(line) } };
      }
    }
  },
};

function refusingName(source: SourceFile, handler: Node, project: Project | undefined): string | undefined {
  const made = valueOf(source, handler);
  const callee = made.type === 'CallExpression' ? unwrap(child(made, 'callee')) : undefined;
  const named = callee ?? unwrap(handler);
  const text = `${source.text.slice(...named.range)}${callee ? '()' : ''}`;
  const origin = originOf(source, named);
  if (origin && !origin.module.startsWith('.')) {
    const [options] = children(made, 'arguments');
    const isOff =
      isFalse(valueIn(options, 'authRequired')) ||
      isTrue(valueIn(options, 'passthrough')) ||
      stringOf(options) === 'anonymous';
    return callee && !isOff && refusing.has(`${origin.module}#${origin.name}`) ? text : undefined;
  }
  const name = nameOf(named) ?? propertyOf(named) ?? '';
  if (!refusingNames.test(name) || (callee && !bindingOf(source, callee))) return undefined;
  return mayPass(placeOf(source, named, project)) ? undefined : text;
}

/** Whether a middleware of the project's own looks at where the request goes, and so may let the webhook pass. */
function mayPass({ source, node }: { source: SourceFile; node: Node }): boolean {
  // What cannot be seen is believed to do what its name says.
  if (!isFunction(node)) return false;
  return nodesIn(source, node).some((inner) =>
    /^(path|url|originalUrl|baseUrl|pathname|routePath)$/.test(propertyOf(inner) ?? ''),
  );
}
