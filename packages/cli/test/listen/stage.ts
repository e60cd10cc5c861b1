import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createListener, type ListenerOptions } from '../../src/lib/listen/create-listener.ts';
import type { Listener } from '../../src/lib/listen/listener.ts';

/** A request as the application got it. */
export interface Arrived {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** An application of a test. */
export interface Application {
  readonly url: string;
  readonly port: number;
  readonly arrived: readonly Arrived[];
  close(): Promise<void>;
}

type Respond = (arrived: Arrived, response: ServerResponse, request: IncomingMessage) => void;

/** A directory that is gone after the test. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hooklatch-listen-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts an application on a port of this machine. */
export async function startApplication(
  respond: Respond = (_arrived, response) => void response.end('ok'),
  port: number = 0,
): Promise<Application> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: target = '', rawHeaders } = request;
      const one = { method, target, rawHeaders, body: Buffer.concat(chunks) };
      arrived.push(one);
      respond(one, response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(close);
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, arrived, close };
}

/** Starts a listener with a file of captures of its own. */
export async function startListener(options: Partial<ListenerOptions> = {}): Promise<Listener> {
  const listener = await createListener({ captures: join(scratch(), 'captures.db'), port: 0, ...options });
  onTestFinished(() => listener.close());
  return listener;
}

/** Waits until something is so. */
export async function until(
  isSo: () => boolean,
  what: string = 'nothing came',
  limitMs: number = 10_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
