import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openIoredis } from './redis-clients.ts';

/** A local fake of Upstash's REST in front of a Redis, after https://upstash.com/docs/redis/features/restapi. */
export interface UpstashFake {
  readonly url: string;
  readonly token: string;
  /** The commands that came, in order. */
  readonly commands: readonly string[];
  /** Does the next command and breaks the connection in the place of its answer. */
  loseAnswer(): void;
  /** Sends a command to the Redis behind it. */
  send(...command: string[]): Promise<unknown>;
  close(): Promise<void>;
}

type Answer = { readonly result: unknown } | { readonly error: string };

/** Every text but OK is base64 where the client asks for that. */
function encode(value: unknown, isBase64: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => encode(item, isBase64));
  if (!isBase64 || typeof value !== 'string' || value === 'OK') return value;
  return Buffer.from(value, 'utf8').toString('base64');
}

function toJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** What a request is answered: status and body. */
async function answerTo(
  request: IncomingMessage,
  token: string,
  run: (command: readonly unknown[]) => Promise<Answer>,
): Promise<readonly [status: number, body: unknown]> {
  if (request.headers.authorization !== `Bearer ${token}`)
    return [401, { error: 'WRONGPASS invalid or missing auth token' }];
  if (request.method !== 'POST') return [405, { error: 'ERR unsupported method' }];
  const body = toJson(await text(request));
  if (!Array.isArray(body) || body.length === 0) return [400, { error: 'ERR failed to parse command' }];
  if (request.url === '/pipeline') {
    const answers: Answer[] = [];
    for (const command of body) answers.push(await run(command as unknown[]));
    return [200, answers];
  }
  if (request.url !== '/') return [400, { error: 'ERR unknown path' }];
  const answer = await run(body);
  return ['error' in answer ? 400 : 200, answer];
}

/** Starts the fake in front of a Redis. */
export async function startUpstashFake(redisUrl: string): Promise<UpstashFake> {
  const token = `AX${crypto.randomUUID()}`;
  const redis = openIoredis(redisUrl);
  const commands: string[] = [];
  let isLost = false;
  const server = createServer((request, response) => {
    const isBase64 = request.headers['upstash-encoding'] === 'base64';
    const run = async (command: readonly unknown[]): Promise<Answer> => {
      commands.push(String(command[0]).toUpperCase());
      try {
        return { result: encode(await redis.send(...command.map(String)), isBase64) };
      } catch (error) {
        return { error: (error as Error).message };
      }
    };
    void answerTo(request, token, run).then(([status, body]) => {
      if (isLost) {
        isLost = false;
        return response.destroy();
      }
      return response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    commands,
    loseAnswer: () => void (isLost = true),
    send: redis.send,
    async close() {
      redis.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
