import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export const secret = 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0';
export const anotherSecret = 'whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0';

/** What an endpoint answers. */
export interface Said {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The three headers of Clerk, as the endpoint has read them. */
export interface Three {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
}

/** Every step of a receiver; a broken one does one of them in its own way. */
export interface Steps {
  /** Answers before anything is looked at. */
  front(request: IncomingMessage, response: ServerResponse): Promise<Said | undefined> | Said | undefined;
  isMethod(method: string): boolean;
  limitBytes: number;
  bodyMs: number;
  pick(request: IncomingMessage): Three | undefined;
  isFresh(timestamp: string): boolean;
  /** The bytes that are signed. */
  content(three: Three, body: Buffer): Buffer;
  secret: string;
  isEqual(given: string, expected: string): boolean;
  list(signature: string): readonly string[];
  parse(body: Buffer, request: IncomingMessage): unknown;
  handle(payload: unknown, three: Three): Promise<Said> | Said;
  refuse(reason: string, expected?: string): Said;
  isVerifying: boolean;
}

const valuesOf = ({ rawHeaders }: IncomingMessage, wanted: string): readonly string[] =>
  rawHeaders.filter((_value, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === wanted);

export const one = (request: IncomingMessage, name: string): string => {
  const [value = '', ...more] = valuesOf(request, name);
  return more.length > 0 ? '' : value;
};

/** A receiver as it ought to be: Clerk's, with nothing but Node. */
export const correct: Steps = {
  front: () => undefined,
  isMethod: (method) => method === 'POST',
  limitBytes: 1_048_576,
  bodyMs: 1000,
  pick(request) {
    const [id, timestamp, signature] = ['svix-id', 'svix-timestamp', 'svix-signature'].map((name) =>
      one(request, name),
    );
    return id && timestamp && signature ? { id, timestamp, signature } : undefined;
  },
  isFresh: (timestamp) =>
    /^[1-9]\d{9,11}$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300,
  content: ({ id, timestamp }, body) => Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]),
  secret,
  isEqual: (given, expected) =>
    given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected)),
  list: (signature) =>
    signature.split(' ').flatMap((item) => (item.startsWith('v1,') ? [item.slice(3)] : [])),
  parse(body) {
    try {
      return JSON.parse(body.toString('utf8').replace(/^\uFEFF/, '')) as unknown;
    } catch {
      return undefined;
    }
  },
  handle: () => ({ status: 200 }),
  refuse: () => ({ status: 400 }),
  isVerifying: true,
};

/** A receiver that does some steps in its own way. */
export function toListener(own: Partial<Steps>): RequestListener {
  const steps = { ...correct, ...own };
  return (request, response) => {
    request.on('error', () => {});
    answer(steps, request, response)
      .then(({ status, body = '', headers = {} }) => {
        response.writeHead(status, headers).end(body);
        request.resume();
      })
      // As frameworks do.
      .catch(() => response.writeHead(500).end());
  };
}

async function answer(steps: Steps, request: IncomingMessage, response: ServerResponse): Promise<Said> {
  const early = await steps.front(request, response);
  if (early) return early;
  if (!steps.isMethod(request.method ?? '')) return { status: 405, headers: { allow: 'POST' } };
  const three = steps.pick(request);
  if (!three && steps.isVerifying) return steps.refuse('no signature');
  const body = await readBody(steps, request);
  if (!Buffer.isBuffer(body)) return body;
  if (three && steps.isVerifying) {
    const { content, isEqual, isFresh, list } = steps;
    const key = Buffer.from(steps.secret.slice(6), 'base64');
    const expected = createHmac('sha256', key).update(content(three, body)).digest('base64');
    if (!list(three.signature).some((given) => isEqual(given, expected)))
      return steps.refuse('mismatch', expected);
    if (!isFresh(three.timestamp)) return steps.refuse('stale');
  }
  return steps.handle(steps.parse(body, request), three ?? { id: '', timestamp: '', signature: '' });
}

async function readBody({ limitBytes, bodyMs }: Steps, request: IncomingMessage): Promise<Buffer | Said> {
  const chunks: Buffer[] = [];
  let length = 0;
  const read = async (): Promise<Buffer | Said> => {
    // Its listeners, and not its iterator: that destroys the request, and with it the answer.
    return new Promise((resolve, reject) => {
      request.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > limitBytes) resolve({ status: 413, headers: { connection: 'close' } });
        else chunks.push(chunk);
      });
      request.once('end', () => resolve(Buffer.concat(chunks))).once('error', reject);
    });
  };
  if (bodyMs === Number.POSITIVE_INFINITY) return read();
  return Promise.race([
    read(),
    sleep(bodyMs, { status: 408, headers: { connection: 'close' } }, { ref: false }),
  ]);
}

/** A server on a free port of this machine. */
export interface Serving extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

export async function serve(listener: RequestListener): Promise<Serving> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks/clerk`,
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
