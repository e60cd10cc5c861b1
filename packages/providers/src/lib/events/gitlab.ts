// Facts from https://docs.gitlab.com/user/project/integrations/webhook_events/, 2026-11-22.
import type { GitlabBuildPayload, GitlabDeploymentPayload, GitlabPipelinePayload } from './gitlab-ci.ts';
import type {
  GitlabCommit,
  GitlabProject,
  GitlabPushedCommit,
  GitlabRepository,
  GitlabUser,
} from './gitlab-common.ts';
import type { GitlabIssuePayload, GitlabMergeRequestPayload, GitlabNotePayload } from './gitlab-work.ts';

/** The body of `push` and of `tag_push`. */
export interface GitlabPushPayload<Kind extends 'push' | 'tag_push' = 'push'> {
  object_kind: Kind;
  event_name: Kind;
  /** The SHA before; zeros where the ref is new. */
  before: string;
  /** The SHA now; zeros where the ref is gone. */
  after: string;
  /** The full name: `refs/heads/main`, `refs/tags/v1.0.0`. */
  ref: string;
  ref_protected?: boolean;
  /** Null where the ref is gone. */
  checkout_sha: string | null;
  /** The message of an annotated tag. */
  message?: string | null;
  user_id: number;
  user_name: string;
  user_username: string;
  user_email?: string | null;
  user_avatar: string | null;
  project_id: number;
  project: GitlabProject;
  repository: GitlabRepository;
  /** The newest 20. */
  commits: GitlabPushedCommit[];
  total_commits_count: number;
  push_options?: Record<string, unknown>;
}

/** The body of `wiki_page`. */
export interface GitlabWikiPagePayload {
  object_kind: 'wiki_page';
  user: GitlabUser;
  project: GitlabProject;
  wiki: {
    web_url: string;
    git_ssh_url: string;
    git_http_url: string;
    path_with_namespace: string;
    default_branch: string;
  };
  object_attributes: {
    title: string;
    content: string;
    format: 'markdown' | 'rdoc' | 'asciidoc' | 'org';
    /** The commit's. */
    message: string;
    slug: string;
    url: string;
    action: 'create' | 'update' | 'delete';
    diff_url?: string;
    /** The commit's SHA. */
    version_id?: string;
  };
}

/** The body of `release`. Times are like `2020-11-02 12:55:12 UTC`. */
export interface GitlabReleasePayload {
  object_kind: 'release';
  id: number;
  action: 'create' | 'update' | 'delete';
  tag: string;
  name: string;
  description: string | null;
  created_at: string;
  released_at: string;
  url: string;
  project: GitlabProject;
  assets: {
    count: number;
    links: { id: number; name: string; url: string; link_type: string; external?: boolean }[];
    sources: { format: string; url: string }[];
  };
  commit: GitlabCommit;
}

/** The body of `milestone`. Times are like `2025-06-16 14:10:57 UTC`, dates like `2025-06-30`. */
export interface GitlabMilestonePayload {
  object_kind: 'milestone';
  event_type: 'milestone';
  action: 'create' | 'close' | 'reopen' | 'delete';
  project: GitlabProject;
  object_attributes: {
    id: number;
    iid: number;
    title: string;
    description: string | null;
    state: 'active' | 'closed';
    created_at: string;
    updated_at: string;
    due_date: string | null;
    start_date: string | null;
    group_id: number | null;
    project_id: number | null;
  };
}

/** The body of `feature_flag`: a flag was turned on or off. */
export interface GitlabFeatureFlagPayload {
  object_kind: 'feature_flag';
  project: GitlabProject;
  user: GitlabUser;
  user_url: string;
  object_attributes: { id: number; name: string; description: string | null; active: boolean };
}

/** GitLab's events, by `object_kind`. Those of groups that have none are not among them. */
export interface GitlabEvents {
  push: GitlabPushPayload;
  tag_push: GitlabPushPayload<'tag_push'>;
  issue: GitlabIssuePayload;
  work_item: GitlabIssuePayload<'work_item'>;
  note: GitlabNotePayload;
  merge_request: GitlabMergeRequestPayload;
  wiki_page: GitlabWikiPagePayload;
  pipeline: GitlabPipelinePayload;
  build: GitlabBuildPayload;
  deployment: GitlabDeploymentPayload;
  release: GitlabReleasePayload;
  milestone: GitlabMilestonePayload;
  feature_flag: GitlabFeatureFlagPayload;
}
