import type { Insertable, Selectable } from 'kysely';
import type { EndpointTable, SecretTable } from './endpoint-tables.ts';
import type { ContentTable, EventKeyTable, EventTable, MinuteTable } from './event-tables.ts';
import type {
  AttemptTable,
  BulkRetryTable,
  ConnectionTable,
  DestinationTable,
  ForwardTable,
} from './forward-tables.ts';
import type { AlertTable, ChannelTable, IssueTable, RuleTable, SendTable } from './alert-tables.ts';
import type {
  AuditTable,
  KeptAnswerTable,
  SessionTable,
  SettingTable,
  TokenTable,
  UserTable,
} from './access-tables.ts';

/** Every table. */
export interface Database {
  endpoints: EndpointTable;
  secrets: SecretTable;
  events: EventTable;
  contents: ContentTable;
  event_keys: EventKeyTable;
  destinations: DestinationTable;
  connections: ConnectionTable;
  forwards: ForwardTable;
  attempts: AttemptTable;
  channels: ChannelTable;
  rules: RuleTable;
  alerts: AlertTable;
  sends: SendTable;
  issues: IssueTable;
  bulk_retries: BulkRetryTable;
  users: UserTable;
  sessions: SessionTable;
  tokens: TokenTable;
  audit: AuditTable;
  settings: SettingTable;
  kept_answers: KeptAnswerTable;
  minutes: MinuteTable;
}

/** A row as it is read. */
export type Row<Table extends keyof Database> = Selectable<Database[Table]>;
/** A row as it is written. */
export type NewRow<Table extends keyof Database> = Insertable<Database[Table]>;
