// Facts from https://linear.app/developers/webhooks and https://github.com/linear/linear (packages/sdk/src/schema.graphql), 2026-11-22.
import type {
  LinearCommentRef,
  LinearEntity,
  LinearExternalUserRef,
  LinearIssueRef,
  LinearLabelRef,
  LinearProjectRef,
  LinearStateRef,
  LinearTeamRef,
  LinearUserRef,
} from './linear-common.ts';

/** An issue. Times are ISO 8601. */
export interface LinearIssue extends LinearEntity {
  /** Such as `ENG-123`. */
  readonly identifier: string;
  readonly number: number;
  readonly title: string;
  /** Markdown. */
  readonly description?: string | null;
  readonly url: string;
  /** 0 is none, 1 is urgent, 4 is low. */
  readonly priority: number;
  readonly priorityLabel: string;
  readonly estimate?: number | null;
  /** A date. */
  readonly dueDate?: string | null;
  readonly sortOrder: number;
  readonly prioritySortOrder: number;
  readonly subIssueSortOrder?: number | null;
  readonly stateId: string;
  readonly state: LinearStateRef;
  readonly teamId: string;
  readonly team?: LinearTeamRef;
  readonly assigneeId?: string | null;
  readonly assignee?: LinearUserRef | null;
  readonly creatorId?: string | null;
  readonly creator?: LinearUserRef | null;
  readonly externalUserCreatorId?: string | null;
  readonly externalUserCreator?: LinearExternalUserRef | null;
  /** The app that works on it. */
  readonly delegateId?: string | null;
  readonly delegate?: LinearUserRef | null;
  readonly labelIds: readonly string[];
  readonly labels: readonly LinearLabelRef[];
  readonly subscriberIds: readonly string[];
  readonly parentId?: string | null;
  readonly cycleId?: string | null;
  readonly cycle?: {
    readonly id: string;
    readonly number: number;
    readonly name?: string | null;
    readonly startsAt: string;
    readonly endsAt: string;
  } | null;
  readonly projectId?: string | null;
  readonly project?: LinearProjectRef | null;
  readonly projectMilestoneId?: string | null;
  readonly projectMilestone?: {
    readonly id: string;
    readonly name: string;
    readonly targetDate?: string | null;
  } | null;
  /** Where it was moved between teams. */
  readonly previousIdentifiers: readonly string[];
  readonly sourceCommentId?: string | null;
  /** The service that it came from: `slack`, `github`, ... */
  readonly integrationSourceType?: string | null;
  readonly trashed?: boolean | null;
  readonly slaType?: string | null;
  readonly slaStartedAt?: string | null;
  readonly slaMediumRiskAt?: string | null;
  readonly slaHighRiskAt?: string | null;
  readonly slaBreachesAt?: string | null;
  readonly addedToTeamAt?: string | null;
  readonly addedToCycleAt?: string | null;
  readonly addedToProjectAt?: string | null;
  readonly startedTriageAt?: string | null;
  readonly triagedAt?: string | null;
  readonly snoozedUntilAt?: string | null;
  readonly startedAt?: string | null;
  readonly completedAt?: string | null;
  readonly canceledAt?: string | null;
  readonly autoClosedAt?: string | null;
  readonly autoArchivedAt?: string | null;
}

/** A comment on an issue, a document or an update. Times are ISO 8601. */
export interface LinearComment extends LinearEntity {
  /** Markdown. */
  readonly body: string;
  readonly userId?: string | null;
  readonly user?: LinearUserRef | null;
  readonly externalUserId?: string | null;
  readonly externalUser?: LinearExternalUserRef | null;
  readonly issueId?: string | null;
  readonly issue?: LinearIssueRef | null;
  readonly projectUpdateId?: string | null;
  readonly initiativeUpdateId?: string | null;
  readonly documentContentId?: string | null;
  readonly postId?: string | null;
  readonly parentId?: string | null;
  readonly parent?: LinearCommentRef | null;
  readonly quotedText?: string | null;
  readonly editedAt?: string | null;
  readonly resolvedAt?: string | null;
  readonly resolvingUserId?: string | null;
  readonly resolvingCommentId?: string | null;
}

/** A label of issues. */
export interface LinearIssueLabel extends LinearEntity {
  readonly name: string;
  /** `#` and six hexadecimal digits. */
  readonly color: string;
  readonly description?: string | null;
  readonly isGroup: boolean;
  readonly parentId?: string | null;
  readonly inheritedFromId?: string | null;
  /** None where it is the workspace's. */
  readonly teamId?: string | null;
  readonly creatorId?: string | null;
}

/** A reaction to a comment, an issue or an update. */
export interface LinearReaction extends LinearEntity {
  /** Its name. */
  readonly emoji: string;
  readonly userId?: string | null;
  readonly user?: LinearUserRef | null;
  readonly externalUserId?: string | null;
  readonly commentId?: string | null;
  readonly comment?: LinearCommentRef | null;
  readonly issueId?: string | null;
  readonly issue?: LinearIssueRef | null;
  readonly projectUpdateId?: string | null;
  readonly initiativeUpdateId?: string | null;
  readonly postId?: string | null;
}

/** An attachment of an issue. */
export interface LinearAttachment extends LinearEntity {
  readonly title: string;
  readonly subtitle?: string | null;
  /** One attachment of an issue has it. */
  readonly url: string;
  readonly issueId: string;
  readonly originalIssueId?: string | null;
  readonly sourceType?: string | null;
  readonly source?: Readonly<Record<string, unknown>> | null;
  /** What the application put on it. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly groupBySource: boolean;
  readonly creatorId?: string | null;
  readonly externalUserCreatorId?: string | null;
}
