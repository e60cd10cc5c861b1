import type { Generated } from 'kysely';
import type { Flag, Json, Time } from './column-types.ts';

/** What came of a delivery at the door. */
export type EventOutcome = 'verified' | 'duplicate' | 'rejected' | 'handshake';

/** One row for each delivery that came, or was reported by an application. */
export interface EventTable {
  /** The order of the log; goes up. */
  seq: Generated<number>;
  id: string;
  endpoint_id: string;
  provider: string;
  received_at: Time;
  method: string;
  /** Path and query as they arrived. */
  target: string;
  outcome: EventOutcome;
  /** The status that was answered. */
  status: number;
  /** Of WebhookError, where it was rejected. */
  code: string | null;
  /** Why it was rejected, and what to do. */
  hint: string | null;
  /** The provider's id of the event. */
  event_id: string | null;
  type: string | null;
  /** Which secret proved it. */
  secret_id: string | null;
  /** The first event of the same key, where this is a duplicate. */
  duplicate_of: string | null;
  /** `received` at an endpoint, `forwarded` by an application that has verified it, `reported` without its bytes, `test`. */
  source: 'received' | 'forwarded' | 'reported' | 'test';
  remote_address: string | null;
  content_type: string | null;
  /** Of the body. */
  bytes: number;
  /** How long the gateway took until it was answered. */
  milliseconds: number;
  /** Whether everything behind the commit has seen it: 0 until then. */
  routed: Flag;
}

/** What a list does not need. */
export interface ContentTable {
  seq: number;
  /** Pairs, as received and in order. */
  headers: Json;
  body: Uint8Array;
  /** Of the message, as an inbox keeps it: the proof, so that nothing needs to be verified twice. */
  proof: Json | null;
}

/** Recognises a second delivery of an event. */
export interface EventKeyTable {
  endpoint_id: string;
  /** A UUID that follows from the event's key. */
  key: string;
  event: string;
  seen_at: Time;
}

/** Counts of one minute, of one hour, or of all time. */
export interface MinuteTable {
  /** How many minutes it counts: 1, 60, or 0 for all time. */
  span: number;
  /** When it begins, in Unix minutes; 0 where it counts all time. */
  minute: number;
  /** What is counted: see `metrics/metric-names.ts`. */
  metric: string;
  /** An endpoint's or a destination's id, or `log`. */
  subject: string;
  count: number;
}
