import type { Provider } from '@hooklatch/core/provider';
import type { Answer, CapturedRequest, HeaderPairs } from '../captures/capture.ts';
import type { CaptureStore, CaptureSummary } from '../captures/store.ts';

/** What the sender of a delivery gets back. */
export interface Passed {
  readonly status: number;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

/** How things stand. */
export interface ListenerState {
  /** Whether the application's port accepts; `unknown` before the first delivery, and without an application. */
  readonly application: 'unknown' | 'up' | 'down';
  /** How many deliveries wait to be tried again. */
  readonly waiting: number;
  /** When the next of them is tried, in Unix milliseconds. */
  readonly nextAt?: number | undefined;
  /** The tunnel's state, where there is one: what to show. */
  readonly tunnel?: string;
}

/** What has happened. */
export type ListenerChange =
  | { readonly kind: 'captured'; readonly capture: CaptureSummary }
  /** Also of a retry and of a replay. */
  | { readonly kind: 'answered'; readonly capture: CaptureSummary; readonly answer: Answer }
  | { readonly kind: 'state'; readonly state: ListenerState }
  /** Something an operator should know, such as a request that was too large to be kept. */
  | { readonly kind: 'notice'; readonly text: string };

/** Receives deliveries, keeps them, and hands them to the application: what every view shows. */
export interface Listener {
  readonly url: string;
  readonly port: number;
  readonly captures: CaptureStore;
  /** Where deliveries are forwarded to. */
  readonly to: string | undefined;
  readonly provider: Provider | undefined;
  readonly isResigning: boolean;
  state(): ListenerState;
  /** @returns what ends it */
  onChange(callback: (change: ListenerChange) => void): () => void;
  /**
   * Takes a delivery that came by another way than the listener's own port.
   *
   * @returns what its sender gets
   */
  receive(request: CapturedRequest, options?: { readonly deadlineMs?: number }): Promise<Passed>;
  /** Shows what the tunnel says. */
  setTunnel(state: string): void;
  /**
   * Sends a capture to the application once more.
   *
   * @throws CliError where there is no such capture, no application, or it cannot be signed again
   */
  replay(id: string, options?: { readonly resign?: boolean }): Promise<Answer>;
  close(): Promise<void>;
}
