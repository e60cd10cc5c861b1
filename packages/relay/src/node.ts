import { createExchange, type Exchange } from './lib/exchange/exchange.ts';
import { layeredDeliveryStore } from './lib/exchange/layered-delivery-store.ts';
import { memoryDeliveryStore } from './lib/exchange/memory-delivery-store.ts';
import type { RelayReport } from './lib/exchange/relay-reply.ts';
import { toSettings, type RelayLimits, type RelayMode, type Settings } from './lib/exchange/settings.ts';
import { sqlDeliveryStore, type SqlLike } from './lib/exchange/sql-delivery-store.ts';
import { closeServer, listen } from './lib/node/listen.ts';
import { openSqlite } from './lib/node/open-sqlite.ts';
import { serveRelay } from './lib/node/serve-relay.ts';
import { toPublicUrl } from './lib/public-path.ts';
import { readTokenKey } from './lib/token.ts';

export { createToken, hashToken } from './lib/token.ts';
export type { RelayLimits, RelayMode } from './lib/exchange/settings.ts';
export type { RelayOutcome, RelayReport } from './lib/exchange/relay-reply.ts';

/** Options of {@link createRelay}. */
export interface RelayOptions extends RelayLimits {
  /** Each has an address and a tunnel of its own: the token itself, or what {@link hashToken} makes of it. */
  readonly tokens: readonly string[];
  /** Where it listens; other than loopback is said by `onNotice`. (127.0.0.1) */
  readonly host?: string | undefined;
  /** (0, which is any that is free) */
  readonly port?: number | undefined;
  /** Where it is reached from outside, such as `https://hooks.example.com`. (where it listens) */
  readonly publicUrl?: string | undefined;
  /** A file of SQLite, made where it is not there, that survives a restart; Node 22.13 or newer. (memory) */
  readonly file?: string | undefined;
  /**
   * Where nobody answers in time: `sync` answers 503, so that the provider sends again; `store` answers 200 after the
   * delivery is stored, and delivers it later. (`sync`)
   */
  readonly mode?: RelayMode | undefined;
  /** Sockets at once, of providers and of clients. (1,000) */
  readonly maxConnections?: number | undefined;
  /** Is told of each request of a provider, without its content. */
  readonly onReport?: ((report: RelayReport) => void) | undefined;
  /** What an operator has to know at the start. (`console.warn`) */
  readonly onNotice?: ((text: string) => void) | undefined;
}

/** A relay that listens. */
export interface Relay {
  /** For `connectRelay`. */
  readonly url: string;
  readonly port: number;
  /** The address for providers, of each token in turn. */
  readonly publicUrls: readonly string[];
  /** Answers those who wait, and ends. */
  close(): Promise<void>;
}

/**
 * Starts a relay on node:http.
 *
 * @param options - tokens, address, file, mode, limits
 * @returns the relay, once it listens
 * @throws TypeError where an option is wrong; Error where the port or the file is taken
 * @example
 * ```ts
 * import { createRelay, createToken } from '@hooklatch/relay/node';
 *
 * const token = createToken();
 * const relay = await createRelay({ tokens: [token], file: 'relay.db', mode: 'store' });
 * console.warn(`Providers send to ${relay.publicUrls[0]}`);
 * await relay.close();
 * ```
 */
export async function createRelay(options: RelayOptions): Promise<Relay> {
  const {
    tokens,
    host = '127.0.0.1',
    port = 0,
    file,
    maxConnections = 1000,
    onNotice = console.warn,
  } = options;
  const settings = toSettings(options);
  if (!tokens.length) throw new TypeError('A relay needs a token: createToken() makes one.');
  const keys = await Promise.all(tokens.map(readTokenKey));
  const sql = file === undefined ? undefined : await openSqlite(file);
  const exchanges = new Map<string, Exchange>();
  const { server, endTunnels } = serveRelay({
    keys,
    exchanges,
    maxBodyBytes: settings.maxBodyBytes,
    maxConnections,
    onReport: options.onReport ?? (() => {}),
  });
  let origin: string;
  try {
    for (const { publicId } of keys)
      exchanges.set(publicId, open(publicId, settings, sql, options.publicUrl));
    origin = await listen(server, host, port);
  } catch (error) {
    sql?.close();
    throw error;
  }
  const url = options.publicUrl ?? origin;
  if (!isLoopback(host)) onNotice(`The relay listens on ${host}, which other machines reach: ${origin}`);
  return {
    url: url.replace(/^http/, 'ws'),
    port: Number(new URL(origin).port || 80),
    publicUrls: keys.map(({ publicId }) => toPublicUrl(url, publicId)),
    async close() {
      for (const exchange of exchanges.values()) exchange.stop();
      await closeServer(server, endTunnels);
      sql?.close();
    },
  };
}

function open(
  publicId: string,
  settings: Settings,
  sql: SqlLike | undefined,
  publicUrl: string | undefined,
): Exchange {
  const memory = memoryDeliveryStore();
  const kept = sql && sqlDeliveryStore(sql, publicId);
  const store = !kept ? memory : settings.mode === 'store' ? kept : layeredDeliveryStore(memory, kept);
  let timer: NodeJS.Timeout | undefined;
  const exchange = createExchange({
    publicId,
    publicUrl: publicUrl && toPublicUrl(publicUrl, publicId),
    settings,
    store,
    now: Date.now,
    wake(at) {
      clearTimeout(timer);
      timer = setTimeout(() => exchange.flush(), Math.max(10, at - Date.now())).unref();
    },
  });
  return exchange;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
