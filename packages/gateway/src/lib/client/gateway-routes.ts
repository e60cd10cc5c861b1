import type { ConfigPlan } from '../api/config-schemas.ts';
import type { Reported, Taken } from '../api/report-schemas.ts';
import type { FilledConfig } from '../config/gateway-config.ts';
import type { z } from 'zod';
import type {
  AuditEntry,
  CreatedToken,
  NewToken,
  NewUser,
  SessionState,
  Token,
  User,
  UserChange,
} from '../api/access-schemas.ts';
import type { alertQuerySchema, AlertView } from '../api/alert-schemas.ts';
import type { Page, pageQuery } from '../api/answers.ts';
import type { Bulk, BulkPlan, BulkQuery } from '../api/bulk-schemas.ts';
import type {
  ChannelChange,
  ChannelView,
  CreatedChannel,
  NewChannel,
  TestResult,
} from '../api/channel-schemas.ts';
import type {
  Connection,
  ConnectionChange,
  FilterQuestion,
  FilterTest,
  NewConnection,
} from '../api/connection-schemas.ts';
import type {
  Destination,
  DestinationChange,
  DestinationTest,
  MadeDestination,
  NewDestination,
} from '../api/destination-schemas.ts';
import type {
  Endpoint,
  EndpointChange,
  NewEndpoint,
  NewSecret,
  Secret,
  TestDelivery,
} from '../api/endpoint-schemas.ts';
import type {
  EventDetail,
  EventHistogram,
  eventHistogramQuery,
  EventPage,
  eventPageQuery,
  Verification,
} from '../api/event-schemas.ts';
import type { Forward, ForwardDetail, ForwardState, ReplayRequest } from '../api/forward-schemas.ts';
import type { issueQuerySchema, IssueView } from '../api/issue-schemas.ts';
import type { Overview, OverviewQuery } from '../api/metric-schemas.ts';
import type { ProviderEntry } from '../api/provider-schemas.ts';
import type {
  DigestPreview,
  NewRule,
  RuleChange,
  RulePreview,
  RuleTest,
  RuleView,
} from '../api/rule-schemas.ts';
import type {
  GatewayChoices,
  GatewayChoicesChange,
  RetentionPlan,
  RetentionQuestion,
} from '../api/setting-schemas.ts';
import type { Tunnel } from '../api/tunnel-schemas.ts';

/** What a route takes, and what it answers. */
interface Route {
  readonly path?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly answer: unknown;
}

/** What a route takes. */
export type Asked<Of extends Route> = Omit<Of, 'answer'>;

/** `/{id}` */
interface Id {
  readonly path: { readonly id: string };
}

/** `/{id}/secrets/{secretId}` */
interface SecretId {
  readonly path: { readonly id: string; readonly secretId: string };
}

/** What of a query may be said. */
interface Query<Schema extends z.ZodType, More = unknown> {
  readonly query?: Partial<z.output<Schema>> & More;
}

/** Which forwards. */
interface ForwardFilter {
  readonly state?: ForwardState;
  readonly destination?: string;
  readonly endpoint?: string;
  readonly type?: string;
}

/** Which connections. */
interface ConnectionFilter {
  readonly endpoint?: string;
  readonly destination?: string;
}

