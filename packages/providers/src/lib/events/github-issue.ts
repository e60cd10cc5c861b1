// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads (issues, issue_comment) and https://github.com/octokit/openapi-webhooks, 2026-11-22.
import type {
  GithubApp,
  GithubAuthorAssociation,
  GithubChange,
  GithubLabel,
  GithubMilestone,
  GithubReactions,
  GithubRepository,
  GithubRepositoryContext,
  GithubUser,
} from './github-common.ts';

/** An issue; in `issue_comment`, perhaps a pull request. */
export interface GithubIssue {
  id: number;
  node_id: string;
  number: number;
  title: string;
  url: string;
  html_url: string;
  /** Null where the account is gone. */
  user: GithubUser | null;
  labels?: GithubLabel[];
  state?: 'open' | 'closed';
  state_reason?: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
  locked?: boolean;
  active_lock_reason: 'resolved' | 'off-topic' | 'too heated' | 'spam' | null;
  assignee?: GithubUser | null;
  assignees: (GithubUser | null)[];
  milestone: GithubMilestone | null;
  /** How many. */
  comments: number;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** ISO 8601. */
  closed_at: string | null;
  author_association: GithubAuthorAssociation;
  draft?: boolean;
  performed_via_github_app?: GithubApp | null;
  /** There where the issue is a pull request. `merged_at` is ISO 8601. */
  pull_request?: {
    url?: string;
    html_url?: string;
    diff_url?: string;
    patch_url?: string;
    merged_at?: string | null;
  };
  body: string | null;
  reactions?: GithubReactions;
  type?: GithubIssueType | null;
}

/** The kind of an issue, as an organization defines it. */
export interface GithubIssueType {
  id: number;
  node_id: string;
  name: string;
  description: string | null;
  color?: string | null;
}

/** A comment on an issue or a pull request. */
export interface GithubIssueComment {
  id: number;
  node_id: string;
  url: string;
  html_url: string;
  issue_url: string;
  /** Null where the account is gone. */
  user: GithubUser | null;
  body: string;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  author_association: GithubAuthorAssociation;
  performed_via_github_app?: GithubApp | null;
  reactions: GithubReactions;
}

/** What every `issues` event has. */
export interface GithubIssueEvent<Action extends string> extends GithubRepositoryContext {
  action: Action;
  issue: GithubIssue;
}

/** An issue that was opened; `changes` where it was transferred here. */
export interface GithubIssueOpened extends GithubIssueEvent<'opened'> {
  changes?: { old_issue: GithubIssue | null; old_repository: GithubRepository };
}

/** An issue whose title or body was edited. */
export interface GithubIssueEdited extends GithubIssueEvent<'edited'> {
  changes: { title?: GithubChange<string>; body?: GithubChange<string> };
}

/** An issue that was assigned to somebody, or no longer is. */
export interface GithubIssueAssigned extends GithubIssueEvent<'assigned' | 'unassigned'> {
  assignee?: GithubUser | null;
}

/** An issue that got or lost a label. */
export interface GithubIssueLabeled extends GithubIssueEvent<'labeled' | 'unlabeled'> {
  label?: GithubLabel;
}

/** An issue that got or lost its milestone. */
export interface GithubIssueMilestoned extends GithubIssueEvent<'milestoned' | 'demilestoned'> {
  milestone?: GithubMilestone;
}

/** An issue that was transferred to another repository. */
export interface GithubIssueTransferred extends GithubIssueEvent<'transferred'> {
  changes: { new_issue: GithubIssue; new_repository: GithubRepository };
}

/** An issue that got or lost its type. */
export interface GithubIssueTyped extends GithubIssueEvent<'typed' | 'untyped'> {
  type: GithubIssueType | null;
}

/** An issue one of whose fields got or lost its value. */
export interface GithubIssueField extends GithubIssueEvent<'field_added' | 'field_removed'> {
  issue_field: { id: number; name: string; field_type: string };
  issue_field_value?: Record<string, unknown>;
}

/** The body of `issues`. Narrow it by `action`. */
export type GithubIssuesPayload =
  | GithubIssueEvent<'closed' | 'reopened' | 'deleted' | 'locked' | 'unlocked' | 'pinned' | 'unpinned'>
  | GithubIssueOpened
  | GithubIssueEdited
  | GithubIssueAssigned
  | GithubIssueLabeled
  | GithubIssueMilestoned
  | GithubIssueTransferred
  | GithubIssueTyped
  | GithubIssueField;

/** What every `issue_comment` event has. */
export interface GithubIssueCommentEvent<Action extends string> extends GithubRepositoryContext {
  action: Action;
  /** A pull request where it has `pull_request`. */
  issue: GithubIssue;
  comment: GithubIssueComment;
}

/** A comment that was edited. */
export interface GithubIssueCommentEdited extends GithubIssueCommentEvent<'edited'> {
  changes: { body?: GithubChange<string> };
}

/** The body of `issue_comment`. Narrow it by `action`. */
export type GithubIssueCommentPayload =
  | GithubIssueCommentEvent<'created' | 'deleted' | 'pinned' | 'unpinned'>
  | GithubIssueCommentEdited;
