import { createSendQueue, type Loss, type SendQueue } from './send-queue.ts';
import type { Receiver } from './post.ts';
import type { ObservedReport } from './observed-report.ts';

/** How an observer sends. */
export interface ObserverOptions {
  /** Of the gateway, with the scope `ingest`; a function where it is not there when the module is loaded. */
  readonly token: string | (() => string | undefined);
  /**
   * Keeps the runtime alive until what a delivery has begun is settled, such as `waitUntil` of `cloudflare:workers`.
   * (nothing: the process lives on)
   */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | undefined;
  /** How many wait at most; what comes then is lost. (1000) */
  readonly maxQueued?: number | undefined;
  /** How many bytes of bodies. (67,108,864) */
  readonly maxQueuedBytes?: number | undefined;
  /** How many are sent at once; with `waitUntil` each delivery sends its own. (4) */
  readonly concurrency?: number | undefined;
  /** How often each is sent, within about 5 minutes. (12) */
  readonly attempts?: number | undefined;
  /** The first delay between two attempts; doubled each time, up to a minute, in milliseconds. (500) */
  readonly retryBaseMs?: number | undefined;
  /** How long an answer may take, in milliseconds. (10,000) */
  readonly timeoutMs?: number | undefined;
  /** Is told of what the gateway does not get. (one line on the console, at most one a second; `false` is silence) */
  readonly onLost?: ((loss: Loss) => void) | false | undefined;
  /** Allows `http:` to other than loopback, where anybody between the two can read token and deliveries. (false) */
  readonly allowInsecure?: boolean | undefined;
  /** (the platform's) */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Takes reports of deliveries, as `onDelivery` of `createWebhook` gives them, and sends behind the answer. */
export interface DeliveryObserver {
  (report: ObservedReport): void;
  /** Resolves when everything that was taken is sent or lost. */
  flush(): Promise<void>;
  /**
   * Takes nothing more, and gives up what is not sent after a time.
   *
   * @param options - `graceMs` in milliseconds (10,000)
   */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

/** What an observer sends with. */
export interface Line {
  readonly receiver: Receiver;
  readonly queue: SendQueue;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

/**
 * Makes what an observer sends with.
 *
 * @param name - of the option that has the address
 * @throws TypeError where the address or the token is none, or the token would cross a network in the clear
 */
export function openLine(name: string, address: string, options: ObserverOptions): Line {
  const { token, allowInsecure = false, timeoutMs = 10_000 } = options;
  if (!URL.canParse(address)) {
    throw new TypeError(`${name} is a URL, such as https://gateway.example.com/api/v1/forwarded/end_1.`);
  }
  const { protocol, hostname, href } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`${name} begins with https:.`);
  if (protocol === 'http:' && !isLoopback(hostname) && !allowInsecure) {
    throw new TypeError('The token would be sent in the clear: use https:, or allowInsecure.');
  }
  if (token === '') throw new TypeError('token is empty: make one in the gateway, with the scope ingest.');
  const whole = { maxQueued: 1000, maxQueuedBytes: 2 ** 26, concurrency: 4, attempts: 12, retryBaseMs: 500 };
  for (const key of Object.keys(whole) as (keyof typeof whole)[]) {
    whole[key] = options[key] ?? whole[key];
    if (!Number.isSafeInteger(whole[key]) || whole[key] < 1)
      throw new TypeError(`${key} is a whole number from 1.`);
  }
  const { fetch } = options;
  return {
    receiver: {
      url: href,
      token: () => (typeof token === 'string' ? token : (token() ?? '')),
      timeoutMs,
      // Not bound: the platform's own must not be called as a method.
      fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    },
    queue: createSendQueue({
      concurrency: options.waitUntil ? Number.POSITIVE_INFINITY : whole.concurrency,
      maxItems: whole.maxQueued,
      maxBytes: whole.maxQueuedBytes,
      attempts: whole.attempts,
      baseMs: whole.retryBaseMs,
      maxMs: 60_000,
      onLost: options.onLost === false ? () => {} : safely(options.onLost ?? warnOnConsole(name)),
    }),
  };
}

function safely(onLost: (loss: Loss) => void): (loss: Loss) => void {
  return (loss) => {
    try {
      onLost(loss);
    } catch {
      // An observer's failure is its own.
    }
  };
}

const silenceMs = 1000;

function warnOnConsole(name: string): (loss: Loss) => void {
  let last = 0;
  let count = 0;
  return ({ reason, detail, count: more }) => {
    count += more;
    const now = Date.now();
    if (now - last < silenceMs) return;
    last = now;
    console.warn(`[hooklatch] ${count} of what goes to \`${name}\` is lost (${reason}): ${detail}`);
    count = 0;
  };
}
