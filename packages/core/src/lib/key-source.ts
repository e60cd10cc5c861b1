import { WebhookError } from './error.ts';
import { readPublicKeys, type PublicKey } from './public-key.ts';

/** Where a provider's public keys are fetched. */
export interface KeySource {
  /**
   * The keys, fetched at most once at a time.
   *
   * @param id - the key that is wanted: where it is unknown, they are fetched anew, once in a while
   * @throws WebhookError `secret_unavailable` where there are none and they cannot be fetched
   */
  keys(id?: string): Promise<readonly PublicKey[]>;
}

/** What {@link keySource} takes. */
export interface KeySourceOptions<Id extends string | undefined = string | undefined> {
  /** The URL of all keys, or of the key of an id; undefined where an id is none. */
  readonly url: string | ((id: Id) => string | undefined);
  /** The hosts that a URL made from an id may have: exact names, or a pattern of whole names. (those of `url`) */
  readonly hosts?: readonly string[] | RegExp;
  /** (`fetch`) */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** What the request needs beside the URL: an API token, or a body that names the key. (a GET) */
  readonly request?: (id: string | undefined) => {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  };
  /** Reads what was fetched. (PEM, base64, a JWK or a JWKS) */
  readonly read?: (text: string, id: string | undefined) => readonly PublicKey[] | string;
  /** How long keys are used without looking again, in milliseconds. (1 hour) */
  readonly freshMs?: number;
  /** How long an unknown id or a failure fetches nothing again, in milliseconds. (1 minute) */
  readonly cooldownMs?: number;
  /** (5,000) */
  readonly timeoutMs?: number;
  /** (256 KiB) */
  readonly maxBytes?: number;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: () => number;
}

interface Entry {
  keys?: readonly PublicKey[];
  fetched: number;
  tried: number;
  pending?: Promise<readonly PublicKey[]> | undefined;
  error?: unknown;
}

const mostUrls = 100;
/** In one cooldown. */
const mostRequests = 30;

/**
 * Keys that a provider publishes: pinned hosts over https, no redirects, bounded in time and size, one request at a
 * time, kept for an hour and longer where the provider cannot be reached.
 *
 * @param options - where they are
 * @returns the source
 * @example
 * ```ts
 * import { keySource } from '@hooklatch/core/provider';
 *
 * const source = keySource({ url: 'https://acme.example/.well-known/jwks.json' });
 * console.log((await source.keys('key-1')).length);
 * ```
 */
export function keySource(options: KeySourceOptions<string | undefined>): KeySource {
  const { url, freshMs = 3_600_000, cooldownMs = 60_000, now = Date.now } = options;
  const entries = new Map<string, Entry>();
  let since = -Infinity;
  let requests = 0;
  /** Whoever makes up ids does not make us ask for each. */
  const isFlooded = (): boolean => {
    if (now() - since >= cooldownMs) {
      since = now();
      requests = 0;
    }
    requests += 1;
    return requests > mostRequests;
  };
  return {
    async keys(id) {
      const place = typeof url === 'string' ? url : url(id);
      // An id that cannot be a key's names nothing: no request is made for it.
      if (place === undefined || !isAllowed(place, options)) {
        if (typeof url !== 'string') return [];
        throw new WebhookError(
          'secret_invalid',
          'The URL of the keys is none of https without a user and a port.',
        );
      }
      const name = options.request ? `${place} ${id}` : place;
      const entry = entries.get(name) ?? { fetched: -Infinity, tried: -Infinity };
      if (!entries.has(name)) makeRoom(entries);
      entries.set(name, entry);
      const { keys } = entry;
      const known = keys && (id === undefined || keys.some((key) => key.id === undefined || key.id === id));
      if (known && now() - entry.fetched < freshMs) return keys;
      if (now() - entry.tried < cooldownMs && !entry.pending) return keys ?? unavailable(place, entry.error);
      if (!entry.pending && isFlooded())
        return keys ?? unavailable(place, new Error('Too many unknown keys.'));
      entry.pending ??= fetchKeys(place, id, options)
        .then((found) => {
          Object.assign(entry, { keys: found, fetched: now(), error: undefined });
          return found;
        })
        .finally(() => {
          entry.tried = now();
          entry.pending = undefined;
        });
      try {
        return await entry.pending;
      } catch (error) {
        entry.error = error;
        // What was known before is better than nothing while the provider cannot be reached.
        return entry.keys ?? unavailable(place, error);
      }
    },
  };
}

/** What was fetched stays longest, so that made-up ids do not push it out. */
function makeRoom(entries: Map<string, Entry>): void {
  if (entries.size < mostUrls) return;
  for (const [name, { keys, pending }] of entries) {
    if (!keys && !pending) entries.delete(name);
  }
  if (entries.size >= mostUrls) entries.clear();
}

function unavailable(place: string, cause: unknown): never {
  throw new WebhookError(
    'secret_unavailable',
    `The keys could not be fetched from ${new URL(place).host}; see the cause.`,
    cause,
  );
}

function isAllowed(place: string, { url, hosts }: KeySourceOptions): boolean {
  if (!URL.canParse(place)) return false;
  const { protocol, hostname, port, username, password, hash } = new URL(place);
  if (protocol !== 'https:' || port || username || password || hash) return false;
  if (hosts === undefined) return typeof url === 'string';
  return Array.isArray(hosts)
    ? hosts.includes(hostname)
    : new RegExp(`^(?:${(hosts as RegExp).source})$`).test(hostname);
}

async function fetchKeys(
  place: string,
  id: string | undefined,
  { fetch = globalThis.fetch, request, read, timeoutMs = 5000, maxBytes = 262_144 }: KeySourceOptions,
): Promise<readonly PublicKey[]> {
  const stop = new AbortController();
  const { signal } = stop;
  const timer = setTimeout(() => stop.abort(new Error(`No answer within ${timeoutMs} ms.`)), timeoutMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  // It is aborted in the end in any case.
  late.catch(() => {});
  try {
    const init = request?.(id) ?? {};
    const text = await Promise.race([fetchText(place, { fetch, init, maxBytes, signal }), late]);
    const keys = (read ?? readPublicKeys)(text, id);
    if (typeof keys === 'string') throw new Error(`What was fetched ${keys}.`);
    return keys;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

interface Request {
  readonly fetch: typeof globalThis.fetch;
  readonly init: object;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

async function fetchText(place: string, { fetch, init, maxBytes, signal }: Request): Promise<string> {
  // Not `redirect: 'error'`: Workers do not know it. A redirect is a status like any other that is not 200.
  const response = await fetch(place, { ...init, redirect: 'manual', signal });
  if (response.status !== 200) throw new Error(`Answered with status ${response.status}.`);
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    length += next.value.length;
    if (length > maxBytes) throw new Error(`Longer than ${maxBytes} bytes.`);
    chunks.push(next.value);
  }
  return new Blob(chunks as Uint8Array<ArrayBuffer>[]).text();
}
