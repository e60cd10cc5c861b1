import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import type { ViewedListener } from '../terminal/viewed-listener.ts';
import { createChangeStreams } from './change-streams.ts';
import { createRoutes, sendFailure } from './create-routes.ts';
import { guardRequest } from './guard-request.ts';
import { readAssets } from './read-asset.ts';
import { readJson, sendBytes, sendError } from './responses.ts';
import { apiPath, createSession } from './session.ts';

/** A web page that shows what a listener receives, for this machine alone. */
export interface Inspector {
  /** To be opened in a browser; it has the token of this run after `#`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the web inspector on 127.0.0.1.
 *
 * @param listener - what it shows; it is not closed
 * @param options - the port (any that is free)
 * @throws CliError where the port is taken
 */
export async function startInspector(
  listener: ViewedListener,
  { port = 0 }: { readonly port?: number } = {},
): Promise<Inspector> {
  const assets = await readAssets();
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const code = (error as NodeJS.ErrnoException).code;
      const message = `The inspector cannot listen on port ${port}: ${code ?? error.message}.`;
      reject(new CliError('port_taken', message, { exitCode: exitCode.failed }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  const session = createSession(bound);
  const streams = createChangeStreams(listener);
  const routes = createRoutes(listener, streams);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = guardRequest(request, bound);
    if (refusal !== undefined) return sendError(response, 403, refusal);
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const asset = assets.get(pathname);
    if (asset && request.method === 'GET') return sendBytes(response, 200, asset.type, asset.bytes);
    if (!pathname.startsWith(`${apiPath}/`)) return sendError(response, 404, 'There is no such page.');
    const path = pathname.slice(apiPath.length);
    if (request.method === 'POST' && path === '/session') {
      const cookie = session.toCookie((await readJson(request))['token']);
      if (cookie === undefined) return sendError(response, 401, 'This token is not of this run.');
      return sendBytes(response, 200, 'application/json', '{}', { 'set-cookie': cookie });
    }
    if (!session.isSignedIn(request.headers.cookie)) {
      return sendError(response, 401, 'Open the address that the terminal shows.');
    }
    const [, , id = ''] = path.split('/');
    const route = routes[`${request.method} ${path.replace(/^(\/captures\/)[^/]+/, '$1:id')}`];
    if (route === undefined) return sendError(response, 404, 'There is no such page.');
    await route({ request, response, query, id: decodeURIComponent(id) });
  }

  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => sendFailure(response, error));
  });
  return {
    url: `http://127.0.0.1:${bound}/#${session.token}`,
    async close() {
      streams.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
