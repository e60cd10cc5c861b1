import { toFilter, type Filter } from '../filter/to-filter.ts';
import { toFilterSubject } from '../filter/to-filter-subject.ts';
import { closeCode } from '../protocol/constants.ts';
import { writeFrame } from '../protocol/frame.ts';
import type { Credit, Hello } from '../protocol/message.ts';
import type { ReceivedRequest, WaitingDelivery } from './delivery-store.ts';

/** A server's end of a WebSocket. */
export interface Socket {
  send(bytes: Uint8Array<ArrayBuffer>): void;
  close(code: number, reason: string): void;
}

/** A socket whose client has said hello. */
export interface Tunnel {
  readonly socket: Socket;
  readonly client: string;
  /** Whether one more would be within its credit. */
  hasCredit(next: WaitingDelivery): boolean;
  /** Its client takes more, or less, than it has said. */
  setCredit(credit: Credit): void;
  isWanted(request: ReceivedRequest): boolean;
  /** What it has and has not answered, with the sizes of the bodies. */
  readonly inFlight: Map<string, number>;
  send(head: object, body?: Uint8Array): void;
}

/** A client never takes more than this at once, whatever it says. */
const most = { deliveries: 1024, bytes: 268_435_456 };

/**
 * Takes a hello.
 *
 * @param socket - that it came over
 * @param hello - of its client
 * @param inFlight - what the client says it has, as far as it is kept
 * @returns the tunnel; nothing where its filter is wrong, and the socket is then closed
 */
export function createTunnel(
  socket: Socket,
  hello: Hello,
  inFlight: ReadonlyMap<string, number>,
): Tunnel | undefined {
  let filter: Filter | undefined;
  try {
    filter = hello.filter && toFilter(hello.filter);
  } catch {
    socket.close(closeCode.malformed, 'filter');
    return undefined;
  }
  let credit = hello.credit;
  const held = new Map(inFlight);
  return {
    socket,
    client: hello.client,
    inFlight: held,
    hasCredit(next) {
      if (held.size >= Math.min(credit.deliveries, most.deliveries)) return false;
      let sum = next.bytes;
      for (const size of held.values()) sum += size;
      return held.size === 0 || sum <= Math.min(credit.bytes, most.bytes);
    },
    setCredit(given) {
      credit = given;
    },
    isWanted: (request) => filter?.matches(toFilterSubject(request)) ?? true,
    send: (head, body) => socket.send(writeFrame(head, body)),
  };
}
