import type { QstashDeadMessage, QstashLike, QstashRequest } from './qstash-client.ts';

/** How QStash is reached without its client. */
export interface QstashRestOptions {
  /** `QSTASH_TOKEN` */
  readonly token: string;
  /** `QSTASH_URL`: the region's. (`https://qstash.upstash.io`) */
  readonly baseUrl?: string | undefined;
  /** Sends the requests. (the runtime's) */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}

/** In milliseconds. */
const timeoutMs = 10_000;

/** QStash over HTTP, as far as the inbox uses it. */
export function createQstashRest({
  token,
  baseUrl = 'https://qstash.upstash.io',
  fetch = globalThis.fetch,
}: QstashRestOptions): QstashLike {
  const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    // Some runtimes want it called as a function of nothing.
    const send = fetch;
    const response = await send(`${baseUrl.replace(/\/$/, '')}/v2/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`QStash answered ${response.status}.`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const control = (key: string): string => `flowControl/${encodeURIComponent(key)}`;
  return {
    async batch(requests) {
      return (await ask('POST', 'batch', requests.map(toBatchItem))) as readonly unknown[];
    },
    dlq: {
      async listMessages({ count, cursor, filter }) {
        const known = Object.entries({ cursor, ...filter }).filter(([, value]) => value !== undefined);
        const query = new URLSearchParams([['count', `${count}`], ...(known as [string, string][])]);
        return (await ask('GET', `dlq?${query}`)) as { messages: QstashDeadMessage[]; cursor?: string };
      },
      delete: (dlqId) => ask('DELETE', `dlq/${encodeURIComponent(dlqId)}`),
    },
    flowControl: {
      get: async (key) =>
        (await ask('GET', control(key))) as { waitListSize: number; parallelismCount: number },
      pause: (key) => ask('POST', `${control(key)}/pause`),
      resume: (key) => ask('POST', `${control(key)}/resume`),
    },
  };
}

function toBatchItem(request: QstashRequest): object {
  const { url, body, method, headers, retries, deduplicationId, delay, label, flowControl } = request;
  return {
    destination: url,
    body,
    headers: {
      'Content-Type': headers['content-type'],
      'Upstash-Method': method,
      'Upstash-Retries': `${retries}`,
      'Upstash-Deduplication-Id': deduplicationId,
      'Upstash-Label': label,
      ...(delay !== undefined && { 'Upstash-Delay': `${delay}s` }),
      ...(flowControl && {
        'Upstash-Flow-Control-Key': flowControl.key,
        'Upstash-Flow-Control-Value': `parallelism=${flowControl.parallelism}`,
      }),
    },
  };
}
