import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toIncoming, writeReply } from '@hooklatch/core/node';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { contractRoute, createContractEndpoints } from '../src/contract.ts';
import { describeAdapter, readCases } from '../src/index.ts';

/** The Node bridge alone, without a framework. */
async function start() {
  const endpoints = createContractEndpoints();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    const received = await endpoints[name]?.receive(toIncoming(request, { response }));
    if (received === undefined) return response.writeHead(404).end();
    if ('reply' in received) return writeReply(response, received.reply);
    try {
      const body = JSON.stringify(await contractRoute(received.event));
      await received.settle(true);
      writeReply(response, { status: 200, headers: {}, body });
    } catch {
      await received.settle(false);
      writeReply(response, { status: 500, headers: {}, body: '' });
    }
    return undefined;
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

const cases = readCases(new URL('../../providers/vectors/adversarial.jsonl', import.meta.url));
describeAdapter({ describe, test, beforeAll, afterAll }, { name: 'node:http', start }, { cases });
