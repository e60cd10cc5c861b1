import type { Bus, Happening } from '../bus.ts';

/** A stream of server-sent events. */
export interface LiveStream {
  readonly body: ReadableStream<Uint8Array>;
  end(): void;
  /** Ends it where who looks may do so no longer. */
  check(): Promise<void>;
}

/** How a stream is opened. */
export interface LiveStreamOptions {
  /** Whether who looks may do so still. */
  isKnown(): Promise<boolean>;
  onEnd(): void;
  /** How often it is said that it is still open, and asked whether it may be. (15,000 ms) */
  readonly beatMs?: number;
}

/** Many happenings of one moment are one message. */
const gatherMs = 100;
/** Of one message: who has missed more asks for the list. */
const mostIds = 500;
/** What waits for somebody who reads slowly; then the stream ends, and his browser opens another. */
const mostBytes = 256 * 1024;

/** Those that wake workers alone. */
const inner: ReadonlySet<Happening['kind']> = new Set(['forward_due', 'send_due']);

/**
 * Opens a stream of what the bus tells.
 *
 * @param bus - of this process
 * @param options - who looks
 */
export function openStream(bus: Bus, { isKnown, onEnd, beatMs = 15_000 }: LiveStreamOptions): LiveStream {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let gathered: Happening[] = [];
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    if (controller === undefined) return;
    clearTimeout(timer);
    clearInterval(beat);
    unlisten();
    onEnd();
    try {
      controller.close();
    } catch {
      // Who looked has gone.
    }
    controller = undefined;
  };
  const send = (text: string): void => {
    controller?.enqueue(encoder.encode(text));
    if ((controller?.desiredSize ?? 0) < 0) end();
  };
  const flush = (): void => {
    timer = undefined;
    for (const happening of merge(gathered)) send(`data: ${JSON.stringify(happening)}\n\n`);
    gathered = [];
  };
  const unlisten = bus.listen((happening) => {
    if (inner.has(happening.kind)) return;
    gathered.push(happening);
    timer ??= setTimeout(flush, gatherMs);
  });
  const check = async (): Promise<void> => {
    // A database that does not answer says nothing about who looks.
    if (!(await isKnown().catch(() => true))) end();
  };
  const beat = setInterval(() => {
    send(': still here\n\n');
    void check();
  }, beatMs);
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
        send('retry: 2000\n\n');
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostBytes }),
  );
  return { body, end, check };
}

/** What was stored and what was routed is one message each, and what was told twice is told once. */
function merge(happenings: readonly Happening[]): readonly Happening[] {
  const merged = new Map<string, Happening>();
  for (const happening of happenings) {
    if (happening.kind === 'stored' || happening.kind === 'routed') {
      const before = merged.get(happening.kind);
      const events =
        before && 'events' in before ? [...before.events, ...happening.events] : happening.events;
      merged.set(happening.kind, { kind: happening.kind, events: events.slice(-mostIds) });
    } else {
      merged.set(JSON.stringify(happening), happening);
    }
  }
  return [...merged.values()].slice(-mostIds);
}
