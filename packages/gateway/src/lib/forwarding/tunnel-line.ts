import {
  closeCode,
  createTunnel,
  timing,
  type AnswerHead,
  type Attended,
  type ClientMessage,
  type Hello,
  type ReceivedRequest,
  type Socket,
  type Tunnel,
} from '@hooklatch/relay/server';

/** A client's answer. */
export type TunnelAnswer = Pick<AnswerHead, 'status' | 'headers'> & { readonly body: Uint8Array };

/** What became of a forward that went to a client: `lost` has gone back unspent, `released` had no answer. */
export type TunnelOutcome =
  | ({ readonly state: 'answered' } & TunnelAnswer)
  | { readonly state: 'released' | 'lost' | 'filtered' };

/** A forward as a client gets it. */
export interface TunnelDelivery extends ReceivedRequest {
  readonly id: string;
  readonly receivedAt: number;
}

/** One destination's line to `hooklatch listen`. */
export interface TunnelLine extends Attended {
  isConnected(): boolean;
  /** What a client is told from now on as the address that providers send to. */
  setPublicUrl(url: string | undefined): void;
  /** When a client was last heard of, in Unix milliseconds. */
  lastSeenAt(): number | null;
  /** How many more the client takes. */
  room(): number;
  /** What the client says it has, and nobody here waits for. */
  held(): readonly string[];
  deliver(delivery: TunnelDelivery, signal: AbortSignal): Promise<TunnelOutcome>;
  /** Gives everything back that the client has not answered. */
  loseAll(): void;
  /** Ends the connection; the client comes back, or is told that it need not. */
  end(code: number, reason: string): void;
}

/** What a line is made of. */
export interface LineOptions {
  readonly destinationId: string;
  readonly now: () => number;
  /** Whether a forward is still to be answered. */
  isOpen(id: string): Promise<boolean>;
  /** Something has changed: there may be room, or somebody has come or gone. */
  onChange(): void;
}

interface Waiting {
  readonly delivery: TunnelDelivery;
  isSent: boolean;
  end(outcome: TunnelOutcome): void;
}

/** A client never has more than this at once, whatever it says. */
const mostAtOnce = 256;
/** Of an answer that a client may send. */
const maxBodyBytes = 10_485_760;

/**
 * Makes a line: forwards on one end, the socket of a client on the other, in the protocol of the relay.
 *
 * A client that was lost is waited for a while, and goes on where it was: what it has is not sent to it again.
 */
export function createTunnelLine(options: LineOptions): TunnelLine {
  const { destinationId, now, isOpen, onChange } = options;
  const waiting = new Map<string, Waiting>();
  /** Answers to forwards that nobody has taken again yet. */
  const early = new Map<string, TunnelAnswer>();
  let held = new Set<string>();
  let tunnel: Tunnel | undefined;
  let seenAt: number | null = null;
  let publicUrl: string | undefined;
  let sequence = 0;
  let credit = 0;
  let grace: NodeJS.Timeout | undefined;

  const send = (to: Tunnel, { body, ...head }: TunnelDelivery): void => {
    sequence = Math.max(sequence + 1, now() * 512);
    to.inFlight.set(head.id, body.length);
    to.send({ type: 'delivery', ...head, sequence, deadlineMs: 0 }, body);
  };
  /** In their order, as far as the client's credit goes. */
  const flush = (): void => {
    for (const one of waiting.values()) {
      if (one.isSent) continue;
      if (!tunnel?.hasCredit({ id: one.delivery.id, sequence: 0, bytes: one.delivery.body.length })) return;
      one.isSent = true;
      send(tunnel, one.delivery);
    }
  };
  const loseAll = (): void => {
    for (const { end } of waiting.values()) end({ state: 'lost' });
  };
  const settle = (id: string): void => {
    held.delete(id);
    early.delete(id);
    tunnel?.inFlight.delete(id);
    tunnel?.send({ type: 'settled', id });
  };
  const open = (socket: Socket, hello: Hello): void => {
    const before = tunnel;
    tunnel = undefined;
    if (before && before.socket !== socket) before.socket.close(closeCode.replaced, 'replaced');
    clearTimeout(grace);
    held = new Set(hello.held);
    early.clear();
    const sizes = hello.held.map((id) => [id, waiting.get(id)?.delivery.body.length ?? 0] as const);
    tunnel = createTunnel(socket, hello, new Map(sizes));
    const known = { publicId: destinationId, ...(publicUrl !== undefined && { publicUrl }), maxBodyBytes };
    tunnel?.send({ type: 'welcome', version: 1, ...known, waiting: waiting.size });
    credit = hello.credit.deliveries;
    for (const [id, one] of waiting) one.isSent = held.delete(id);
    flush();
    onChange();
  };
  const answer = (from: Tunnel, { id, status, headers, body }: AnswerHead & { body: Uint8Array }): void => {
    const found = waiting.get(id);
    if (found) {
      settle(id);
      return found.end({ state: 'answered', status, headers, body });
    }
    early.set(id, { status, headers, body });
    // It is kept for who takes the forward again; where nobody will, the client may forget it.
    void isOpen(id).then(
      (is) => {
        if (!is && tunnel === from) settle(id);
        onChange();
      },
      () => {},
    );
  };
  return {
    isConnected: () => tunnel !== undefined,
    setPublicUrl(url) {
      publicUrl = url;
    },
    lastSeenAt: () => (tunnel ? now() : seenAt),
    room() {
      if (!tunnel) return 0;
      const unsent = [...waiting.values()].filter(({ isSent }) => !isSent).length;
      return Math.max(0, Math.min(credit, mostAtOnce) - tunnel.inFlight.size - unsent);
    },
    held: () => [...held],
    deliver: (delivery, signal) =>
      new Promise((resolve) => {
        const { id } = delivery;
        const known = early.get(id);
        if (known) {
          settle(id);
          return resolve({ state: 'answered', ...known });
        }
        if (!tunnel) return resolve({ state: 'lost' });
        const isHeld = held.delete(id);
        if (!isHeld && !tunnel.isWanted(delivery)) return resolve({ state: 'filtered' });
        const lose = (): void => waiting.get(id)?.end({ state: 'lost' });
        const end = (outcome: TunnelOutcome): void => {
          waiting.delete(id);
          signal.removeEventListener('abort', lose);
          resolve(outcome);
        };
        waiting.set(id, { delivery, isSent: isHeld, end });
        signal.addEventListener('abort', lose);
        if (signal.aborted) return lose();
        flush();
      }),
    receive(socket: Socket, message: ClientMessage) {
      if (message.type === 'hello') return open(socket, message);
      if (tunnel?.socket !== socket) return;
      if (message.type === 'answer') answer(tunnel, message);
      else if (message.type === 'credit') {
        credit = message.credit.deliveries;
        tunnel.setCredit(message.credit);
      } else {
        held.delete(message.id);
        tunnel.inFlight.delete(message.id);
        waiting.get(message.id)?.end({ state: 'released' });
      }
      flush();
      onChange();
    },
    leave(socket, isDone) {
      if (tunnel?.socket !== socket) return;
      tunnel = undefined;
      seenAt = now();
      held.clear();
      if (isDone) loseAll();
      else grace = setTimeout(loseAll, timing.grace).unref();
      onChange();
    },
    loseAll,
    end(code, reason) {
      clearTimeout(grace);
      const before = tunnel;
      tunnel = undefined;
      before?.socket.close(code, reason);
      if (before) seenAt = now();
      loseAll();
      if (before) onChange();
    },
  };
}
