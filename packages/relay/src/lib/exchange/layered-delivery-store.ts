import type { DeliveryStore } from './delivery-store.ts';

/**
 * Keeps what is new in one store, and works off what is left in another: what was stored before the relay's mode was
 * changed is delivered too.
 *
 * @param first - takes what is new
 * @param second - has what is left
 * @returns both as one
 */
export function layeredDeliveryStore(first: DeliveryStore, second: DeliveryStore): DeliveryStore {
  return {
    add: first.add,
    next: (now) => second.next(now) ?? first.next(now),
    nextDue() {
      const dues = [first.nextDue(), second.nextDue()].filter((due) => due !== undefined);
      return dues.length ? Math.min(...dues) : undefined;
    },
    read: (id) => first.read(id) ?? second.read(id),
    send(id) {
      first.send(id);
      second.send(id);
    },
    wait(id, toDue) {
      first.wait(id, toDue);
      second.wait(id, toDue);
    },
    restart(held) {
      first.restart(held);
      second.restart(held);
    },
    sent: () => new Map([...first.sent(), ...second.sent()]),
    remove(id) {
      first.remove(id);
      second.remove(id);
    },
    kept() {
      const [one, two] = [first.kept(), second.kept()];
      return { deliveries: one.deliveries + two.deliveries, bytes: one.bytes + two.bytes };
    },
    lastSequence: () => Math.max(first.lastSequence(), second.lastSequence()),
    close() {
      first.close();
      second.close();
    },
  };
}
