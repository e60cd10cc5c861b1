import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

/** What a provider sends. */
export interface Sent {
  readonly method?: string;
  /** Behind the public address, raw. */
  readonly target?: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Uint8Array | string;
  readonly isChunked?: boolean;
}

/** What it is told. */
export interface Told {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** Sends a request over a socket of its own, its headers in order and its target as it is. */
export async function send(publicUrl: string, sent: Sent = {}): Promise<Told> {
  const { method = 'POST', target = '', headers = [], body = '', isChunked = false } = sent;
  const { hostname, port, pathname } = new URL(publicUrl);
  const length = isChunked
    ? ['Transfer-Encoding', 'chunked']
    : ['Content-Length', String(Buffer.byteLength(body))];
  const outgoing = request({
    hostname,
    port,
    method,
    path: `${pathname}${target}`,
    agent: false,
    headers: ['Host', `${hostname}:${port}`, ...headers.flat(), ...length] as never,
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  outgoing.on('error', () => {});
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { rawHeaders, statusCode = 0 } = response;
  const pairs = rawHeaders.flatMap((name, at) => (at % 2 ? [] : [[name, rawHeaders[at + 1] ?? ''] as const]));
  return { status: statusCode, headers: pairs, body: Buffer.concat(chunks) };
}

/** All values of a header. */
export function values(headers: Told['headers'], name: string): string[] {
  return headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
}
