import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CapturedRequest } from '../captures/capture.ts';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import { toFlat, toPairs, withoutHopByHop } from './hop-by-hop.ts';
import type { Passed } from './listener.ts';
import { readBody, type BodyRefusal } from './read-body.ts';

/** A port that deliveries come in by. */
export interface ListenServerOptions {
  readonly host: string;
  readonly port: number;
  /** In bytes, of one body. */
  readonly maxBodyBytes: number;
  receive(request: CapturedRequest): Promise<Passed>;
  onNotice(text: string): void;
}

/** In bytes, of all bodies that are being received or answered. */
const maxHeldBytes = 256 * 2 ** 20;

/** Opens the port. @throws CliError where it is taken */
export async function openListenServer(options: ListenServerOptions): Promise<Server> {
  const { host, port, maxBodyBytes, receive, onNotice } = options;
  let held = 0;
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', rawHeaders } = request;
    let read = 0;
    const hold = (bytes: number): BodyRefusal | undefined => {
      read += bytes;
      held += bytes;
      if (read > maxBodyBytes) return 'too_large';
      return held > maxHeldBytes ? 'too_much' : undefined;
    };
    try {
      const body = await readBody(request, hold);
      if (typeof body === 'string') return refuse(response, body, () => onNotice(tooLargeText(maxBodyBytes)));
      write(response, await receive({ method, target: url, headers: toPairs(rawHeaders), body }), method);
    } finally {
      held -= read;
    }
  };
  const server = createServer(
    { maxHeaderSize: 65_536, requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 30_000 },
    (request, response) => {
      // Every field of the answer is the application's, its date too.
      response.sendDate = false;
      take(request, response).catch((error: unknown) => {
        // A sender that went away has nothing to be told.
        if (request.destroyed && !request.complete) return;
        onNotice(`A delivery could not be received: ${(error as Error).message}`);
        if (response.headersSent) response.destroy();
        else writePlain(response, 500, 'The listener failed; its terminal says why.');
      });
    },
  );
  // Node would leave out what is beyond; the size is bounded.
  server.maxHeadersCount = 0;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return;
    const status =
      error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
    onNotice(`Something came that is no HTTP request, and was answered ${status}.`);
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  await open(server, port, host);
  return server;
}

/** The URL that the server is reached by from this machine. */
export function urlOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  const name = address === '0.0.0.0' || address === '::' ? 'localhost' : address;
  return `http://${family === 'IPv6' && name.includes(':') ? `[${name}]` : name}:${port}`;
}

function open(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const hint =
        error.code === 'EADDRINUSE' ? '--port names another one, and 0 any that is free.' : undefined;
      const reason = error.code === 'EADDRINUSE' ? 'it is taken' : error.message;
      const more = { exitCode: exitCode.failed, ...(hint !== undefined && { hint }) };
      reject(
        new CliError('port_unavailable', `Port ${port} of ${host} cannot be listened on: ${reason}.`, more),
      );
    });
    server.listen(port, host, resolve);
  });
}

/** The answer of the application, byte for byte. */
function write(response: ServerResponse, { status, headers, body }: Passed, method: string): void {
  if (response.destroyed) return;
  const kept = withoutHopByHop(headers);
  const hasLength = kept.some(([name]) => name.toLowerCase() === 'content-length');
  const hasBody = status >= 200 && status !== 204 && status !== 304 && method !== 'HEAD';
  const length: readonly [string, string] = ['Content-Length', String(body.length)];
  response.writeHead(status, toFlat(hasBody && !hasLength ? [...kept, length] : kept));
  response.end(hasBody ? body : undefined);
}

function writePlain(response: ServerResponse, status: number, text: string, more: string[] = []): void {
  const length = String(Buffer.byteLength(text));
  response.writeHead(status, [
    'Content-Type',
    'text/plain; charset=utf-8',
    'Content-Length',
    length,
    ...more,
  ]);
  response.end(text);
}

function refuse(response: ServerResponse, why: BodyRefusal, tell: () => void): void {
  const close = ['Connection', 'close'];
  if (why === 'too_much')
    return writePlain(response, 503, 'Too much at once.', ['Retry-After', '1', ...close]);
  tell();
  writePlain(response, 413, 'The body is larger than this listener takes.', close);
}

function tooLargeText(maxBodyBytes: number): string {
  return `A delivery of more than ${maxBodyBytes} bytes was answered 413 and not kept; --max-body takes larger ones.`;
}
