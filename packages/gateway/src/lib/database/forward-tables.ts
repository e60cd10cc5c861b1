import type { Generated } from 'kysely';
import type { Flag, Json, Time } from './column-types.ts';

export interface DestinationTable {
  id: string;
  name: string;
  kind: 'http' | 'listen' | 'bullmq' | 'pg-boss' | 'sqs' | 'qstash';
  /** Encrypted JSON: url, headers, signing secret, connection. */
  config: Uint8Array;
  /** What may be shown of it, such as the URL without credentials. */
  label: string;
  timeout_ms: number;
  /** Seconds after each failure, as JSON; null is the documented schedule. */
  schedule: Json | null;
  rate_per_second: number | null;
  /** How far its rate is spent, over all processes of a PostgreSQL, in Unix microseconds. (0) */
  rate_spent_until: Generated<number>;
  concurrency: number;
  state: 'active' | 'paused' | 'broken';
  consecutive_failures: number;
  /** Of the first failure in the row. */
  failing_since: Time | null;
  /** When one that is broken is tried again. */
  probe_at: Time | null;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

export interface ConnectionTable {
  id: string;
  endpoint_id: string;
  destination_id: string;
  /** In the filter language, as it was written; null lets everything pass. */
  filter: Json | null;
  enabled: Flag;
  created_at: Time;
}

/** What a row that a worker takes has. */
export interface LeasedColumns {
  due_at: Time;
  /** Held by a worker until `lease_until`, under this token. */
  lease_token: string | null;
  lease_until: Time | null;
  /** Counted when it was taken. */
  attempts: number;
}

/** One event on its way to one destination. */
export interface ForwardTable extends LeasedColumns {
  id: string;
  event: string;
  event_seq: number;
  endpoint_id: string;
  connection_id: string;
  destination_id: string;
  /** 0, or which replay of the event it belongs to. */
  replay: number;
  state: 'queued' | 'leased' | 'delivered' | 'dead' | 'cancelled';
  /** Attempts of earlier lives: the schedule begins anew behind them. */
  spent: number;
  /** What made it due: its schedule, an operator, a bulk retry. */
  trigger: 'automatic' | 'manual' | 'bulk';
  last_status: number | null;
  last_error: string | null;
  created_at: Time;
  settled_at: Time | null;
}

export interface AttemptTable {
  id: string;
  forward_id: string;
  number: number;
  trigger: 'automatic' | 'manual' | 'bulk';
  started_at: Time;
  milliseconds: number;
  status: number | null;
  /** A stable code where there was no answer, such as `timeout`, `refused`, `private_address`. */
  error_code: string | null;
  error: string | null;
  target: string;
  response_headers: Json | null;
  /** At most 64 KiB. */
  response_body: Uint8Array | null;
}

export interface BulkRetryTable {
  id: string;
  /** Which forwards, as JSON. */
  query: Json;
  state: 'running' | 'done' | 'cancelled';
  estimate: number;
  done: number;
  /** The id of the last forward that was looked at. */
  cursor: string | null;
  created_by: string;
  created_at: Time;
  settled_at: Time | null;
}