/** Every route of the API for a token, by its method and path, as the OpenAPI document names them. */
export interface GatewayRoutes {
  'GET /session': { answer: SessionState };
  'GET /users': { answer: { items: User[] } };
  'POST /users': { body: NewUser; answer: User };
  'PATCH /users/{id}': Id & { body: UserChange; answer: User };
  'DELETE /users/{id}': Id & { answer: undefined };
  'GET /tokens': { answer: { items: Token[] } };
  'POST /tokens': { body: NewToken; answer: CreatedToken };
  'DELETE /tokens/{id}': Id & { answer: undefined };
  'GET /audit': Query<typeof pageQuery> & { answer: Page<AuditEntry> };
  'GET /settings': { answer: GatewayChoices };
  'GET /settings/retention-plan': { query?: RetentionQuestion; answer: RetentionPlan };
  'PATCH /settings': { body: GatewayChoicesChange; answer: GatewayChoices };
  'GET /providers': { answer: { items: ProviderEntry[] } };
  'GET /endpoints': Query<typeof pageQuery> & { answer: Page<Endpoint> };
  'POST /endpoints': { body: NewEndpoint; answer: Endpoint };
  'GET /endpoints/{id}': Id & { answer: Endpoint };
  'PATCH /endpoints/{id}': Id & { body: EndpointChange; answer: Endpoint };
  'DELETE /endpoints/{id}': Id & { answer: undefined };
  'POST /endpoints/{id}/test': Id & { body: { type?: string }; answer: TestDelivery };
  'POST /endpoints/{id}/secrets': Id & { body: NewSecret; answer: Secret };
  'PATCH /endpoints/{id}/secrets/{secretId}': SecretId & {
    body: { expiresAt: number | null };
    answer: Secret;
  };
  'DELETE /endpoints/{id}/secrets/{secretId}': SecretId & { answer: undefined };
  'GET /events': Query<typeof eventPageQuery> & { answer: EventPage };
  'GET /events/histogram': Query<typeof eventHistogramQuery> & { answer: EventHistogram };
  'GET /events/{id}': Id & { answer: EventDetail };
  'GET /events/{id}/body': Id & { answer: Uint8Array };
  'GET /events/{id}/curl': Id & { answer: string };
  'POST /events/{id}/verify': Id & { answer: Verification };
  'POST /events/{id}/replay': Id & { body: ReplayRequest; answer: { forwardIds: readonly string[] } };
  'GET /forwards': Query<typeof pageQuery, ForwardFilter> & { answer: Page<Forward> };
  'GET /forwards/{id}': Id & { answer: ForwardDetail };
  'POST /forwards/{id}/retry': Id & { answer: Forward };
  'POST /forwards/{id}/cancel': Id & { answer: Forward };
  'GET /destinations': Query<typeof pageQuery> & { answer: Page<Destination> };
  'POST /destinations': { body: NewDestination; answer: MadeDestination };
  'GET /destinations/{id}': Id & { answer: Destination };
  'PATCH /destinations/{id}': Id & { body: DestinationChange; answer: Destination };
  'DELETE /destinations/{id}': Id & { answer: undefined };
  'POST /destinations/{id}/pause': Id & { answer: Destination };
  'POST /destinations/{id}/resume': Id & { answer: Destination };
  'POST /destinations/{id}/test': Id & { answer: DestinationTest };
  'POST /destinations/{id}/signing-secret': Id & { answer: { signingSecret: string } };
  'POST /destinations/{id}/token': Id & { answer: { token: string } };
  'GET /connections': Query<typeof pageQuery, ConnectionFilter> & { answer: Page<Connection> };
  'POST /connections': { body: NewConnection; answer: Connection };
  'GET /connections/{id}': Id & { answer: Connection };
  'PATCH /connections/{id}': Id & { body: ConnectionChange; answer: Connection };
  'DELETE /connections/{id}': Id & { answer: undefined };
  'POST /filters/test': { body: FilterQuestion; answer: FilterTest };
  'GET /bulk-retries': Query<typeof pageQuery> & { answer: Page<Bulk> };
  'POST /bulk-retries': { body: { query: BulkQuery }; answer: Bulk };
  'POST /bulk-retries/plan': { body: { query: BulkQuery }; answer: BulkPlan };
  'GET /bulk-retries/{id}': Id & { answer: Bulk };
  'POST /bulk-retries/{id}/cancel': Id & { answer: Bulk };
  'GET /channels': { answer: { items: ChannelView[]; next: null } };
  'POST /channels': { body: NewChannel; answer: CreatedChannel };
  'GET /channels/{id}': Id & { answer: ChannelView };
  'PATCH /channels/{id}': Id & { body: ChannelChange; answer: ChannelView };
  'DELETE /channels/{id}': Id & { answer: undefined };
  'POST /channels/{id}/test': Id & { answer: TestResult };
  'GET /rules': { answer: { items: RuleView[]; next: null } };
  'POST /rules': { body: NewRule; answer: RuleView };
  'POST /rules/preview': { body: { rule: Record<string, unknown> }; answer: RulePreview };
  'GET /rules/{id}': Id & { answer: RuleView };
  'PATCH /rules/{id}': Id & { body: RuleChange; answer: RuleView };
  'DELETE /rules/{id}': Id & { answer: undefined };
  'POST /rules/{id}/test': Id & { answer: RuleTest };
  'GET /rules/{id}/digest': Id & { answer: DigestPreview };
  'GET /alerts': Query<typeof alertQuerySchema> & { answer: Page<AlertView> };
  'POST /sends/{id}/retry': Id & { answer: undefined };
  'GET /issues': Query<typeof issueQuerySchema> & { answer: Page<IssueView> };
  'POST /issues/{id}/acknowledge': Id & { answer: IssueView };
  'POST /issues/{id}/ignore': Id & { answer: IssueView };
  'POST /issues/{id}/resolve': Id & { answer: IssueView };
  'GET /metrics/overview': { readonly query?: OverviewQuery } & { answer: Overview };
  'POST /reports/{endpointId}': {
    path: { endpointId: string };
    body: { reports: Reported[] };
    answer: Taken;
  };
  'PUT /config': {
    query?: { dryRun?: 'true' | 'false' | undefined };
    body: FilledConfig;
    answer: ConfigPlan;
  };
  'GET /tunnels': { answer: { items: Tunnel[] } };
}
