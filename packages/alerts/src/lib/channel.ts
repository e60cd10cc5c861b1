import type { AlertMessage } from './alert-message.ts';

/** Where alerts go. */
export type ChannelKind = 'slack' | 'discord' | 'email' | 'pagerduty' | 'teams' | 'webhook';

/** What is used of `fetch`. */
export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** How one message is sent. */
export interface SendOptions {
  /** Aborted when nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
  /** Another way to speak HTTP, such as one that refuses private addresses. (the global `fetch`) */
  readonly fetch?: FetchLike | undefined;
  /** Which of the channel's `targets` gets it. (all of them, one after the other) */
  readonly target?: string | undefined;
}

/** What came of a send. Nothing in it shows a secret. */
export interface SendResult {
  readonly ok: boolean;
  /** Of HTTP or SMTP; undefined where nobody answered. */
  readonly status: number | undefined;
  /** How long the channel asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Whether the same message would fail again. */
  readonly isPermanent: boolean;
  /** Whether every other message would fail as well, because of how the channel is configured. */
  readonly isChannelBroken: boolean;
  /** One line; undefined where it was sent. */
  readonly error: string | undefined;
}

/** Somewhere to send alerts to. Safe to print: it shows no secret. */
export interface Channel {
  readonly kind: ChannelKind;
  /** Tells an operator which one it is. */
  readonly label: string;
  /**
   * Who gets it, where there are several: a send is then for one of them, so that what failed for one is not repeated for
   * the others. Empty where there is one receiver only.
   */
  readonly targets: readonly string[];
  /** Sends a message, once. Never rejects. */
  send(message: AlertMessage, options?: SendOptions): Promise<SendResult>;
  /** Ends its connections, where it keeps any. */
  close?(): void | Promise<void>;
}
