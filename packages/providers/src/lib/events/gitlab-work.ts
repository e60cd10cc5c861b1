// Facts from https://docs.gitlab.com/user/project/integrations/webhook_events/ (work item, comment and merge request events), 2026-11-22.
import type {
  GitlabAssignee,
  GitlabChanges,
  GitlabCommit,
  GitlabLabel,
  GitlabProject,
  GitlabRepository,
  GitlabUser,
} from './gitlab-common.ts';

/** An issue. Times are as GitLab writes them: ISO 8601, or `2013-12-03 17:15:43 UTC`. */
export interface GitlabIssue {
  id: number;
  /** The number in the project. */
  iid: number;
  title: string;
  description: string | null;
  state?: 'opened' | 'closed';
  /** 1 opened, 2 closed. */
  state_id?: number;
  author_id: number;
  /** The first of them alone: deprecated. */
  assignee_id: number | null;
  assignee_ids: number[];
  project_id: number;
  milestone_id: number | null;
  confidential?: boolean;
  discussion_locked?: boolean | null;
  /** `2013-12-31`. */
  due_date?: string | null;
  labels?: GitlabLabel[];
  /** Seconds. */
  time_estimate?: number;
  /** Seconds. */
  total_time_spent?: number;
  weight?: number | null;
  health_status?: string | null;
  severity?: string;
  /** `Issue`, `Incident`, `Task`, ... */
  type?: string;
  url?: string;
  created_at: string;
  updated_at: string;
  closed_at?: string | null;
  last_edited_at?: string | null;
}

/** The body of `issue`, and of `work_item`: tasks, incidents, epics and others. */
export interface GitlabIssuePayload<Kind extends 'issue' | 'work_item' = 'issue'> {
  object_kind: Kind;
  /** `issue`, or `confidential_issue`. */
  event_type: string;
  user: GitlabUser;
  project: GitlabProject;
  repository: GitlabRepository;
  /** `action` is missing where GitLab tells of no action, such as a test. */
  object_attributes: GitlabIssue & { action?: 'open' | 'close' | 'reopen' | 'update' };
  assignees?: GitlabAssignee[];
  assignee?: GitlabAssignee;
  labels?: GitlabLabel[];
  changes?: GitlabChanges;
}

/** A merge request. Times are as GitLab writes them: ISO 8601, or `2013-12-03 17:23:34 UTC`. */
export interface GitlabMergeRequest {
  id: number;
  /** The number in the project. */
  iid: number;
  title: string;
  description: string | null;
  state: 'opened' | 'closed' | 'locked' | 'merged';
  source_branch: string;
  target_branch: string;
  source_project_id: number;
  target_project_id: number;
  author_id: number;
  assignee_id: number | null;
  assignee_ids?: number[];
  reviewer_ids?: number[];
  milestone_id: number | null;
  draft?: boolean;
  work_in_progress?: boolean;
  /** Deprecated: see `detailed_merge_status`. */
  merge_status: string;
  /** `mergeable`, `checking`, `ci_still_running`, `conflict`, ... */
  detailed_merge_status?: string;
  merge_commit_sha?: string | null;
  merge_when_pipeline_succeeds?: boolean;
  blocking_discussions_resolved?: boolean;
  first_contribution?: boolean;
  head_pipeline_id?: number | null;
  last_commit?: GitlabCommit | null;
  labels?: GitlabLabel[];
  source?: Omit<GitlabProject, 'id'> & { id?: number };
  target?: Omit<GitlabProject, 'id'> & { id?: number };
  url?: string;
  created_at: string;
  updated_at: string;
}

/** The body of `merge_request`. */
export interface GitlabMergeRequestPayload {
  object_kind: 'merge_request';
  event_type: 'merge_request';
  user: GitlabUser;
  project: GitlabProject;
  repository: GitlabRepository;
  /** `approved` is by all who are required, `approval` by one. `oldrev` is there where code changed: the head before. */
  object_attributes: GitlabMergeRequest & {
    action?:
      | 'open'
      | 'close'
      | 'reopen'
      | 'update'
      | 'approved'
      | 'unapproved'
      | 'approval'
      | 'unapproval'
      | 'merge';
    oldrev?: string;
  };
  labels?: GitlabLabel[];
  changes?: GitlabChanges;
  assignees?: GitlabAssignee[];
  reviewers?: GitlabAssignee[];
}

/** A comment. */
export interface GitlabNote {
  id: number;
  /** The text, as Markdown. */
  note: string;
  noteable_type: 'Commit' | 'MergeRequest' | 'Issue' | 'Snippet' | 'Epic';
  /** The issue's, merge request's or snippet's `id`; null for a commit. */
  noteable_id: number | null;
  author_id: number;
  project_id: number | null;
  attachment: string | null;
  line_code: string | null;
  /** Empty where it is not about a commit. */
  commit_id: string | null;
  discussion_id?: string;
  /** Whether GitLab wrote it. */
  system: boolean;
  st_diff: Record<string, unknown> | null;
  position?: Record<string, unknown> | null;
  action?: 'create' | 'update';
  url: string;
  created_at: string;
  updated_at: string;
}

/** A snippet. */
export interface GitlabSnippet {
  id: number;
  title: string;
  description: string | null;
  content: string;
  author_id: number;
  project_id: number | null;
  file_name: string;
  type: string;
  visibility_level: number;
  url?: string;
  created_at: string;
  updated_at: string;
}

/** The body of `note`: what it is about stands under the name that fits `noteable_type`. */
export interface GitlabNotePayload {
  object_kind: 'note';
  event_type: 'note' | 'confidential_note';
  user: GitlabUser;
  project_id: number;
  project: GitlabProject;
  repository: GitlabRepository;
  object_attributes: GitlabNote;
  commit?: GitlabCommit;
  issue?: GitlabIssue;
  merge_request?: GitlabMergeRequest;
  snippet?: GitlabSnippet;
}
