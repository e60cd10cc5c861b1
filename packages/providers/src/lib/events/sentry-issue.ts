// Facts from https://docs.sentry.io/organization/integrations/integration-platform/webhooks/issues/, https://docs.sentry.io/organization/integrations/integration-platform/webhooks/errors/ and https://github.com/getsentry/sentry-docs, 2026-11-22.

/** What Sentry took from an event to name its issue. */
export interface SentryMetadata {
  readonly type?: string;
  readonly value?: string;
  readonly filename?: string;
  readonly function?: string;
  readonly title?: string;
}

/** How an issue was resolved or archived. */
export interface SentryStatusDetails {
  readonly inRelease?: string;
  readonly inNextRelease?: boolean;
  readonly inCommit?: { readonly repository?: unknown; readonly commit?: unknown };
  /** In minutes. */
  readonly ignoreDuration?: number;
  readonly ignoreCount?: number;
  /** In minutes. */
  readonly ignoreWindow?: number;
  readonly ignoreUserCount?: number;
  /** In minutes. */
  readonly ignoreUserWindow?: number;
}

/** An issue. Times are ISO 8601. */
export interface SentryIssue {
  readonly id: string;
  /** Such as `FRONT-END-9`. */
  readonly shortId: string;
  readonly title: string;
  readonly culprit: string;
  readonly type: string;
  readonly level: string;
  readonly platform: string | null;
  readonly logger: string | null;
  readonly metadata: SentryMetadata;
  readonly status: 'resolved' | 'unresolved' | 'ignored';
  readonly substatus?:
    | 'archived_until_escalating'
    | 'archived_until_condition_met'
    | 'archived_forever'
    | 'escalating'
    | 'ongoing'
    | 'regressed'
    | 'new'
    | null;
  readonly statusDetails: SentryStatusDetails;
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly platform: string | null;
  };
  /** A user or a team. */
  readonly assignedTo: {
    readonly type: 'user' | 'team';
    readonly id: string;
    readonly name: string;
    readonly email?: string;
  } | null;
  /** A number in text. */
  readonly count: string;
  readonly userCount: number;
  readonly numComments: number;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly permalink: string | null;
  /** In Sentry's API. */
  readonly url?: string;
  /** In the browser. */
  readonly web_url?: string;
  /** In Sentry's API. */
  readonly project_url?: string;
  readonly shareId: string | null;
  readonly isBookmarked: boolean;
  readonly isPublic: boolean;
  readonly isSubscribed: boolean;
  readonly hasSeen: boolean;
  readonly annotations: readonly unknown[];
}

/** A frame of a stack; the oldest stands first. */
export interface SentryFrame {
  readonly function: string | null;
  readonly filename: string | null;
  readonly abs_path: string | null;
  readonly module: string | null;
  readonly lineno: number | null;
  readonly colno: number | null;
  readonly context_line: string | null;
  readonly pre_context: readonly (string | null)[] | null;
  readonly post_context: readonly (string | null)[] | null;
  readonly in_app: boolean | null;
}

/** An exception of an event. */
export interface SentryException {
  readonly type: string | null;
  readonly value: string | null;
  readonly module?: string | null;
  readonly mechanism?: {
    readonly type: string;
    readonly handled: boolean | null;
    readonly description?: string | null;
  } | null;
  readonly stacktrace?: { readonly frames: readonly SentryFrame[] } | null;
}

/** One occurrence of an error. */
export interface SentryErrorEvent {
  /** 32 digits of hexadecimal. */
  readonly event_id: string;
  readonly issue_id: string;
  /** In Sentry's API. */
  readonly issue_url: string;
  /** In Sentry's API. */
  readonly url: string;
  /** In the browser. */
  readonly web_url: string;
  readonly project: number;
  readonly title: string;
  readonly message: string;
  readonly culprit: string | null;
  readonly location?: string | null;
  readonly type: string;
  readonly level: string;
  readonly logger: string | null;
  readonly platform: string;
  readonly release: string | null;
  readonly dist: string | null;
  readonly environment?: string | null;
  readonly metadata: SentryMetadata;
  readonly exception?: { readonly values: readonly SentryException[] | null } | null;
  readonly fingerprint: readonly string[];
  readonly hashes?: readonly string[];
  /** Pairs of a key and a value. */
  readonly tags: readonly (readonly [string, string])[];
  /** What the SDK and the application added, by name. */
  readonly contexts?: Readonly<Record<string, unknown>> | null;
  /** Where the application told Sentry who its user is. */
  readonly user?: {
    readonly id?: string | null;
    readonly email?: string | null;
    readonly username?: string | null;
    readonly ip_address?: string | null;
  } | null;
  readonly request?: {
    readonly url: string | null;
    readonly method: string | null;
    readonly headers: readonly (readonly [string, string])[] | null;
    readonly query_string?: unknown;
    readonly data?: unknown;
  } | null;
  readonly sdk?: { readonly name: string; readonly version: string } | null;
  /** When it happened: ISO 8601. */
  readonly datetime: string;
  /** When it happened, in Unix seconds with a fraction. */
  readonly timestamp: number;
  /** When Sentry received it, in Unix seconds with a fraction. */
  readonly received: number;
  readonly key_id?: string;
  readonly version?: string;
}
