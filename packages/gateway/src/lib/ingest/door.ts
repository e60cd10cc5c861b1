import { writeReply } from '@hooklatch/core/node';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GatewayContext, Part } from '../context.ts';
import { withSpan } from '../metrics/with-span.ts';
import { openDoorParts } from './door-parts.ts';
import { problem } from './problem.ts';
import { announceDoor } from './running-door.ts';
import { takeDelivery, type DoorReply } from './take-delivery.ts';
import { createWorkList } from './work-list.ts';

/** Where providers send to, on a port of its own. */
export interface Door extends Part {
  /** Where it listens: `http://127.0.0.1:4401`. */
  readonly url: string;
}

const headersTimeoutMs = 10_000;
/** Longer than most proxies keep a connection that rests, so that it is not closed under a request. */
const keepAliveTimeoutMs = 75_000;

/**
 * Opens the door: `/in/<slug>` and everything below it.
 *
 * What comes is verified, stored durably, and answered; nothing else is served there. A stop answers 503 to what comes
 * later, finishes what was begun, and writes what is not written yet.
 *
 * @param context - of the gateway
 * @throws Error where the port is taken, TypeError where a trusted proxy is no address
 */
export async function startDoor(context: GatewayContext): Promise<Door> {
  const { ingestHost, ingestPort, bodyTimeoutMs } = context.settings;
  const parts = openDoorParts(context);
  const server = createServer({ requestTimeout: bodyTimeoutMs + headersTimeoutMs });
  server.headersTimeout = headersTimeoutMs;
  server.keepAliveTimeout = keepAliveTimeoutMs;
  const url = await listen(server, ingestHost, ingestPort).catch(async (error: unknown) => {
    await parts.close();
    throw error;
  });
  const door = announceDoor(context.bus, url);
  const work = createWorkList();
  let isStopping = false;
  const take = async (request: IncomingMessage): Promise<DoorReply> => {
    if (isStopping) return problem(503, 'stopping');
    try {
      return await takeDelivery({ ...parts, door, follow: work.add }, request);
    } catch (error) {
      parts.outages.tell(error);
      return problem(503, 'internal_error');
    }
  };
  const serve = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    withSpan('gateway.receive', { kind: 'server' }, async (span) => {
      const reply = await take(request);
      span.setAttribute('http.response.status_code', reply.status);
      if (isStopping) response.setHeader('connection', 'close');
      answer(response, reply);
    });
  server.on('request', (request, response) => work.add(serve(request, response)));
  const stop = async (graceMs: number): Promise<void> => {
    isStopping = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await work.settle(graceMs);
    server.closeAllConnections();
    await closed;
    // Those that were cut off have ended by now, and have written what they had.
    await work.settle(graceMs);
    await parts.close();
  };
  let stopped: Promise<void> | undefined;
  return { url, stop: (graceMs) => (stopped ??= stop(graceMs)) };
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: own } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${own}`);
    });
  });
}

function answer(response: ServerResponse, reply: DoorReply): void {
  if (!('pairs' in reply)) return writeReply(response, reply);
  if (response.headersSent || response.destroyed) return;
  const flat = reply.pairs.flatMap(([name, value]) => [name, value]);
  try {
    response.writeHead(reply.status, [...flat, 'content-length', String(reply.body.length)]);
  } catch {
    // What a destination may send, and Node does not.
    return writeReply(response, problem(502, 'forward_failed'));
  }
  response.end(reply.body);
}
