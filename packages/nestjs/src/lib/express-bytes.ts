import type { IncomingMessage } from 'node:http';
import { hideBody } from './hidden-body.ts';
import { requestMethodOf, webhookName } from './metadata.ts';
import type { MountedRoute } from './mounted-route.ts';

interface Route {
  readonly path: string;
  readonly methods: Readonly<Record<string, boolean>>;
  readonly stack: readonly { readonly handle: unknown }[];
}

interface Layer {
  readonly route?: Route;
  match(path: string): boolean;
}

/** What is used of an Express 5 application. */
export interface ExpressApplication {
  readonly router: { readonly stack: readonly Layer[] };
  use(middleware: (request: ExpressRequest, response: unknown, next: () => void) => void): unknown;
}

interface ExpressRequest extends IncomingMessage {
  readonly path: string;
}

type RouteLayer = Layer & { readonly route: Route };

/**
 * Hides the body of requests to our routes from every parser. Only the router knows paths, prefixes and versions, so
 * it is asked: the first layer that is a route of a controller and matches decides.
 */
export function ownBytesOnExpress(app: ExpressApplication): () => MountedRoute[] {
  let length = 0;
  let routes: readonly RouteLayer[] = [];
  let ours: readonly RouteLayer[] = [];
  const refresh = (): void => {
    const { stack } = app.router;
    if (stack.length === length) return;
    length = stack.length;
    routes = stack.filter(isControllerRoute);
    ours = routes.filter(isOurs);
  };
  app.use((request, _response, next) => {
    refresh();
    const serves = (layer: RouteLayer): boolean =>
      hasMethod(layer.route, request.method) && layer.match(request.path);
    if (ours.some(serves) && isOurs(routes.find(serves)))
      hideBody(request, ['content-length', 'transfer-encoding']);
    next();
  });
  return () => {
    refresh();
    return ours.map(({ route }) => ({
      webhook: nameOf(route) as string,
      methods: methodsOf(route),
      path: route.path,
    }));
  };
}

const nameOf = (route: Route | undefined): string | undefined =>
  webhookName(route?.stack[0]?.handle ?? Object);

const isOurs = (layer: Layer | undefined): boolean => nameOf(layer?.route) !== undefined;

function isControllerRoute(layer: Layer): layer is RouteLayer {
  return layer.route?.stack.some(({ handle }) => requestMethodOf(handle) !== undefined) ?? false;
}

/** Express's own name for a route of `app.all()`. */
const everyMethod = '_all';

function hasMethod({ methods }: Route, method = 'GET'): boolean {
  if (methods[everyMethod] ?? methods[method.toLowerCase()]) return true;
  return method === 'HEAD' && methods.get === true;
}

function methodsOf({ methods }: Route): string[] {
  return methods[everyMethod] ? ['ALL'] : Object.keys(methods).map((method) => method.toUpperCase());
}
