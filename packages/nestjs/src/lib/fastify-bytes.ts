import type { IncomingMessage } from 'node:http';
import { hideBody, showBody } from './hidden-body.ts';
import { webhookNameInConfig } from './metadata.ts';
import type { MountedRoute } from './mounted-route.ts';

type Hook = (request: { readonly raw: IncomingMessage }, reply: unknown, ...rest: never[]) => void;

interface RouteOptions {
  readonly url: string;
  readonly method: string | readonly string[];
  readonly config?: unknown;
  preParsing?: Hook | Hook[];
  preValidation?: Hook | Hook[];
}

/** What is used of a Fastify instance. */
export interface FastifyApplication {
  addHook(name: 'onRoute', hook: (route: RouteOptions) => void): unknown;
}

/** Hides the body of requests to our routes while Fastify looks for a parser: it asks even about an empty type. */
export function ownBytesOnFastify(app: FastifyApplication): () => MountedRoute[] {
  const mounted: MountedRoute[] = [];
  app.addHook('onRoute', (route) => {
    const webhook = webhookNameInConfig(route.config);
    if (webhook === undefined) return;
    route.preParsing = [hide, ...toArray(route.preParsing)];
    route.preValidation = [show, ...toArray(route.preValidation)];
    mounted.push({
      webhook,
      methods: Array.isArray(route.method) ? ['ALL'] : [String(route.method)],
      path: route.url,
    });
  });
  return () => mounted;
}

function hide(
  { raw }: { readonly raw: IncomingMessage },
  _reply: unknown,
  _payload: unknown,
  done: () => void,
): void {
  hideBody(raw, ['content-length', 'transfer-encoding', 'content-type']);
  done();
}

function show({ raw }: { readonly raw: IncomingMessage }, _reply: unknown, done: () => void): void {
  showBody(raw);
  done();
}

const toArray = (hooks: Hook | Hook[] | undefined): Hook[] => (hooks === undefined ? [] : [hooks].flat());
