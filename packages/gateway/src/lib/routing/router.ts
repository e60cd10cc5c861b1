import type { Row } from '../database/schema.ts';
import type { Tx } from '../database/open-database.ts';
import type { GatewayContext, Part } from '../context.ts';

/** An event that was stored, with what came. */
export interface StoredEvent extends Row<'events'> {
  /** Pairs, as received and in order, as JSON. */
  readonly headers: string;
  readonly body: Uint8Array;
}

/**
 * Does something with stored events behind the commit: forwards, alerts, the search index, statistics.
 *
 * It writes in the router's transaction and awaits nothing else, so that each event has been seen exactly once by each
 * follower, whatever crashes.
 */
export type Follower = (tx: Tx, events: readonly StoredEvent[], now: number) => Promise<void>;

/** A router at work. */
export interface Router extends Part {
  /** Resolves when everything that is stored has been routed; for tests, and for a stop. */
  idle(): Promise<void>;
}

const pollMs = 1000;
/** In events: a transaction keeps others waiting. */
const batch = 64;
/** In bytes of bodies, so that a batch of large ones does not fill the memory. */
const batchBytes = 8 * 2 ** 20;

/**
 * Lets followers see every event that is stored, in the order of the log, once each.
 *
 * @param context - of the gateway
 * @param followers - in the order in which they are called
 */
export function startRouter(context: GatewayContext, followers: readonly Follower[]): Router {
  const stopping = new AbortController();
  let isDown = false;
  let wake = (): void => {};
  let isWoken = false;
  let waiters: (() => void)[] = [];
  const unlisten = context.bus.listen(({ kind }) => {
    if (kind !== 'stored') return;
    isWoken = true;
    wake();
  });
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const route = async (): Promise<number> => {
    const routed = await context.transaction(async (tx) => {
      const events = await takeEvents(context, tx);
      if (events.length === 0) return [];
      const now = context.now();
      // oxlint-disable-next-line no-await-in-loop
      for (const follow of followers) await follow(tx, events, now);
      await tx
        .updateTable('events')
        .set({ routed: 1 })
        .where(
          'seq',
          'in',
          events.map(({ seq }) => seq),
        )
        .execute();
      return events.map(({ id }) => id);
    });
    if (routed.length > 0) {
      context.bus.tell({ kind: 'routed', events: routed });
      context.bus.tell({ kind: 'forward_due' });
      context.bus.tell({ kind: 'send_due' });
    }
    return routed.length;
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      isWoken = false;
      let count = 0;
      try {
        // oxlint-disable-next-line no-await-in-loop
        count = await route();
        isDown = false;
      } catch (error) {
        if (!isDown) context.log.error({ err: error }, 'events are stored, and cannot be routed yet');
        isDown = true;
      }
      // The door has its turn between two batches.
      // oxlint-disable-next-line no-await-in-loop
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (count > 0 || (isWoken && !isDown)) continue;
      for (const resolve of waiters.splice(0)) resolve();
      // oxlint-disable-next-line no-await-in-loop
      if (!stopping.signal.aborted) await rest();
    }
    for (const resolve of waiters.splice(0)) resolve();
    waiters = [];
  };
  const ended = loop();
  return {
    idle: () =>
      new Promise((resolve) => {
        waiters.push(resolve);
        isWoken = true;
        wake();
      }),
    async stop() {
      stopping.abort();
      unlisten();
      wake();
      await ended;
    },
  };
}

async function takeEvents({ kind }: GatewayContext, tx: Tx): Promise<readonly StoredEvent[]> {
  let query = tx.selectFrom('events').selectAll().where('routed', '=', 0).orderBy('seq').limit(batch);
  if (kind === 'postgres') query = query.forUpdate().skipLocked();
  const found = await query.execute();
  let bytes = 0;
  const taken = found.filter((event, at) => (bytes += event.bytes) <= batchBytes || at === 0);
  if (taken.length === 0) return [];
  const contents = await tx
    .selectFrom('contents')
    .select(['seq', 'headers', 'body'])
    .where(
      'seq',
      'in',
      taken.map(({ seq }) => seq),
    )
    .execute();
  const bySeq = new Map(contents.map((content) => [content.seq, content]));
  const none = { headers: '[]', body: new Uint8Array() };
  return taken.map((event) => ({ ...event, ...(bySeq.get(event.seq) ?? none) }));
}
