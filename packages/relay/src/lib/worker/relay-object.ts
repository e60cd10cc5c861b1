import { attendMessage } from '../exchange/attend-socket.ts';
import { createExchange, type Exchange } from '../exchange/exchange.ts';
import { layeredDeliveryStore } from '../exchange/layered-delivery-store.ts';
import { memoryDeliveryStore } from '../exchange/memory-delivery-store.ts';
import { ownReply, type RelayReply, type RelayReport } from '../exchange/relay-reply.ts';
import type { Settings } from '../exchange/settings.ts';
import { sqlDeliveryStore } from '../exchange/sql-delivery-store.ts';
import type { Socket } from '../exchange/tunnel.ts';
import { closeCode, subprotocol, timing } from '../protocol/constants.ts';
import type { Hello } from '../protocol/message.ts';
import { readPublicPath, toPublicUrl } from '../public-path.ts';
import { objectMemory, objectSql, type ObjectMemory } from './object-sql.ts';
import type { ObjectSocketLike, RelayEnv, RelayObjectStateLike, WorkerGlobals } from './platform.ts';
import { declaredBytes, readRequestBody } from './read-request-body.ts';
import { readSettings } from './read-settings.ts';
import { toResponse } from './to-response.ts';

const { WebSocketPair, WebSocketRequestResponsePair } = globalThis as unknown as WorkerGlobals;

/** What the platform keeps with a socket. */
interface Attachment {
  readonly id: string;
  readonly openedAt: number;
  readonly isGreeted: boolean;
}

/**
 * The Durable Object of a relay: one for each token. A Worker exports it, and lists it under `new_sqlite_classes` in its
 * configuration. It sleeps while its tunnel is quiet.
 *
 * @example
 * ```ts
 * export { HooklatchRelayObject } from '@hooklatch/relay/worker';
 * ```
 */
export class HooklatchRelayObject {
  /** Says to the types of Workers that this is the class of an object; there is no such property. */
  declare readonly __DURABLE_OBJECT_BRAND: never;
  readonly #state: RelayObjectStateLike;
  readonly #settings: Settings;
  readonly #memory: ObjectMemory;
  readonly #exchange: Exchange;
  readonly #sockets = new WeakMap<ObjectSocketLike, Socket>();
  /** Of those that have not said hello. An object with a timer does not sleep. */
  readonly #timers = new WeakMap<Socket, ReturnType<typeof setTimeout>>();

