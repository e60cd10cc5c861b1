import type { HeaderPairs } from '../protocol/message.ts';

/** A request of a provider that came through a relay. */
export interface RelayedDelivery {
  /** The same where it is sent again. */
  readonly id: string;
  readonly method: string;
  /** Path and query behind the public address. */
  readonly target: string;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
  /** How long the provider still waits; 0 where it has been answered. */
  readonly deadlineMs: number;
}

/** What the application answered. */
export interface RelayAnswer {
  /** 200 to 599 */
  readonly status: number;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

/** Why a connection is over: `unauthorized` and `unsupported` were said by the relay. */
export type RelayEnd = 'ended' | 'replaced' | 'unauthorized' | 'unsupported';

/** Where a connection stands. */
export type RelayState =
  | { readonly state: 'connecting' }
  | {
      readonly state: 'connected';
      readonly publicUrl: string;
      /** Deliveries that are kept. */ readonly waiting: number;
    }
  | {
      readonly state: 'waiting';
      readonly retryInMs: number;
      /** In one or two words. */ readonly reason: string;
    }
  | { readonly state: 'closed'; readonly reason: RelayEnd };
