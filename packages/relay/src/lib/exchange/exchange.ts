import { endToEndHeaders } from '../protocol/end-to-end-headers.ts';
import type { AnswerHead, ClientMessage, Hello } from '../protocol/message.ts';
import { closeCode, timing } from '../protocol/constants.ts';
import type { DeliveryStore, KeptDelivery, ReceivedRequest } from './delivery-store.ts';
import { heldRequests } from './held-requests.ts';
import { rateBucket } from './rate-bucket.ts';
import { ownReply, type RelayReply } from './relay-reply.ts';
import type { Settings } from './settings.ts';
import { createTunnel, type Socket, type Tunnel } from './tunnel.ts';

/** What an exchange is made of. */
export interface ExchangeOptions {
  /** Read when a client is welcomed. */
  readonly publicId: string;
  readonly publicUrl?: string | undefined;
  readonly settings: Settings;
  readonly store: DeliveryStore;
  readonly now: () => number;
  /** Asks for {@link Exchange.flush} at a time. */
  wake(at: number): void;
}

/** What became of a request. */
export interface Accepted {
  readonly reply: RelayReply;
  readonly id?: string;
}

/** A request that is refused, or has room until it has `ended`. */
export type Admission = { readonly refused: RelayReply } | { readonly refused?: never; ended(): void };

/** One token's side of a relay: providers' requests on one end, a client's tunnel on the other. */
export interface Exchange {
  /** Before a body is read: what is answered without reading it, or the room that is kept for it. */
  admit(bytes: number | undefined): Admission;
  /** Passes a request on; what its provider is told. `signal` says that the provider has gone. */
  accept(request: ReceivedRequest, signal: AbortSignal): Promise<Accepted>;
  /** Takes a client's hello. A tunnel that was there before is closed. */
  open(socket: Socket, hello: Hello): void;
  /** Takes up a tunnel as it was: the platform has kept the socket, and forgotten the rest. */
  restore(socket: Socket, hello: Hello): void;
  receive(socket: Socket, message: ClientMessage): void;
  /** The socket has gone; a client that is done does not come back. */
  leave(socket: Socket, isDone: boolean): void;
  /** Sends what waits and is due. */
  flush(): void;
  /** Answers all who wait. */
  stop(): void;
}

const backoffFirst = 1000;
const backoffMost = 60_000;

/**
 * Makes the exchange of one token.
 *
 * @param options - its store, its settings, its clock
 * @returns the exchange
 */
