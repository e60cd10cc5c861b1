// Facts from https://docs.gitlab.com/user/project/integrations/webhook_events/, 2026-11-22.

/** A user. */
export interface GitlabUser {
  id: number;
  name: string;
  username: string;
  avatar_url: string | null;
  /** `[REDACTED]` where the user shows none. */
  email?: string;
}

/** A user, as assignees and reviewers tell of it. */
export interface GitlabAssignee {
  id?: number;
  name: string;
  username: string;
  avatar_url: string | null;
}

/** A project. */
export interface GitlabProject {
  id: number;
  name: string;
  description: string | null;
  web_url: string;
  avatar_url: string | null;
  git_ssh_url: string;
  git_http_url: string;
  /** The namespace's name. */
  namespace: string;
  /** 0 private, 10 internal, 20 public. */
  visibility_level: 0 | 10 | 20;
  /** `group/project`. */
  path_with_namespace: string;
  default_branch: string | null;
  ci_config_path?: string | null;
  homepage?: string;
  url?: string;
  ssh_url?: string;
  http_url?: string;
}

/** A project's repository, in the older form beside `project`. */
export interface GitlabRepository {
  name: string;
  url?: string;
  description: string | null;
  homepage: string;
  git_http_url?: string;
  git_ssh_url?: string;
  visibility_level?: number;
}

/** A commit. */
export interface GitlabCommit {
  /** The commit's SHA. */
  id: string;
  message: string;
  title?: string;
  /** ISO 8601. */
  timestamp: string;
  url: string;
  author: { name: string; email: string };
}

/** A commit that was pushed, and its files. */
export interface GitlabPushedCommit extends GitlabCommit {
  /** Paths. */
  added: string[];
  /** Paths. */
  modified: string[];
  /** Paths. */
  removed: string[];
}

/** A label. */
export interface GitlabLabel {
  id: number;
  title: string;
  /** `#` and six hexadecimal digits. */
  color: string;
  project_id: number | null;
  group_id: number | null;
  description: string | null;
  template: boolean;
  type: 'ProjectLabel' | 'GroupLabel';
  created_at: string;
  updated_at: string;
}

/** What a value was, and is. */
export interface GitlabChange<Value = unknown> {
  previous: Value | null;
  current: Value | null;
}

/** The changes of an update, by attribute. */
export interface GitlabChanges {
  title?: GitlabChange<string>;
  description?: GitlabChange<string>;
  labels?: GitlabChange<GitlabLabel[]>;
  assignees?: GitlabChange<GitlabAssignee[]>;
  reviewers?: GitlabChange<GitlabAssignee[]>;
  state_id?: GitlabChange<number>;
  draft?: GitlabChange<boolean>;
  target_branch?: GitlabChange<string>;
  milestone_id?: GitlabChange<number>;
  updated_at?: GitlabChange<string>;
  updated_by_id?: GitlabChange<number>;
}

/** A runner. */
export interface GitlabRunner {
  id: number;
  description: string;
  active: boolean;
  runner_type: 'instance_type' | 'group_type' | 'project_type';
  is_shared: boolean;
  tags: string[];
}

/** The pipeline that started this one. */
export interface GitlabSourcePipeline {
  project: { id: number; web_url: string; path_with_namespace: string };
  pipeline_id: number;
  job_id: number;
}
