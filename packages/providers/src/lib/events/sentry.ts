// Facts from https://docs.sentry.io/organization/integrations/integration-platform/webhooks/ and https://github.com/getsentry/sentry-docs (docs/organization/integrations/integration-platform/webhooks), 2026-11-22.
import type { SentryErrorEvent, SentryIssue } from './sentry-issue.ts';

/** Who did it: Sentry itself, or one of its users. */
export interface SentryActor {
  readonly type: 'application' | 'user';
  /** `sentry`, or the user's number. */
  readonly id: string | number;
  readonly name: string;
}

/** The whole body of a delivery. What it is about stands in the `Sentry-Hook-Resource` header alone. */
export interface SentryPayload<Action extends string, Data> {
  readonly action: Action;
  readonly actor: SentryActor;
  readonly data: Data;
  /** The installation of the integration that receives it. */
  readonly installation: { readonly uuid: string };
}

/** A comment on an issue. */
export interface SentryComment {
  readonly comment: string;
  readonly comment_id: number;
  readonly issue_id: number;
  readonly project_slug: string;
  /** When it was created, updated or deleted: ISO 8601. */
  readonly timestamp: string;
}

/** An installation of a public integration. */
export interface SentryInstallation {
  readonly uuid: string;
  readonly status: string;
  readonly organization: { readonly slug: string };
  readonly app: { readonly uuid: string; readonly slug: string };
  /** Exchanged for a token. */
  readonly code: string;
}

/** One setting of an alert, as it was saved with Sentry. */
export interface SentryAlertSetting {
  readonly name: string;
  readonly value: unknown;
}

/** An issue alert. */
export interface SentryEventAlert {
  readonly event: SentryErrorEvent;
  /** The label of the rule. */
  readonly triggered_rule: string;
  /** Where the rule's action has a form of the integration. */
  readonly issue_alert?: { readonly title: string; readonly settings: readonly SentryAlertSetting[] };
}

/** The rule that a metric alert comes from. Times are ISO 8601. */
export interface SentryAlertRule {
  readonly id: string;
  readonly name: string;
  readonly organization_id: string;
  /** Slugs. */
  readonly projects: readonly string[];
  readonly include_all_projects: boolean;
  /** Such as `events`. */
  readonly dataset: string;
  /** Such as `count()`. */
  readonly aggregate: string;
  readonly query: string;
  readonly environment: string | null;
  /** In minutes. */
  readonly time_window: number;
  readonly resolution: number;
  readonly resolve_threshold: number | null;
  readonly threshold_type: number;
  readonly threshold_period: number;
  readonly status: number;
  readonly triggers: readonly {
    readonly actions?: readonly { readonly settings?: unknown }[];
  }[];
  readonly created_by: unknown;
  readonly date_created: string;
  readonly date_modified: string;
}

/** A metric alert. Times are ISO 8601. */
export interface SentryMetricAlert {
  readonly metric_alert: {
    readonly id: string;
    readonly identifier: string;
    readonly organization_id: string;
    /** Slugs. */
    readonly projects: readonly string[];
    readonly title: string;
    readonly type: number;
    readonly status: number;
    readonly status_method: number;
    readonly alert_rule: SentryAlertRule;
    readonly date_started: string;
    readonly date_detected: string;
    readonly date_created: string;
    readonly date_closed: string | null;
  };
  readonly description_title: string;
  readonly description_text: string;
  readonly web_url: string;
}

/** Sentry's events, by the `Sentry-Hook-Resource` header. */
export interface SentryEvents {
  issue: SentryPayload<
    'created' | 'resolved' | 'assigned' | 'archived' | 'unresolved',
    { readonly issue: SentryIssue }
  >;
  error: SentryPayload<'created', { readonly error: SentryErrorEvent }>;
  comment: SentryPayload<'created' | 'updated' | 'deleted', SentryComment>;
  installation: SentryPayload<'created' | 'deleted', { readonly installation: SentryInstallation }>;
  event_alert: SentryPayload<'triggered', SentryEventAlert>;
  metric_alert: SentryPayload<'critical' | 'warning' | 'resolved', SentryMetricAlert>;
}
