import type { DeliveryStore, KeptDelivery } from './delivery-store.ts';

interface Entry {
  readonly delivery: KeptDelivery;
  isSent: boolean;
  due: number;
  releases: number;
}

/** @returns a store that forgets with its process */
export function memoryDeliveryStore(): DeliveryStore {
  /** In the order of their sequences. */
  const entries = new Map<string, Entry>();
  let bytes = 0;
  let last = 0;
  const firstWaiting = (isWanted: (entry: Entry) => boolean): Entry | undefined => {
    for (const entry of entries.values()) if (!entry.isSent && isWanted(entry)) return entry;
    return undefined;
  };
  return {
    add(delivery) {
      entries.set(delivery.id, { delivery, isSent: false, due: 0, releases: 0 });
      bytes += delivery.body.length;
      last = delivery.sequence;
    },
    next(now) {
      const found = firstWaiting(({ due }) => due <= now)?.delivery;
      return found && { id: found.id, sequence: found.sequence, bytes: found.body.length };
    },
    nextDue() {
      let soonest: number | undefined;
      for (const { isSent, due } of entries.values())
        if (!isSent && due < (soonest ?? Number.POSITIVE_INFINITY)) soonest = due;
      return soonest;
    },
    read: (id) => entries.get(id)?.delivery,
    send(id) {
      const entry = entries.get(id);
      if (entry) entry.isSent = true;
    },
    wait(id, toDue) {
      const entry = entries.get(id);
      if (!entry) return;
      entry.isSent = false;
      entry.due = toDue(entry.releases);
      entry.releases += 1;
    },
    restart(held) {
      for (const [id, entry] of entries) {
        entry.isSent = held.has(id);
        entry.due = 0;
      }
    },
    sent() {
      const sent = [...entries.values()].filter(({ isSent }) => isSent);
      return new Map(sent.map(({ delivery }) => [delivery.id, delivery.body.length]));
    },
    remove(id) {
      bytes -= entries.get(id)?.delivery.body.length ?? 0;
      entries.delete(id);
    },
    kept: () => ({ deliveries: entries.size, bytes }),
    lastSequence: () => last,
    close: () => entries.clear(),
  };
}
