// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads (pull_request_review, pull_request_review_comment) and https://github.com/octokit/openapi-webhooks, 2026-11-22.
import type {
  GithubAuthorAssociation,
  GithubChange,
  GithubReactions,
  GithubRepositoryContext,
  GithubUser,
} from './github-common.ts';
import type { GithubSimplePullRequest } from './github-pull-request.ts';

/** A review of a pull request. */
export interface GithubReview {
  id: number;
  node_id: string;
  /** Null where the account is gone. */
  user: GithubUser | null;
  body: string | null;
  /** The commit that was reviewed. */
  commit_id: string;
  /** Lower case here; the REST API says the same in upper case. */
  state: 'commented' | 'changes_requested' | 'approved' | 'dismissed';
  html_url: string;
  pull_request_url: string;
  author_association: GithubAuthorAssociation;
  /** ISO 8601. */
  submitted_at: string | null;
}

/** A comment on a line or a file of a pull request. */
export interface GithubReviewComment {
  id: number;
  node_id: string;
  pull_request_review_id: number | null;
  url: string;
  html_url: string;
  pull_request_url: string;
  /** Null where the account is gone. */
  user: GithubUser | null;
  body: string;
  diff_hunk: string;
  path: string;
  /** The last line it is about; null where it is outdated. */
  line: number | null;
  original_line: number | null;
  /** The first line it is about, where there are several. */
  start_line: number | null;
  original_start_line: number | null;
  side: 'LEFT' | 'RIGHT';
  start_side: 'LEFT' | 'RIGHT' | null;
  subject_type?: 'line' | 'file';
  /** Null where it is outdated. */
  position: number | null;
  original_position?: number | null;
  commit_id: string;
  original_commit_id: string;
  in_reply_to_id?: number;
  author_association: GithubAuthorAssociation;
  reactions: GithubReactions;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** What every `pull_request_review` event has. */
export interface GithubReviewEvent<Action extends string> extends GithubRepositoryContext {
  action: Action;
  pull_request: GithubSimplePullRequest;
  review: GithubReview;
}

/** A review that was edited. */
export interface GithubReviewEdited extends GithubReviewEvent<'edited'> {
  changes: { body?: GithubChange<string> };
}

/** The body of `pull_request_review`. Narrow it by `action`. */
export type GithubReviewPayload = GithubReviewEvent<'submitted' | 'dismissed'> | GithubReviewEdited;

/** What every `pull_request_review_comment` event has. */
export interface GithubReviewCommentEvent<Action extends string> extends GithubRepositoryContext {
  action: Action;
  pull_request: GithubSimplePullRequest;
  comment: GithubReviewComment;
}

/** A review's comment that was edited. */
export interface GithubReviewCommentEdited extends GithubReviewCommentEvent<'edited'> {
  changes: { body?: GithubChange<string> };
}

/** The body of `pull_request_review_comment`. Narrow it by `action`. */
export type GithubReviewCommentPayload =
  | GithubReviewCommentEvent<'created' | 'deleted'>
  | GithubReviewCommentEdited;
