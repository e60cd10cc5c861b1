import { createWebhook, type Webhook } from '@hooklatch/core';
import { toIncoming, writeReply } from '@hooklatch/core/node';
import type { Provider } from '@hooklatch/core/provider';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on a free port of the loopback; what answers can be changed. */
export interface Endpoint {
  readonly url: string;
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** Starts a server that answers 204 until it is told otherwise. */
export async function startEndpoint(path = '/webhooks'): Promise<Endpoint> {
  const server = createServer((request, response) => endpoint.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint: Endpoint = {
    url: `http://127.0.0.1:${port}${path}`,
    answer: (_request, response) => void response.writeHead(204).end(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return endpoint;
}

/** Answers with a webhook that accepts every event. */
export function accepting(provider: Provider, more: object = {}): Endpoint['answer'] {
  const webhook = createWebhook(provider, {
    on: { '*': () => {} },
    onDelivery: false,
    ...more,
  } as object) as Webhook;
  return (request, response) => {
    void webhook
      .receive(toIncoming(request, { response }))
      .then((received) => 'reply' in received && received.reply && writeReply(response, received.reply));
  };
}