  /**
   * Is called by the platform.
   *
   * @param state - the object's
   * @param env - the Worker's
   */
  constructor(state: RelayObjectStateLike, env: RelayEnv) {
    this.#state = state;
    this.#settings = readSettings(env);
    const sql = objectSql(state);
    this.#memory = objectMemory(sql);
    const kept = sqlDeliveryStore(sql, 'object');
    const read = (name: string): string => this.#memory.read(name) ?? '';
    this.#exchange = createExchange({
      get publicId() {
        return read('public id');
      },
      get publicUrl() {
        return toPublicUrl(read('origin'), read('public id'));
      },
      settings: this.#settings,
      store: this.#settings.mode === 'store' ? kept : layeredDeliveryStore(memoryDeliveryStore(), kept),
      now: Date.now,
      wake: (at) => void state.storage.setAlarm(Math.max(at, Date.now() + 10)),
    });
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong') as never);
    const tunnel = this.#open().find((socket) => attached(socket).id === read('tunnel'));
    if (tunnel) this.#exchange.restore(this.#toSocket(tunnel), JSON.parse(read('hello')) as Hello);
  }

  /**
   * Takes a client's tunnel, or a provider's request.
   *
   * @param request - that the Worker has let through
   * @returns what is answered
   */
  async fetch(request: Request): Promise<Response> {
    const { origin, pathname } = new URL(request.url);
    const path = readPublicPath(request.url.slice(origin.length));
    if (!path) return this.#accept(origin, pathname.split('/').at(-1) ?? '');
    this.#endDead();
    const start = Date.now();
    const { publicId, target } = path;
    const admission = this.#exchange.admit(declaredBytes(request));
    if (admission.refused) return this.#answer({ publicId, bytes: 0, start }, admission.refused);
    const body = await readRequestBody(request, this.#settings.maxBodyBytes).finally(() => admission.ended());
    if (!body) return this.#answer({ publicId, bytes: 0, start }, ownReply('too_large'));
    const received = { method: request.method, target, headers: [...request.headers], body };
    const { reply, id } = await this.#exchange.accept(received, toSignal(request));
    return this.#answer({ publicId, id, bytes: body.length, start }, reply);
  }

  /** Is called by the platform. */
  webSocketMessage(webSocket: ObjectSocketLike, data: ArrayBuffer | string): void {
    const socket = this.#toSocket(webSocket);
    const { id, isGreeted, openedAt } = attached(webSocket);
    if (typeof data === 'string') return socket.close(closeCode.malformed, 'malformed');
    const hello = attendMessage(this.#exchange, socket, new Uint8Array(data), isGreeted);
    if (!hello) return;
    clearTimeout(this.#timers.get(socket));
    webSocket.serializeAttachment({ id, openedAt, isGreeted: true } satisfies Attachment);
    this.#memory.write('hello', JSON.stringify({ ...hello, held: [], body: undefined }));
    this.#memory.write('tunnel', id);
  }

  /** Is called by the platform. */
  webSocketClose(webSocket: ObjectSocketLike, code: number): void {
    const socket = this.#toSocket(webSocket);
    clearTimeout(this.#timers.get(socket));
    this.#exchange.leave(socket, code === closeCode.done);
    try {
      // Where the platform does not answer a close by itself.
      webSocket.close(code);
    } catch {
      // It was closed without a code, or is closed.
    }
  }

  /** Is called by the platform. */
  webSocketError(webSocket: ObjectSocketLike): void {
    this.#exchange.leave(this.#toSocket(webSocket), false);
  }

  /** Is called by the platform: something is due again. */
  alarm(): void {
    this.#exchange.flush();
  }

  /**
   * Is told of each request of a provider, without its content. A class that extends this one may write it down.
   *
   * @param _report - outcome, status, size, time
   */
  onReport(_report: RelayReport): void {}

  #answer(
    about: { publicId: string; id?: string | undefined; bytes: number; start: number },
    reply: RelayReply,
  ): Response {
    const { start, ...known } = about;
    const { outcome, status } = reply;
    this.onReport({ ...known, outcome, status, milliseconds: Date.now() - start });
    return toResponse(reply);
  }

  #accept(origin: string, publicId: string): Response {
    this.#memory.write('public id', publicId);
    this.#memory.write('origin', origin);
    const { 0: client, 1: server } = new WebSocketPair();
    this.#state.acceptWebSocket(server as never);
    const id = crypto.randomUUID();
    server.serializeAttachment({ id, openedAt: Date.now(), isGreeted: false } satisfies Attachment);
    const socket = this.#toSocket(server);
    this.#timers.set(
      socket,
      setTimeout(() => socket.close(closeCode.silent, 'no hello'), timing.hello),
    );
    const init: ResponseInit & { webSocket: unknown } = {
      status: 101,
      headers: { 'sec-websocket-protocol': subprotocol },
      webSocket: client,
    };
    return new Response(null, init);
  }

  /** The platform answers pings while the object sleeps, and knows when it did. */
  #endDead(): void {
    for (const webSocket of this.#open()) {
      const heard = this.#state.getWebSocketAutoResponseTimestamp(webSocket as never)?.getTime();
      if (Date.now() - Math.max(heard ?? 0, attached(webSocket).openedAt) <= timing.dead) continue;
      const socket = this.#toSocket(webSocket);
      this.#exchange.leave(socket, false);
      socket.close(closeCode.silent, 'silent');
    }
  }

  #open(): ObjectSocketLike[] {
    return this.#state.getWebSockets() as ObjectSocketLike[];
  }

  #toSocket(webSocket: ObjectSocketLike): Socket {
    const known = this.#sockets.get(webSocket);
    if (known) return known;
    const attempt = (work: () => void): void => {
      try {
        work();
      } catch {
        // It is closed, of which the platform tells.
      }
    };
    const socket: Socket = {
      send: (bytes) => attempt(() => webSocket.send(bytes)),
      close: (code, reason) => attempt(() => webSocket.close(code, reason)),
    };
    this.#sockets.set(webSocket, socket);
    return socket;
  }
}

/** Without its compatibility flag the platform has none: a provider that has gone is noticed at the deadline. */
function toSignal({ signal }: { readonly signal?: AbortSignal | null }): AbortSignal {
  return signal ?? new AbortController().signal;
}

function attached(webSocket: ObjectSocketLike): Attachment {
  return webSocket.deserializeAttachment() as Attachment;
}
