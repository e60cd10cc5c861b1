import type { SqlRow } from '../exchange/sql-delivery-store.ts';

/** What is used of a WebSocket that the platform keeps while the object sleeps. */
export interface ObjectSocketLike {
  send(data: Uint8Array<ArrayBuffer> | string): void;
  close(code?: number, reason?: string): void;
  serializeAttachment(value: unknown): void;
  deserializeAttachment(): unknown;
}

/** What is used of a Durable Object's state. */
export interface RelayObjectStateLike {
  readonly storage: {
    readonly sql: { exec(statement: string, ...values: unknown[]): { toArray(): SqlRow[] } };
    transactionSync<Result>(work: () => Result): Result;
    setAlarm(scheduledTime: number): Promise<void>;
  };
  acceptWebSocket(socket: never): void;
  getWebSockets(): unknown[];
  setWebSocketAutoResponse(pair: never): void;
  getWebSocketAutoResponseTimestamp(socket: never): Date | null;
}

/** What the Worker and its object are configured with. */
export interface RelayEnv {
  /** Tokens, or what `hashToken` makes of them, with spaces or commas between them: a secret. */
  readonly HOOKLATCH_RELAY_TOKENS?: string | undefined;
  /** `sync` or `store`. */
  readonly HOOKLATCH_RELAY_MODE?: string | undefined;
  /** `RelayLimits`, as an object or as JSON. */
  readonly HOOKLATCH_RELAY_LIMITS?: object | string | undefined;
  /** Binding to the object. */
  readonly HOOKLATCH_RELAY?: RelayNamespaceLike | undefined;
}

/** What is used of a binding to Durable Objects. */
export interface RelayNamespaceLike {
  idFromName(name: string): unknown;
  get(id: never): { fetch(request: never): Promise<unknown> };
}

/** What is there in a Worker, and in no browser. */
export interface WorkerGlobals {
  readonly WebSocketPair: new () => { readonly 0: unknown; readonly 1: ObjectSocketLike };
  readonly WebSocketRequestResponsePair: new (request: string, response: string) => unknown;
}
