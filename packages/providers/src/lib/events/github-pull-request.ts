// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads (pull_request) and https://github.com/octokit/openapi-webhooks, 2026-11-22.
import type {
  GithubAuthorAssociation,
  GithubChange,
  GithubLabel,
  GithubMilestone,
  GithubRepository,
  GithubRepositoryContext,
  GithubTeam,
  GithubUser,
} from './github-common.ts';

/** One end of a pull request. */
export interface GithubBranch<Repository = GithubRepository> {
  /** `owner:branch`. */
  label: string;
  /** The branch's name. */
  ref: string;
  sha: string;
  user: GithubUser | null;
  repo: Repository;
}

/** A pull request, as reviews tell of it. */
export interface GithubSimplePullRequest {
  id: number;
  node_id: string;
  number: number;
  title: string;
  url: string;
  html_url: string;
  diff_url: string;
  patch_url: string;
  issue_url: string;
  state: 'open' | 'closed';
  locked: boolean;
  active_lock_reason?: string | null;
  /** Null where the account is gone. */
  user: GithubUser | null;
  body: string | null;
  labels: GithubLabel[];
  milestone: GithubMilestone | null;
  assignee: GithubUser | null;
  assignees?: (GithubUser | null)[];
  requested_reviewers?: (GithubUser | GithubTeam | null)[];
  requested_teams?: GithubTeam[];
  draft?: boolean;
  /** Where it comes from. The repository is null where it is gone. */
  head: GithubBranch<GithubRepository | null>;
  /** Where it goes to. */
  base: GithubBranch;
  /** The merge's commit, or of an open pull request that of a trial merge. */
  merge_commit_sha: string | null;
  author_association: GithubAuthorAssociation;
  auto_merge?: {
    enabled_by: GithubUser | null;
    merge_method: 'merge' | 'squash' | 'rebase';
    commit_title: string | null;
    commit_message: string | null;
  } | null;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** ISO 8601. */
  closed_at: string | null;
  /** ISO 8601. */
  merged_at: string | null;
}

/** A pull request. */
export interface GithubPullRequest extends GithubSimplePullRequest {
  /** With action `closed`, says whether it was merged. */
  merged: boolean | null;
  /** Null while it is being found out. */
  mergeable: boolean | null;
  rebaseable?: boolean | null;
  mergeable_state: string;
  merged_by: GithubUser | null;
  /** How many. */
  comments: number;
  /** How many. */
  review_comments: number;
  /** How many. */
  commits: number;
  /** Lines. */
  additions: number;
  /** Lines. */
  deletions: number;
  /** How many. */
  changed_files: number;
  maintainer_can_modify: boolean;
}

/** What every `pull_request` event has. */
export interface GithubPullRequestEvent<Action extends string> extends GithubRepositoryContext {
  action: Action;
  /** The pull request's. */
  number: number;
  pull_request: GithubPullRequest;
}

/** A pull request whose head branch got commits. */
export interface GithubPullRequestSynchronized extends GithubPullRequestEvent<'synchronize'> {
  /** The head's SHA before. */
  before: string;
  /** The head's SHA now. */
  after: string;
}

/** A pull request whose title, body or base was edited. */
export interface GithubPullRequestEdited extends GithubPullRequestEvent<'edited'> {
  changes: {
    title?: GithubChange<string>;
    body?: GithubChange<string | null>;
    base?: { ref: GithubChange<string>; sha: GithubChange<string> };
  };
}

/** A pull request that was assigned to somebody, or no longer is. */
export interface GithubPullRequestAssigned extends GithubPullRequestEvent<'assigned' | 'unassigned'> {
  assignee?: GithubUser | null;
}

/** A pull request that got or lost a label. */
export interface GithubPullRequestLabeled extends GithubPullRequestEvent<'labeled' | 'unlabeled'> {
  label?: GithubLabel;
}

/** A pull request that got or lost its milestone. */
export interface GithubPullRequestMilestoned extends GithubPullRequestEvent<'milestoned' | 'demilestoned'> {
  milestone?: GithubMilestone;
}

/** A pull request whose review was asked for, of a user or of a team, or no longer is. */
export interface GithubPullRequestReviewRequested extends GithubPullRequestEvent<
  'review_requested' | 'review_request_removed'
> {
  requested_reviewer?: GithubUser | null;
  requested_team?: GithubTeam;
}

/** A pull request that left the merge queue, or whose automatic merge was turned on or off. */
export interface GithubPullRequestQueued extends GithubPullRequestEvent<
  'dequeued' | 'auto_merge_enabled' | 'auto_merge_disabled'
> {
  reason?: string;
}

/** The body of `pull_request`. Narrow it by `action`. */
export type GithubPullRequestPayload =
  | GithubPullRequestEvent<
      | 'opened'
      | 'closed'
      | 'reopened'
      | 'ready_for_review'
      | 'converted_to_draft'
      | 'enqueued'
      | 'locked'
      | 'unlocked'
      | 'stacked'
    >
  | GithubPullRequestSynchronized
  | GithubPullRequestEdited
  | GithubPullRequestAssigned
  | GithubPullRequestLabeled
  | GithubPullRequestMilestoned
  | GithubPullRequestReviewRequested
  | GithubPullRequestQueued;
