// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads (workflow_run, workflow_job, check_run, check_suite) and https://github.com/octokit/openapi-webhooks, 2026-11-22.
import type {
  GithubApp,
  GithubHeadCommit,
  GithubRepositoryContext,
  GithubRepositoryName,
  GithubUser,
} from './github-common.ts';

/** How a run, a job or a check ended. */
export type GithubConclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'stale'
  | 'startup_failure';

/** A pull request, as runs and checks name it. */
export interface GithubPullRequestName {
  id: number;
  number: number;
  url: string;
  head: { ref: string; sha: string; repo: { id: number; name: string; url: string } };
  base: { ref: string; sha: string; repo: { id: number; name: string; url: string } };
}

/** A workflow. */
export interface GithubWorkflow {
  id: number;
  node_id: string;
  name: string;
  /** The file, such as `.github/workflows/ci.yml`. */
  path: string;
  state: string;
  url: string;
  html_url: string;
  badge_url: string;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** A run of a workflow. */
export interface GithubWorkflowRun {
  id: number;
  node_id: string;
  name: string | null;
  display_title?: string;
  path: string;
  workflow_id: number;
  run_number: number;
  /** 1 at the first. */
  run_attempt: number;
  /** What started it, such as `push`. */
  event: string;
  status: 'requested' | 'in_progress' | 'completed' | 'queued' | 'pending' | 'waiting';
  /** Null until it is completed. */
  conclusion: GithubConclusion | null;
  head_branch: string | null;
  head_sha: string;
  head_commit: GithubHeadCommit;
  head_repository: GithubRepositoryName & { fork: boolean; html_url: string; owner: GithubUser | null };
  check_suite_id: number;
  actor: GithubUser | null;
  triggering_actor: GithubUser | null;
  /** Empty where the head is a fork's. */
  pull_requests: (GithubPullRequestName | null)[];
  url: string;
  html_url: string;
  jobs_url: string;
  logs_url: string;
  artifacts_url: string;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** ISO 8601. */
  run_started_at: string;
}

/** The body of `workflow_run`. */
export interface GithubWorkflowRunPayload extends GithubRepositoryContext {
  action: 'requested' | 'in_progress' | 'completed';
  workflow: GithubWorkflow | null;
  workflow_run: GithubWorkflowRun;
}

/** A step of a job. Times are ISO 8601. */
export interface GithubWorkflowStep {
  name: string;
  number: number;
  status: 'queued' | 'in_progress' | 'completed' | 'pending';
  conclusion: 'success' | 'failure' | 'skipped' | 'cancelled' | null;
  started_at: string | null;
  completed_at: string | null;
}

/** A job of a run. */
export interface GithubWorkflowJob {
  id: number;
  node_id: string;
  run_id: number;
  run_attempt: number;
  name: string;
  workflow_name: string | null;
  status: 'queued' | 'in_progress' | 'completed' | 'waiting';
  /** Null until it is completed. */
  conclusion: GithubConclusion | null;
  head_branch: string | null;
  head_sha: string;
  /** The runner's, such as `ubuntu-latest`. */
  labels: string[];
  runner_id: number | null;
  runner_name: string | null;
  runner_group_id: number | null;
  runner_group_name: string | null;
  steps: GithubWorkflowStep[];
  url: string;
  html_url: string;
  run_url: string;
  check_run_url: string;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  started_at: string;
  /** ISO 8601. */
  completed_at: string | null;
}

/** The body of `workflow_job`. */
export interface GithubWorkflowJobPayload extends GithubRepositoryContext {
  action: 'queued' | 'waiting' | 'in_progress' | 'completed';
  workflow_job: GithubWorkflowJob;
  deployment?: Record<string, unknown>;
}

/** A check. */
export interface GithubCheckRun {
  id: number;
  node_id?: string;
  name: string;
  head_sha: string;
  /** What the app that made it calls it. */
  external_id: string;
  status: 'queued' | 'in_progress' | 'completed' | 'pending' | 'waiting';
  /** Null until it is completed. */
  conclusion: GithubConclusion | null;
  output: { title: string | null; summary: string | null; text: string | null; annotations_count: number };
  check_suite: { id?: number; head_branch?: string | null; head_sha?: string } | null;
  app: GithubApp | null;
  pull_requests: GithubPullRequestName[];
  url: string;
  html_url: string | null;
  details_url?: string | null;
  /** ISO 8601. */
  started_at: string | null;
  /** ISO 8601. */
  completed_at: string | null;
}

/** The body of `check_run`. */
export interface GithubCheckRunPayload extends GithubRepositoryContext {
  action: 'created' | 'completed' | 'rerequested' | 'requested_action';
  check_run: GithubCheckRun;
  /** With `requested_action`: the button that was pressed. */
  requested_action?: { identifier?: string };
}

/** The checks of one app for one commit. */
export interface GithubCheckSuite {
  id: number;
  node_id: string;
  head_branch: string | null;
  head_sha: string;
  head_commit: GithubHeadCommit;
  status: 'requested' | 'in_progress' | 'completed' | 'queued' | 'pending' | null;
  /** Null until it is completed. */
  conclusion: GithubConclusion | null;
  before: string | null;
  after: string | null;
  app: GithubApp;
  pull_requests: GithubPullRequestName[];
  latest_check_runs_count: number;
  check_runs_url: string;
  url: string;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** The body of `check_suite`. */
export interface GithubCheckSuitePayload extends GithubRepositoryContext {
  action: 'requested' | 'rerequested' | 'completed';
  check_suite: GithubCheckSuite;
}
