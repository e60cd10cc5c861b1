import type { DeadMessage, InboxMessage, InboxStats } from '@hooklatch/core/store';
import type { MemoryInboxOptions } from '../memory.ts';
import type { Verdict } from './engine.ts';

/** What is known of a message that is waiting, active or dead. */
export interface MemoryEntry {
  readonly message: InboxMessage;
  /** Of this life. */
  readonly attempt: number;
  readonly replay: number;
  /** Empty while no worker has the message. */
  readonly token: string;
  /** When it may be taken: the end of a delay, or of a lease. */
  readonly dueAt: number;
  readonly reason: string;
  readonly diedAt: number;
}

/** A message that is finished; without an entry where its content was discarded. */
interface Finished {
  readonly entry?: MemoryEntry;
  readonly until: number;
}

/** The messages of an inbox in memory: each is in exactly one of three places. */
export interface MemoryMessages {
  /** @throws Error where there is no room; nothing is kept then */
  put(messages: readonly InboxMessage[]): ('stored' | 'duplicate')[];
  claim(limit: number, leaseMs: number): MemoryEntry[];
  extend(id: string, token: string, leaseMs: number): boolean;
  settle(id: string, token: string, verdict: Exclude<Verdict, { state: 'settled' }>): boolean;
  replay(id: string): boolean;
  retry(id: string): boolean;
  discard(id: string): boolean;
  list(limit: number, offset: number): DeadMessage[];
  count(): InboxStats;
}

const weekMs = 7 * 86_400_000;

/**
 * Keeps messages in memory.
 *
 * @throws TypeError where an option cannot be used
 */
export function memoryMessages(options: Omit<MemoryInboxOptions, 'pollMs'> = {}): MemoryMessages {
  const { now = Date.now, retentionMs = weekMs, maxMessages = 10_000 } = options;
  for (const [name, value] of Object.entries({ retentionMs, maxMessages })) {
    if (!(value > 0)) throw new TypeError(`${name} cannot be ${value}.`);
  }
  /** Waiting and active ones, in the order in which they came. */
  const open = new Map<string, MemoryEntry>();
  /** In the order in which they died. */
  const dead = new Map<string, MemoryEntry>();
  /** In the order in which they were finished. */
  const finished = new Map<string, Finished>();
  let tokens = 0;

  const forget = (): void => {
    for (const [id, { until }] of finished) {
      if (until > now()) return;
      finished.delete(id);
    }
  };
  const makeRoom = (count: number): void => {
    const room = (): number => maxMessages - open.size - dead.size - finished.size;
    if (count > room() + finished.size) {
      throw new Error(`The inbox is full: ${maxMessages} messages are not finished.`);
    }
    for (const id of finished.keys()) {
      if (room() >= count) return;
      finished.delete(id);
    }
  };
  const wait = (entry: MemoryEntry, more: Partial<MemoryEntry>): true => {
    const { id } = entry.message;
    dead.delete(id);
    finished.delete(id);
    open.set(id, { ...entry, token: '', dueAt: now(), reason: '', ...more });
    return true;
  };
  const finish = (id: string, entry?: MemoryEntry): true => {
    open.delete(id);
    dead.delete(id);
    finished.set(id, { ...(entry && { entry }), until: now() + retentionMs });
    return true;
  };
  const held = (id: string, token: string): MemoryEntry | undefined => {
    const entry = open.get(id);
    return entry?.token === token ? entry : undefined;
  };
  return {
    put(messages) {
      forget();
      const fresh = new Map<string, InboxMessage>();
      const kept = messages.map((message) => {
        const { id } = message;
        if ([open, dead, finished, fresh].some((place) => place.has(id))) return 'duplicate';
        fresh.set(id, message);
        return 'stored';
      });
      makeRoom(fresh.size);
      for (const [id, message] of fresh) {
        const own = { ...message, body: message.body.slice() };
        const entry = { message: own, attempt: 0, replay: 0, token: '', dueAt: now(), reason: '', diedAt: 0 };
        open.set(id, entry);
      }
      return kept;
    },
    claim(limit, leaseMs) {
      const claimed: MemoryEntry[] = [];
      for (const [id, entry] of open) {
        if (claimed.length >= limit) break;
        if (entry.dueAt > now()) continue;
        tokens += 1;
        const taken = {
          ...entry,
          token: `${tokens}`,
          attempt: entry.attempt + 1,
          dueAt: now() + leaseMs,
        };
        open.set(id, taken);
        claimed.push(taken);
      }
      return claimed;
    },
    extend(id, token, leaseMs) {
      const entry = held(id, token);
      if (entry) open.set(id, { ...entry, dueAt: now() + leaseMs });
      return entry !== undefined;
    },
    settle(id, token, verdict) {
      const entry = held(id, token);
      if (!entry) return false;
      if (verdict.state === 'done') return finish(id, entry);
      if (verdict.state === 'dead') {
        open.delete(id);
        dead.set(id, { ...entry, token: '', reason: verdict.reason, diedAt: now() });
        return true;
      }
      const unspent = verdict.state === 'released' ? 1 : 0;
      return wait(entry, { dueAt: now() + verdict.delayMs, attempt: entry.attempt - unspent });
    },
    replay(id) {
      forget();
      const entry = dead.get(id) ?? finished.get(id)?.entry;
      return entry !== undefined && wait(entry, { attempt: 0, replay: entry.replay + 1 });
    },
    retry(id) {
      const entry = dead.get(id);
      return entry !== undefined && wait(entry, { attempt: 0 });
    },
    discard: (id) => dead.has(id) && finish(id),
    list: (limit, offset) => [...dead.values()].slice(offset, offset + limit).map(toDead),
    count() {
      const all = [...open.values()];
      const due = all.filter(({ dueAt }) => dueAt <= now()).length;
      const active = all.filter(({ token, dueAt }) => token !== '' && dueAt > now()).length;
      return { waiting: due, active, delayed: all.length - due - active, dead: dead.size };
    },
  };
}

function toDead({ message, attempt, diedAt, reason }: MemoryEntry): DeadMessage {
  const { id, endpoint, provider, type, eventId, receivedAt } = message;
  return { id, endpoint, provider, type, eventId, receivedAt, diedAt, attempts: attempt, reason };
}
