// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads and https://github.com/octokit/openapi-webhooks, 2026-11-22.
import type {
  GithubCheckRunPayload,
  GithubCheckSuitePayload,
  GithubWorkflowJobPayload,
  GithubWorkflowRunPayload,
} from './github-actions.ts';
import type {
  GithubCommitter,
  GithubOrganization,
  GithubRepository,
  GithubRepositoryContext,
  GithubUser,
} from './github-common.ts';
import type { GithubDeploymentPayload, GithubDeploymentStatusPayload } from './github-deployment.ts';
import type {
  GithubInstallationPayload,
  GithubInstallationRepositoriesPayload,
} from './github-installation.ts';
import type { GithubIssueCommentPayload, GithubIssuesPayload } from './github-issue.ts';
import type { GithubPullRequestPayload } from './github-pull-request.ts';
import type {
  GithubForkPayload,
  GithubMemberPayload,
  GithubReleasePayload,
  GithubRepositoryPayload,
  GithubStarPayload,
  GithubWatchPayload,
} from './github-repository.ts';
import type { GithubReviewCommentPayload, GithubReviewPayload } from './github-review.ts';

/** A commit that was pushed. */
export interface GithubCommit {
  /** The commit's SHA. */
  id: string;
  tree_id: string;
  /** Whether it was in no push before. */
  distinct: boolean;
  message: string;
  /** ISO 8601. */
  timestamp: string;
  url: string;
  author: GithubCommitter;
  committer: GithubCommitter;
  /** Paths. */
  added?: string[];
  /** Paths. */
  modified?: string[];
  /** Paths. */
  removed?: string[];
}

/** The body of `push`. */
export interface GithubPushPayload extends GithubRepositoryContext {
  /** The full name: `refs/heads/main`, `refs/tags/v1.0.0`. */
  ref: string;
  /** The SHA before; zeros where the ref is new. */
  before: string;
  /** The SHA now; zeros where the ref is gone. */
  after: string;
  created: boolean;
  deleted: boolean;
  forced: boolean;
  base_ref: string | null;
  /** The comparison's URL. */
  compare: string;
  /** At most 2,048. */
  commits: GithubCommit[];
  /** Null where the ref is gone. */
  head_commit: GithubCommit | null;
  pusher: { name: string; email?: string | null; date?: string; username?: string };
}

/** The body of `ping`: the endpoint was made. */
export interface GithubPingPayload {
  zen: string;
  hook_id: number;
  hook: {
    /** `Repository`, `Organization` or `App`. */
    type: string;
    id: number;
    name: string;
    active: boolean;
    /** Where it is a GitHub App's. */
    app_id?: number;
    /** The events it is subscribed to; `*` is all. */
    events: string[];
    config: { url?: string; content_type?: string; insecure_ssl?: string | number; secret?: string };
    /** ISO 8601. */
    created_at: string;
    /** ISO 8601. */
    updated_at: string;
  };
  repository?: GithubRepository;
  organization?: GithubOrganization;
  sender?: GithubUser;
}

/** The body of `create`: a branch or a tag was made. */
export interface GithubCreatePayload extends GithubRepositoryContext {
  /** The short name: `main`. */
  ref: string;
  ref_type: 'branch' | 'tag';
  /** The default branch. */
  master_branch: string;
  description: string | null;
  pusher_type: string;
}

/** The body of `delete`: a branch or a tag was deleted. */
export interface GithubDeletePayload extends GithubRepositoryContext {
  /** The short name: `main`. */
  ref: string;
  ref_type: 'branch' | 'tag';
  pusher_type: string;
}

/** The body of `status`: a commit's status was set. */
export interface GithubStatusPayload extends GithubRepositoryContext {
  id: number;
  sha: string;
  /** The repository, as `owner/name`. */
  name: string;
  /** What was looked at, such as `ci/build`. */
  context: string;
  state: 'error' | 'failure' | 'pending' | 'success';
  description: string | null;
  target_url: string | null;
  avatar_url?: string | null;
  commit: {
    sha: string;
    node_id: string;
    url: string;
    html_url: string;
    commit: { message: string; author: GithubCommitter; committer: GithubCommitter } & Record<
      string,
      unknown
    >;
    author: GithubUser | null;
    committer: GithubUser | null;
    parents: { sha: string; url: string; html_url: string }[];
  };
  /** Those whose head it is; at most ten. */
  branches: { name: string; commit: { sha: string | null; url: string | null }; protected: boolean }[];
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** GitHub's events, by the `X-GitHub-Event` header. What happened stands in `action`, where there is one. */
export interface GithubEvents {
  check_run: GithubCheckRunPayload;
  check_suite: GithubCheckSuitePayload;
  create: GithubCreatePayload;
  delete: GithubDeletePayload;
  deployment: GithubDeploymentPayload;
  deployment_status: GithubDeploymentStatusPayload;
  fork: GithubForkPayload;
  installation: GithubInstallationPayload;
  installation_repositories: GithubInstallationRepositoriesPayload;
  issue_comment: GithubIssueCommentPayload;
  issues: GithubIssuesPayload;
  member: GithubMemberPayload;
  ping: GithubPingPayload;
  pull_request: GithubPullRequestPayload;
  pull_request_review: GithubReviewPayload;
  pull_request_review_comment: GithubReviewCommentPayload;
  push: GithubPushPayload;
  release: GithubReleasePayload;
  repository: GithubRepositoryPayload;
  star: GithubStarPayload;
  status: GithubStatusPayload;
  watch: GithubWatchPayload;
  workflow_job: GithubWorkflowJobPayload;
  workflow_run: GithubWorkflowRunPayload;
}
