import { randomBytes } from 'node:crypto';
import type { Bus } from '../bus.ts';

/** The header that tells a test delivery of the gateway's own from all others; it is not kept. */
export const testHeader = 'hooklatch-gateway-test';

/** What the rest of the process needs to know of a door that is open. */
export interface RunningDoor {
  /** Where it listens: `http://127.0.0.1:4401`. */
  readonly url: string;
  /** Test deliveries that are on their way, and what is told which event one has become. */
  readonly tests: Map<string, (event: string) => void>;
}

const doors = new WeakMap<Bus, RunningDoor>();

/** Makes a door known to the parts that share its bus. */
export function announceDoor(bus: Bus, url: string): RunningDoor {
  const door: RunningDoor = { url, tests: new Map() };
  doors.set(bus, door);
  return door;
}

/** The door of a process, once it is open. */
export function doorOf(bus: Bus): RunningDoor | undefined {
  return doors.get(bus);
}

/** What a test delivery is recognised by: random, and good for one. */
export function expectTest(door: RunningDoor): {
  readonly token: string;
  readonly event: () => string | undefined;
} {
  const token = randomBytes(16).toString('hex');
  let found: string | undefined;
  door.tests.set(token, (event) => {
    found = event;
  });
  return { token, event: () => found };
}
