// Facts from https://linear.app/developers/webhooks and https://github.com/linear/linear (packages/sdk/src/webhooks/types.ts, packages/sdk/src/schema.graphql), 2026-11-22.
import type { LinearActor, LinearUser } from './linear-common.ts';
import type {
  LinearAttachment,
  LinearComment,
  LinearIssue,
  LinearIssueLabel,
  LinearReaction,
} from './linear-issue.ts';
import type {
  LinearCustomerNeed,
  LinearCycle,
  LinearDocument,
  LinearProject,
  LinearProjectUpdate,
} from './linear-project.ts';

/** What all bodies have. */
export interface LinearPayloadBase<Type extends string> {
  readonly type: Type;
  readonly organizationId: string;
  /** When it was made: ISO 8601. */
  readonly createdAt: string;
  readonly webhookId: string;
  /** When it was sent, in Unix milliseconds. */
  readonly webhookTimestamp: number;
}

/** The whole body of a delivery that tells of a change of an object. */
export interface LinearPayload<Type extends string, Data> extends LinearPayloadBase<Type> {
  readonly action: 'create' | 'update' | 'remove';
  readonly actor?: LinearActor | null;
  readonly data: Data;
  /** What the fields that have changed were, where `action` is `update`. */
  readonly updatedFrom?: Partial<Data> | null;
  readonly url?: string | null;
}

/** An issue that has to be done in time, and when it is late. */
export interface LinearIssueSlaPayload extends LinearPayloadBase<'IssueSLA'> {
  /** `set`, `highRisk`, `breached`. */
  readonly action: string;
  readonly actor?: LinearActor | null;
  readonly issueData: LinearIssue;
  readonly url?: string | null;
}

/** A workspace that has taken its authorization back from the application. */
export interface LinearOAuthAppPayload extends LinearPayloadBase<'OAuthApp'> {
  /** `revoked`. */
  readonly action: string;
  readonly oauthClientId: string;
}

/** Linear's events, by type: what happened to the object is the payload's `action`. */
export interface LinearEvents {
  Issue: LinearPayload<'Issue', LinearIssue>;
  Comment: LinearPayload<'Comment', LinearComment>;
  IssueLabel: LinearPayload<'IssueLabel', LinearIssueLabel>;
  Reaction: LinearPayload<'Reaction', LinearReaction>;
  Attachment: LinearPayload<'Attachment', LinearAttachment>;
  Project: LinearPayload<'Project', LinearProject>;
  ProjectUpdate: LinearPayload<'ProjectUpdate', LinearProjectUpdate>;
  Cycle: LinearPayload<'Cycle', LinearCycle>;
  Document: LinearPayload<'Document', LinearDocument>;
  CustomerNeed: LinearPayload<'CustomerNeed', LinearCustomerNeed>;
  User: LinearPayload<'User', LinearUser>;
  IssueSLA: LinearIssueSlaPayload;
  OAuthApp: LinearOAuthAppPayload;
}
