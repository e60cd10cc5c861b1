// Facts from https://docs.gitlab.com/user/project/integrations/webhook_events/ (pipeline, job and deployment events), 2026-11-22.
import type {
  GitlabCommit,
  GitlabProject,
  GitlabRepository,
  GitlabRunner,
  GitlabSourcePipeline,
  GitlabUser,
} from './gitlab-common.ts';

/** The state of a pipeline or a job. */
export type GitlabStatus =
  | 'created'
  | 'waiting_for_resource'
  | 'preparing'
  | 'waiting_for_callback'
  | 'pending'
  | 'running'
  | 'success'
  | 'failed'
  | 'canceling'
  | 'canceled'
  | 'skipped'
  | 'manual'
  | 'scheduled';

/** A job of a pipeline. Times are like `2016-08-12 15:23:28 UTC`. */
export interface GitlabPipelineJob {
  id: number;
  stage: string;
  name: string;
  status: GitlabStatus;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  /** Seconds. */
  duration: number | null;
  /** Seconds. */
  queued_duration: number | null;
  failure_reason: string | null;
  when: string;
  manual: boolean;
  allow_failure: boolean;
  user: GitlabUser;
  runner: GitlabRunner | null;
  /** `size` is in bytes. */
  artifacts_file: { filename: string | null; size: number | null };
  environment: { name: string; action: string | null; deployment_tier: string | null } | null;
}

/** The body of `pipeline`. Times are like `2016-08-12 15:23:28 UTC`. */
export interface GitlabPipelinePayload {
  object_kind: 'pipeline';
  object_attributes: {
    id: number;
    /** The number in the project. */
    iid?: number;
    name?: string | null;
    /** The branch's or tag's name. */
    ref: string;
    tag: boolean;
    sha: string;
    before_sha: string;
    /** What started it: `push`, `web`, `schedule`, `merge_request_event`, ... */
    source: string;
    status: GitlabStatus;
    detailed_status?: string;
    stages: string[];
    created_at: string;
    finished_at: string | null;
    /** Seconds. */
    duration: number | null;
    /** Seconds. */
    queued_duration?: number | null;
    variables: { key: string; value: string }[];
    url?: string;
  };
  /** Where it is a merge request's. */
  merge_request?: {
    id: number;
    iid: number;
    title: string;
    source_branch: string;
    source_project_id: number;
    target_branch: string;
    target_project_id: number;
    state: string;
    merge_status: string;
    detailed_merge_status?: string;
    url: string;
  } | null;
  user: GitlabUser;
  project: GitlabProject;
  commit: GitlabCommit;
  source_pipeline?: GitlabSourcePipeline;
  builds: GitlabPipelineJob[];
}

/** The body of `build`: a job's state changed. Times are like `2021-02-23T02:41:37.886Z`. */
export interface GitlabBuildPayload {
  object_kind: 'build';
  /** The branch's or tag's name. */
  ref: string;
  tag: boolean;
  before_sha: string;
  sha: string;
  build_id: number;
  build_name: string;
  build_stage: string;
  build_status: GitlabStatus;
  build_created_at: string;
  build_started_at: string | null;
  build_finished_at: string | null;
  /** Seconds. */
  build_duration: number | null;
  /** Seconds. */
  build_queued_duration: number | null;
  build_allow_failure: boolean;
  /** `unknown_failure` where there is none to tell. */
  build_failure_reason: string | null;
  retries_count?: number;
  pipeline_id: number;
  project_id: number;
  project_name: string;
  user: { id: number; name: string; username?: string; email: string; avatar_url: string | null };
  /** `id` is the pipeline's. */
  commit: {
    id: number;
    name?: string | null;
    sha: string;
    message: string;
    author_name: string;
    author_email: string;
    author_url?: string;
    status: GitlabStatus;
    /** Seconds. */
    duration: number | null;
    started_at: string | null;
    finished_at: string | null;
  };
  repository: GitlabRepository;
  project: GitlabProject;
  runner: GitlabRunner | null;
  environment: { name: string; action: string | null; deployment_tier: string | null } | null;
  source_pipeline?: GitlabSourcePipeline;
}

/** The body of `deployment`. */
export interface GitlabDeploymentPayload {
  object_kind: 'deployment';
  status: 'created' | 'running' | 'success' | 'failed' | 'canceled' | 'skipped' | 'blocked';
  /** Like `2021-04-28 21:50:00 +0200`. */
  status_changed_at: string;
  deployment_id: number;
  /** The job's id. */
  deployable_id: number | null;
  deployable_url: string | null;
  environment: string;
  environment_tier?: string;
  environment_slug: string;
  environment_external_url: string | null;
  project: GitlabProject;
  short_sha: string;
  ref?: string;
  user: GitlabUser | null;
  user_url: string | null;
  commit_url: string;
  commit_title: string;
}
