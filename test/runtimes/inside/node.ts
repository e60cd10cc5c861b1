import { toNode, type NodeListener, type NodeRoute } from '@hooklatch/node';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { runSuite } from './answer.ts';
import { loadSqliteSuites } from './sqlite-suites.ts';

const route: NodeRoute = async (event, _request, response) => {
  const answer = await contractRoute(event);
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
};

const endpoints = new Map<string, NodeListener>();
for (const [name, webhook] of Object.entries(createContractEndpoints())) {
  endpoints.set(`/${name}`, webhook.handles ? toNode(webhook) : toNode(webhook, route));
}

const more = loadSqliteSuites().catch(() => ({}));

async function answerSuite(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    response.end(await runSuite(path, await text(request), await more));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}

const listener: RequestListener = (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const endpoint = endpoints.get(pathname);
  if (endpoint) endpoint(request, response);
  else void answerSuite(pathname, request, response);
};

const server = createServer(listener).listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
