import type { Webhook } from '@hooklatch/core';
import { toIncoming, writeReply } from '@hooklatch/core/node';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChaosConfig } from './config.ts';
import type { Failpoints } from './failpoint.ts';
import { writeLog } from './logs.ts';

/** What a server runs with. */
export interface Serving {
  readonly config: ChaosConfig;
  readonly points: Failpoints;
  /** Closes what the webhook keeps events in, once no request is left. */
  readonly close: () => Promise<void>;
}

const listenMs = 50;

/** Answers requests until SIGTERM, then those that are in flight. Prints `ready <port>`. */
export function serve(webhook: Pick<Webhook, 'receive'>, { config, points, close }: Serving): void {
  let isStopping = false;
  const inFlight = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    inFlight.add(response);
    response.shouldKeepAlive &&= !isStopping;
    points.reach('before-body');
    response.once('finish', () => {
      inFlight.delete(response);
      if (isStopping) writeLog(config.dir, 'requests', { id: `${process.pid}`, note: 'answered' });
      setImmediate(() => points.reach('after-answer'));
    });
    void webhook.receive(toIncoming(request, { response })).then((received) => {
      if ('reply' in received) writeReply(response, received.reply);
    });
  });
  const listen = (): void => void server.listen(config.port, '127.0.0.1');
  server.on('listening', () => console.log(`ready ${(server.address() as AddressInfo).port}`));
  // Somebody else may have the port for a moment, as its end of a connection.
  server.on('error', () => setTimeout(listen, listenMs));
  listen();
  const stop = (): void => {
    isStopping = true;
    for (const response of inFlight) {
      response.shouldKeepAlive = false;
      writeLog(config.dir, 'requests', { id: `${process.pid}`, note: 'in flight' });
    }
    server.close(() => void close().then(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.once('SIGTERM', () => {
    // Between two batches nothing may be in flight.
    if (config.stopsBusy && inFlight.size === 0) server.once('request', stop);
    else stop();
  });
}
