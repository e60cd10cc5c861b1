// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads (deployment, deployment_status) and https://github.com/octokit/openapi-webhooks, 2026-11-22.
import type { GithubWorkflow } from './github-actions.ts';
import type { GithubApp, GithubRepositoryContext, GithubUser } from './github-common.ts';

/** A deployment. */
export interface GithubDeployment {
  id: number;
  node_id: string;
  url: string;
  sha: string;
  /** The branch, tag or SHA that was asked for. */
  ref: string;
  /** Such as `deploy`. */
  task: string;
  /** What the one who asked for it added. */
  payload: Record<string, unknown> | string | null;
  environment: string;
  original_environment: string;
  production_environment?: boolean;
  transient_environment?: boolean;
  description: string | null;
  creator: GithubUser | null;
  performed_via_github_app?: GithubApp | null;
  statuses_url: string;
  repository_url: string;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** The body of `deployment`. */
export interface GithubDeploymentPayload extends GithubRepositoryContext {
  action: 'created';
  deployment: GithubDeployment;
  workflow?: GithubWorkflow | null;
  workflow_run?: Record<string, unknown> | null;
}

/** The body of `deployment_status`. */
export interface GithubDeploymentStatusPayload extends GithubRepositoryContext {
  action: 'created';
  deployment: GithubDeployment;
  deployment_status: {
    id: number;
    node_id: string;
    url: string;
    state: 'error' | 'failure' | 'inactive' | 'in_progress' | 'pending' | 'queued' | 'success' | 'waiting';
    creator: GithubUser | null;
    description: string;
    environment: string;
    /** Where it can be seen, or empty. */
    environment_url?: string;
    log_url?: string;
    target_url: string;
    /** ISO 8601. */
    created_at: string;
    /** ISO 8601. */
    updated_at: string;
  };
  check_run?: Record<string, unknown> | null;
  workflow?: GithubWorkflow | null;
  workflow_run?: Record<string, unknown> | null;
}
