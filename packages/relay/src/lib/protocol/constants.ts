/** The sub-protocol of the WebSocket; its number goes up with what an older end would not understand. */
export const subprotocol = 'hooklatch-relay.v1';

/** Before a token in the list of sub-protocols, for clients that cannot set a header. */
export const tokenPrefix = 'hooklatch-relay.token.';

/** Times in milliseconds. */
export const timing = {
  /** Between two pings of a client. */
  ping: 20_000,
  /** Whoever heard nothing for so long takes the other end for dead. */
  dead: 45_000,
  /** How long a server waits for a hello. */
  hello: 10_000,
  /** How long a server that lost its client takes it for one that comes back. */
  grace: 10_000,
  reconnectFirst: 250,
  reconnectMost: 10_000,
} as const;

/** Why an end closed the WebSocket. */
export const closeCode = {
  /** The client is done, and does not come back. */
  done: 1000,
  /** The server stops; the client comes back. */
  goingAway: 1001,
  malformed: 4400,
  /** There was no hello, or no ping. */
  silent: 4408,
  /** Another client has taken the tunnel. */
  replaced: 4409,
} as const;

/** Bytes of a message before its body: 4 for the length, and so many for the head. */
export const maxHeadBytes = 262_144;

/** How many deliveries a client may say in its hello that it has. */
export const maxHeldIds = 1024;
