import type { Flag, Json, Time } from './column-types.ts';
import type { LeasedColumns } from './forward-tables.ts';

export interface ChannelTable {
  id: string;
  name: string;
  kind: 'slack' | 'discord' | 'email' | 'pagerduty' | 'teams' | 'webhook';
  config: Uint8Array;
  label: string;
  /** Who gets a send of their own, such as each address of an email, as JSON; empty where there is one receiver. */
  targets: Json;
  state: 'active' | 'broken';
  broken_reason: string | null;
  /** Since when others know that it is broken, until they know that it works again. */
  told_broken_at: Time | null;
  /** How far ahead of its rate it is: the next send is allowed soon before this time, in every process. */
  free_at: Time;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

export interface RuleTable {
  id: string;
  name: string;
  enabled: Flag;
  /** The whole rule as `@hooklatch/alerts` reads it. */
  rule: Json;
  /** Ids, as JSON. */
  channels: Json;
  /** What a rule remembers between events: throttle windows, silence, the last digest's boundary. */
  state: Json | null;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

/** The outbox: one row for each rule and cause. */
export interface AlertTable {
  id: string;
  rule_id: string;
  /** Of what it is about: the event, the window, the failure. One row for each rule and key. */
  key: string;
  event: string | null;
  kind: string;
  /** What is said, as JSON. */
  message: Json;
  created_at: Time;
}

/** An alert on its way to one channel. */
export interface SendTable extends LeasedColumns {
  id: string;
  alert_id: string;
  channel_id: string;
  /** Which of the channel's targets; empty where it has none. */
  target: string;
  /** Of the alert. */
  kind: string;
  /** `summed` is told in another alert, and ends as that one does. */
  state: 'queued' | 'leased' | 'summed' | 'sent' | 'dead';
  /** The alert that tells of this one too. */
  told_in: string | null;
  /** What the channel said. */
  last_error: string | null;
  last_status: number | null;
  /** How long the last try took. */
  milliseconds: number | null;
  created_at: Time;
  settled_at: Time | null;
}

/** What goes wrong with a destination, and since when. */
export interface IssueTable {
  id: string;
  destination_id: string;
  /** A status or an error's code. */
  cause: string;
  /** `counting` is not said yet, and not shown. */
  state: 'counting' | 'open' | 'acknowledged' | 'ignored' | 'resolved';
  first_at: Time;
  last_at: Time;
  count: number;
  /** Successes since the last failure. */
  successes: number;
  notified_at: Time | null;
  resolved_at: Time | null;
  /** How often it came back right after it was resolved. */
  flaps: number;
  /** What each rule knows of it, by the rule's id, as JSON. */
  rules: Json;
}
