import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFakeDelivery, type FakeDead, type FakeDelivery } from './qstash-fake-delivery.ts';
import { readItem, type BatchItem, type FakeMessage } from './qstash-fake-message.ts';

/** A local server. */
export interface FakeQstash {
  readonly url: string;
  readonly token: string;
  /** The current and the next one. */
  readonly signingKeys: readonly [string, string];
  /** What QStash signs with, and whether every request is answered 503. */
  readonly state: { signingKey: string; down: boolean };
  readonly dead: readonly FakeDead[];
  /** Every message that was taken. */
  readonly published: readonly FakeMessage[];
  /** What was asked, in order. */
  readonly requests: readonly string[];
  /** How many messages are neither delivered nor dead. */
  pending(): number;
  publish(item: BatchItem): object;
  /** Delivers a message once more, as QStash may. */
  deliverAgain(message: FakeMessage): Promise<number>;
  close(): Promise<void>;
}

/** In milliseconds: a message with the same id is forgotten for as long. */
const dedupeMs = 600_000;

/** Takes messages, and forgets those that it knows. */
function createPublish({ schedule }: FakeDelivery, published: FakeMessage[]): (item: BatchItem) => object {
  const seen = new Map<string, { readonly messageId: string; readonly until: number }>();
  return (item) => {
    try {
      const { message, delayMs, dedupeId = message.messageId } = readItem(item);
      const known = seen.get(dedupeId);
      if (known && known.until > Date.now()) return { messageId: known.messageId, deduplicated: true };
      seen.set(dedupeId, { messageId: message.messageId, until: Date.now() + dedupeMs });
      published.push(message);
      schedule(message, delayMs);
      return { messageId: message.messageId };
    } catch (error) {
      return { error: (error as Error).message };
    }
  };
}

function listDead(dead: readonly FakeDead[], query: URLSearchParams): object {
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Math.min(100, Number(query.get('count') ?? 100));
  const fits = ({ url, label }: FakeDead): boolean =>
    (query.get('url') ?? url) === url && (query.get('label') ?? label) === label;
  const all = dead.filter(fits);
  return { messages: all.slice(start, end), ...(end < all.length && { cursor: `${end}` }) };
}

/** Answers a request; undefined where there is no such thing. */
function answer(
  { dead, control, drain }: FakeDelivery,
  publish: (item: BatchItem) => object,
  { method, url, body }: { readonly method: string; readonly url: URL; readonly body: string },
): object | undefined {
  const [, , what = '', name = '', verb] = url.pathname.split('/').map(decodeURIComponent);
  if (method === 'POST' && what === 'batch') return (JSON.parse(body) as BatchItem[]).map(publish);
  if (method === 'GET' && what === 'dlq') return listDead(dead, url.searchParams);
  if (method === 'DELETE' && what === 'dlq') {
    const at = dead.findIndex(({ dlqId }) => dlqId === name);
    return at < 0 ? undefined : dead.splice(at, 1);
  }
  if (what !== 'flowControl') return undefined;
  const own = control(name);
  if (method === 'POST') own.isPaused = verb === 'pause';
  if (verb === 'resume') drain(name);
  return { waitListSize: own.waiting.length, parallelismCount: own.active, isPaused: own.isPaused };
}

/**
 * Starts a local server that does what the documentation of QStash says: it publishes, delivers, retries and gives up.
 *
 * @param options - `secondMs`: how long a second of QStash's own retry delays lasts (1000)
 */
export async function startFakeQstash({ secondMs = 1000 }: { secondMs?: number } = {}): Promise<FakeQstash> {
  const signingKeys = ['sig_current_0123456789abcdef', 'sig_next_0123456789abcdef'] as const;
  const state = { signingKey: signingKeys[0] as string, down: false };
  const token = 'a token of the test';
  const published: FakeMessage[] = [];
  const requests: string[] = [];
  const delivery = createFakeDelivery(state, secondMs);
  const publish = createPublish(delivery, published);
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', headers } = request;
    const url = new URL(request.url ?? '/', 'http://qstash');
    requests.push(`${method} ${url.pathname.split('/')[2]}`);
    const isKnown = headers.authorization === `Bearer ${token}`;
    const body = Buffer.concat(chunks).toString();
    const found = isKnown && !state.down ? answer(delivery, publish, { method, url, body }) : undefined;
    const refusal = state.down ? 503 : isKnown ? 404 : 401;
    response.writeHead(found ? 200 : refusal, { 'content-type': 'application/json' });
    response.end(JSON.stringify(found ?? { error: 'no' }));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    signingKeys,
    state,
    dead: delivery.dead,
    published,
    requests,
    pending: () => delivery.pending.size,
    publish,
    deliverAgain: async (message) => (await delivery.post(message))?.status ?? 0,
    async close() {
      delivery.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