export function createExchange(options: ExchangeOptions): Exchange {
  const { settings, store, now, wake } = options;
  const isStoring = settings.mode === 'store';
  const takeRate = rateBucket(settings.maxPerSecond, now);
  const held = heldRequests();
  const arriving = { requests: 0, bytes: 0 };
  let tunnel: Tunnel | undefined;
  let isStopping = false;
  /** Until then a client that was lost is waited for. */
  let graceUntil = 0;
  let sequence = store.lastSequence();

  const drop = (id: string): void => store.remove(id);
  const flush = (): void => {
    const current = tunnel;
    if (!current) return;
    for (;;) {
      const next = store.next(now());
      if (!next) break;
      const delivery = current.hasCredit(next) && store.read(next.id);
      if (!delivery) return;
      if (current.isWanted(delivery)) send(current, delivery);
      else {
        drop(next.id);
        held.settle(next.id, ownReply('filtered'));
      }
      if (current !== tunnel) return;
    }
    const due = store.nextDue();
    if (due !== undefined) wake(due);
  };
  const send = (to: Tunnel, delivery: KeptDelivery): void => {
    const { body, ...head } = delivery;
    store.send(head.id);
    to.inFlight.set(head.id, body.length);
    const deadlineMs = Math.max(0, (held.deadline(head.id) ?? 0) - now());
    to.send({ type: 'delivery', ...head, deadlineMs }, body);
  };
  const settle = (from: Tunnel, { id, status, headers, body }: AnswerHead & { body: Uint8Array }): void => {
    from.inFlight.delete(id);
    drop(id);
    held.settle(id, { outcome: 'answered', status, headers: endToEndHeaders(headers), body });
    from.send({ type: 'settled', id });
    flush();
  };
  const release = (from: Tunnel, id: string): void => {
    from.inFlight.delete(id);
    if (isStoring || !held.has(id)) {
      store.wait(id, (releases) => now() + Math.min(backoffMost, backoffFirst * 2 ** releases));
      held.settle(id, ownReply('stored'));
    } else {
      drop(id);
      held.settle(id, ownReply('no_answer'));
    }
    flush();
  };
  const refusal = (bytes: number): RelayReply | undefined => {
    if (isStopping) return ownReply('stopping');
    if (!takeRate()) return ownReply('too_many');
    if (bytes > settings.maxBodyBytes) return ownReply('too_large');
    const kept = store.kept();
    if (kept.deliveries + arriving.requests >= settings.maxDeliveries) return ownReply('full');
    if (kept.bytes + arriving.bytes + bytes > settings.maxKeptBytes) return ownReply('full');
    if (held.size() + arriving.requests >= settings.maxHeld) return ownReply('full');
    return !tunnel && !isStoring && now() >= graceUntil ? ownReply('no_client') : undefined;
  };
  return {
    admit(declared) {
      const bytes = declared ?? settings.maxBodyBytes;
      const refused = refusal(bytes);
      if (refused) return { refused };
      arriving.requests += 1;
      arriving.bytes += bytes;
      const ended = (): void => {
        arriving.requests -= 1;
        arriving.bytes -= bytes;
      };
      return { ended };
    },
    async accept(request, signal) {
      if (isStopping) return { reply: ownReply('stopping') };
      const receivedAt = now();
      // Above what came before, also where the clock was set back.
      sequence = Math.max(sequence + 1, receivedAt * 512);
      const id = `dlv_${sequence.toString(36)}${crypto.randomUUID().slice(0, 8)}`;
      try {
        store.add({ ...request, headers: endToEndHeaders(request.headers), id, sequence, receivedAt });
      } catch {
        return { reply: ownReply('full') };
      }
      const isAwaited = tunnel !== undefined || now() < graceUntil;
      if (!isAwaited) {
        if (!isStoring) drop(id);
        return { id, reply: ownReply(isStoring ? 'stored' : 'no_client') };
      }
      const fallback = (outcome: 'no_answer' | 'sender_gone'): RelayReply => {
        if (!isStoring) drop(id);
        return ownReply(isStoring ? 'stored' : outcome);
      };
      const reply = held.hold(id, { signal, now, deadlineMs: readDeadline(request, settings), fallback });
      flush();
      return { id, reply: await reply };
    },
    open(socket, hello) {
      const before = tunnel;
      tunnel = undefined;
      if (before && before.socket !== socket) before.socket.close(closeCode.replaced, 'replaced');
      store.restart(new Set(hello.held));
      tunnel = createTunnel(socket, hello, store.sent());
      const { publicId, publicUrl } = options;
      const known = { publicId, ...(publicUrl && { publicUrl }), maxBodyBytes: settings.maxBodyBytes };
      tunnel?.send({ type: 'welcome', version: 1, ...known, waiting: store.kept().deliveries });
      flush();
    },
    restore(socket, hello) {
      tunnel = createTunnel(socket, hello, store.sent());
    },
    receive(socket, message) {
      if (message.type === 'hello') return this.open(socket, message);
      if (tunnel?.socket !== socket) return;
      if (message.type === 'answer') settle(tunnel, message);
      else if (message.type === 'release') release(tunnel, message.id);
      else {
        tunnel.setCredit(message.credit);
        flush();
      }
    },
    leave(socket, isDone) {
      if (tunnel?.socket !== socket) return;
      tunnel = undefined;
      graceUntil = isDone ? 0 : now() + timing.grace;
      if (isDone) held.failAll(isStoring ? 'stored' : 'no_client', isStoring ? undefined : drop);
    },
    flush,
    stop() {
      isStopping = true;
      held.failAll(isStoring ? 'stored' : 'stopping', isStoring ? undefined : drop);
      tunnel?.socket.close(closeCode.goingAway, 'stopping');
      tunnel = undefined;
    },
  };
}

/** RFC 7240: how long a sender says that it waits. */
function readDeadline({ headers }: ReceivedRequest, { deadlineMs, maxDeadlineMs }: Settings): number {
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== 'prefer') continue;
    const seconds = /(?:^|,)\s*wait\s*=\s*(\d{1,6})\s*(?:[,;]|$)/i.exec(value)?.[1];
    if (seconds !== undefined) return Math.min(maxDeadlineMs, Number(seconds) * 1000);
  }
  return deadlineMs;
}
