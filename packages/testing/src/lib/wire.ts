import { request } from 'node:http';
import { connect, type Socket } from 'node:net';

/** A request to be sent exactly as it is. */
export interface WireRequest {
  readonly method?: string;
  /** Name and value pairs: doubles and spellings go out as they are, and a `host` and a length in the place of the own ones. */
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Uint8Array;
  /** Sends the body in chunks of this many bytes, without a declared length. */
  readonly chunkBytes?: number;
  /** Ends the connection, whatever has been sent. */
  readonly signal?: AbortSignal | undefined;
}

/** What came back. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends a request over a connection of its own. */
export function send(url: string, options: WireRequest): Promise<WireAnswer> {
  const { method = 'POST', headers = [], body = new Uint8Array(), chunkBytes, signal } = options;
  const length: [string, string][] =
    chunkBytes === undefined ? [['content-length', String(body.length)]] : [];
  const { host } = new URL(url);
  const has = (wanted: string): boolean => headers.some(([name]) => name.toLowerCase() === wanted);
  const flat = [
    ...(has('host') ? [] : [['host', host]]),
    ['connection', 'close'],
    ...headers,
    ...(has('content-length') ? [] : length),
  ].flat();
  return new Promise((resolve, reject) => {
    const how = { method, headers: flat as never, agent: false, ...(signal && { signal }) };
    const sent = request(url, how, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answered = response.headers as Record<string, string>;
        resolve({
          status: response.statusCode ?? 0,
          headers: answered,
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    sent.on('error', reject);
    const step = chunkBytes ?? Math.max(body.length, 1);
    for (let at = 0; at < body.length; at += step) sent.write(body.subarray(at, at + step));
    sent.end();
  });
}

/** A request whose body the test sends by hand, or never. */
export interface OpenRequest {
  readonly socket: Socket;
  /** Resolves with the head of the answer. */
  readonly answered: Promise<{ readonly status: number; readonly text: string }>;
}

/** Sends the head of a request and leaves the connection open. */
export function openRequest(url: string, headers: readonly (readonly [string, string])[]): OpenRequest {
  const { hostname, port, host, pathname } = new URL(url);
  const socket = connect(Number(port), hostname);
  const lines = [['host', host], ...headers].map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST ${pathname} HTTP/1.1\r\n${lines.join('')}\r\n`);
  const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
    let text = '';
    const look = (end: boolean): void => {
      const [head = '', body] = text.split('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(head)?.[1];
      const whole =
        body !== undefined &&
        (length === undefined ? end || body.endsWith('0') : body.length >= Number(length));
      if (whole || (end && body !== undefined)) resolve({ status: Number(text.slice(9, 12)), text });
      else if (end) reject(new Error(`No answer, but: ${text}`));
    };
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      look(false);
    });
    socket.on('error', () => look(true));
    socket.on('close', () => look(true));
  });
  answered.catch(() => {});
  return { socket, answered };
}
