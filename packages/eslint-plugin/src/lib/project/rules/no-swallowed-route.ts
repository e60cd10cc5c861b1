import { originOf, topBinding, valueOf } from '../../ast/bindings.ts';
import {
  child,
  children,
  nameOf,
  pathOf,
  propertyOf,
  stringOf,
  unwrap,
  valueIn,
  type Node,
} from '../../ast/node.ts';
import { nodesIn, type SourceFile } from '../../ast/source-file.ts';
import { matchesPath } from '../next-matcher.ts';
import { nextRoutesOf, type NextRoute } from '../next-routes.ts';
import type { ProjectRule } from '../project-rule.ts';
import { matchesAny, reaches } from '../reaches.ts';

export const noSwallowedRoute: ProjectRule = {
  name: 'no-swallowed-route',
  summary: "Next's middleware (proxy.ts) lets the provider through to the webhook's route.",
  messages: {
    auth: {
      message: '{{what}} answers the provider at {{path}} before the route does: a provider does not log in.',
      remedy: 'Let it pass: {{remedy}}',
    },
    locale: {
      message:
        "next-intl redirects the provider from {{path}} to a language's path, and providers follow no redirect.",
      remedy: 'Leave the route out of the matcher: {{remedy}}',
    },
  },
  *check(project) {
    const routes = nextRoutesOf(project);
    const middlewares = project.sources.filter(({ filename }) =>
      /^(src\/)?(middleware|proxy)\.[cm]?[jt]sx?$/.test(filename),
    );
    for (const source of routes.length > 0 ? middlewares : []) {
      for (const { path } of coveredRoutes(source, routes)) {
        const found = source.nodes.map((node) => swallows(source, node, path)).find(Boolean);
        if (!found) continue;
        const remedy =
          found.message === 'auth'
            ? `add '${path}' to the public routes, or leave it out of the matcher.`
            : `'/((?!${path.slice(1)}|_next|.*\\..*).*)'.`;
        yield { source, node: found.node, message: found.message, data: { what: found.what, path, remedy } };
      }
    }
  },
};

/** The routes that a middleware runs before. Without a matcher that is every one. */
function coveredRoutes(source: SourceFile, routes: readonly NextRoute[]): readonly NextRoute[] {
  const value = topBinding(source, 'config')?.value;
  const config = value && unwrap(value);
  if (!config) return hasConfig(source) ? [] : routes;
  const matcher = valueIn(config, 'matcher');
  if (!matcher) return config.type === 'ObjectExpression' ? routes : [];
  const inner = unwrap(matcher);
  const list = inner.type === 'ArrayExpression' ? children(inner, 'elements') : [inner];
  const sources = list.map((one) => stringOf(one) ?? stringOf(valueIn(one, 'source')));
  return routes.filter(({ path }) => sources.some((one) => one !== undefined && matchesPath(one, path)));
}

const hasConfig = ({ nodes }: SourceFile): boolean =>
  nodes.some((node) => node.type === 'ExportSpecifier' && nameOf(child(node, 'exported')) === 'config');

interface Swallow {
  readonly node: Node;
  readonly message: 'auth' | 'locale';
  readonly what: string;
}

function swallows(source: SourceFile, node: Node, path: string): Swallow | undefined {
  if (node.type === 'ExportNamedDeclaration' && stringOf(child(node, 'source')) === 'next-auth/middleware') {
    return { node, message: 'auth', what: 'next-auth' };
  }
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(child(node, 'callee'));
  const origin = originOf(source, callee);
  const options = children(node, 'arguments').map((one) => valueOf(source, one));
  const auth = (what: string): Swallow => ({ node, message: 'auth', what });
  const isExported = source.parentOf(node)?.type === 'ExportDefaultDeclaration';
  if (origin?.module === 'next-intl/middleware' && isExported)
    return { node, message: 'locale', what: 'next-intl' };
  if (origin?.module === 'next-auth/middleware' && isExported) {
    return options.some((one) => valueIn(one, 'callbacks')) ? undefined : auth('withAuth()');
  }
  if (origin?.name === 'authMiddleware' && origin.module.startsWith('@clerk/')) {
    const lists = ['publicRoutes', 'ignoredRoutes'].flatMap((name) => valueIn(options[0], name) ?? []);
    const isReadable = options.every((one) => one.type === 'ObjectExpression');
    const passes = lists.map((list) => matchesAny(valueOf(source, list), path));
    return isReadable && passes.every((pass) => pass === false) ? auth('authMiddleware()') : undefined;
  }
  return refuses(source, node) && reaches(source, node, path) ? auth(nameOfRefusal(node)) : undefined;
}

/** `auth.protect()`, `redirectToSignIn()`, `NextResponse.redirect(new URL('/login', …))`. */
function refuses(source: SourceFile, call: Node): boolean {
  const callee = child(call, 'callee');
  const path = pathOf(callee);
  const last = path.at(-1);
  const isClerk = source.nodes.some(
    (node) => node.type === 'ImportDeclaration' && stringOf(child(node, 'source'))?.startsWith('@clerk/'),
  );
  if (isClerk && (last === 'protect' || last === 'redirectToSignIn')) return true;
  if (last !== 'redirect' || propertyOf(callee) !== 'redirect') return false;
  return nodesIn(source, call).some((node) => /(sign|log)-?_?in/i.test(stringOf(node) ?? ''));
}

const nameOfRefusal = (call: Node): string =>
  `${pathOf(child(call, 'callee'))
    .filter((step) => step !== '()')
    .join('.')}()`;
