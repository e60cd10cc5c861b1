import type { HeaderPairs } from '../protocol/message.ts';

/** A request of a provider. */
export interface ReceivedRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

/** A request as a relay keeps it. */
export interface KeptDelivery extends ReceivedRequest {
  readonly id: string;
  readonly sequence: number;
  readonly receivedAt: number;
}

/** What is known of a delivery without its body. */
export interface WaitingDelivery {
  readonly id: string;
  readonly sequence: number;
  readonly bytes: number;
}

/** How much a store keeps. */
export interface Kept {
  readonly deliveries: number;
  readonly bytes: number;
}

/**
 * Keeps deliveries until they were answered. What a method did is durable when it returns, or, in a Durable Object,
 * before anybody is told of it.
 */
export interface DeliveryStore {
  add(delivery: KeptDelivery): void;
  /** The oldest one that waits and is due. */
  next(now: number): WaitingDelivery | undefined;
  /** When the first of those that wait is due. */
  nextDue(): number | undefined;
  read(id: string): KeptDelivery | undefined;
  /** It is with a client, and waits no longer. */
  send(id: string): void;
  /** It waits again, until what follows from how often that has happened: 0 for the first time. */
  wait(id: string, toDue: (releases: number) => number): void;
  /** What was sent waits again, but for these; all of it is due. */
  restart(held: ReadonlySet<string>): void;
  /** What is with a client, and the sizes of the bodies. */
  sent(): ReadonlyMap<string, number>;
  remove(id: string): void;
  kept(): Kept;
  lastSequence(): number;
  close(): void;
}
