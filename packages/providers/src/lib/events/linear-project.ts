// Facts from https://linear.app/developers/webhooks and https://github.com/linear/linear (packages/sdk/src/schema.graphql), 2026-11-22.
import type {
  LinearEntity,
  LinearIssueRef,
  LinearProjectRef,
  LinearStateRef,
  LinearUserRef,
} from './linear-common.ts';

/** A project. Times are ISO 8601. */
export interface LinearProject extends LinearEntity {
  readonly name: string;
  readonly description: string;
  /** Markdown. */
  readonly content?: string | null;
  readonly slugId: string;
  readonly url: string;
  readonly color: string;
  readonly icon?: string | null;
  /** 0 is none, 1 is urgent, 4 is low. */
  readonly priority: number;
  readonly sortOrder: number;
  readonly prioritySortOrder: number;
  readonly statusId: string;
  readonly status?: LinearStateRef | null;
  /** `onTrack`, `atRisk`, `offTrack`. */
  readonly health?: string | null;
  readonly healthUpdatedAt?: string | null;
  readonly leadId?: string | null;
  readonly lead?: LinearUserRef | null;
  readonly creatorId?: string | null;
  readonly memberIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly labelIds: readonly string[];
  readonly initiatives?: readonly { readonly id: string; readonly name: string }[];
  readonly milestones?: readonly {
    readonly id: string;
    readonly name: string;
    readonly targetDate?: string | null;
  }[];
  /** A date. */
  readonly startDate?: string | null;
  /** `month`, `quarter`, `halfYear`, `year`. */
  readonly startDateResolution?: string | null;
  /** A date. */
  readonly targetDate?: string | null;
  readonly targetDateResolution?: string | null;
  readonly startedAt?: string | null;
  readonly completedAt?: string | null;
  readonly canceledAt?: string | null;
  readonly autoArchivedAt?: string | null;
  readonly trashed?: boolean | null;
  readonly convertedFromIssueId?: string | null;
  readonly lastUpdateId?: string | null;
  /** After each week, as are the other histories. */
  readonly issueCountHistory: readonly number[];
  readonly completedIssueCountHistory: readonly number[];
  readonly scopeHistory: readonly number[];
  readonly completedScopeHistory: readonly number[];
  readonly inProgressScopeHistory: readonly number[];
}

/** What was written on the state of a project. Times are ISO 8601. */
export interface LinearProjectUpdate extends LinearEntity {
  /** Markdown. */
  readonly body: string;
  /** `onTrack`, `atRisk`, `offTrack`. */
  readonly health: string;
  readonly slugId: string;
  readonly url?: string | null;
  readonly projectId: string;
  readonly project: LinearProjectRef;
  readonly userId: string;
  readonly user: LinearUserRef;
  readonly editedAt?: string | null;
}

/** A cycle of a team. Times are ISO 8601. */
export interface LinearCycle extends LinearEntity {
  readonly number: number;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly teamId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly completedAt?: string | null;
  readonly autoArchivedAt?: string | null;
  readonly inheritedFromId?: string | null;
  readonly uncompletedIssuesUponCloseIds: readonly string[];
  /** After each day, as are the other histories. */
  readonly issueCountHistory: readonly number[];
  readonly completedIssueCountHistory: readonly number[];
  readonly scopeHistory: readonly number[];
  readonly completedScopeHistory: readonly number[];
  readonly inProgressScopeHistory: readonly number[];
}

/** A document. Times are ISO 8601. */
export interface LinearDocument extends LinearEntity {
  readonly title: string;
  /** Markdown. */
  readonly content?: string | null;
  readonly description?: string | null;
  readonly slugId: string;
  readonly icon?: string | null;
  readonly color?: string | null;
  readonly sortOrder: number;
  readonly projectId?: string | null;
  readonly initiativeId?: string | null;
  readonly resourceFolderId?: string | null;
  readonly creatorId?: string | null;
  readonly updatedById?: string | null;
  readonly subscriberIds?: readonly string[];
  readonly hiddenAt?: string | null;
  readonly trashed?: boolean | null;
}

/** What a customer asked for. */
export interface LinearCustomerNeed extends LinearEntity {
  /** Markdown. */
  readonly body?: string | null;
  readonly priority: number;
  readonly customerId?: string | null;
  readonly customer?: {
    readonly id: string;
    readonly name: string;
    readonly domains: readonly string[];
    readonly externalIds: readonly string[];
  } | null;
  readonly issueId?: string | null;
  readonly issue?: LinearIssueRef | null;
  readonly originalIssueId?: string | null;
  readonly projectId?: string | null;
  readonly project?: LinearProjectRef | null;
  readonly commentId?: string | null;
  readonly attachmentId?: string | null;
  readonly projectAttachmentId?: string | null;
  readonly creatorId?: string | null;
}
