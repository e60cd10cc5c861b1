// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads and https://github.com/octokit/openapi-webhooks, 2026-11-22.

/** A user, an organization as an owner, or a bot. */
export interface GithubUser {
  login: string;
  id: number;
  node_id: string;
  name?: string | null;
  email?: string | null;
  avatar_url: string;
  url: string;
  html_url: string;
  type: 'Bot' | 'User' | 'Organization' | 'Mannequin';
  site_admin: boolean;
}

/** An organization. */
export interface GithubOrganization {
  login: string;
  id: number;
  node_id: string;
  url: string;
  avatar_url: string;
  description: string | null;
}

/** An enterprise. */
export interface GithubEnterprise {
  id: number;
  node_id: string;
  name: string;
  slug: string;
  html_url: string;
}

/** A team. */
export interface GithubTeam {
  id: number;
  node_id: string;
  name: string;
  slug: string;
  description: string | null;
  privacy?: string;
  permission: string;
  url: string;
  html_url: string;
}

/** A GitHub App. */
export interface GithubApp {
  id: number;
  node_id: string;
  slug?: string;
  name: string;
  owner: GithubUser | GithubEnterprise | null;
  description: string | null;
  html_url: string;
  /** ISO 8601. */
  created_at: string | null;
  /** ISO 8601. */
  updated_at: string | null;
}

/** A repository. */
export interface GithubRepository {
  id: number;
  node_id: string;
  name: string;
  /** `owner/name`. */
  full_name: string;
  private: boolean;
  owner: GithubUser;
  html_url: string;
  description: string | null;
  fork: boolean;
  url: string;
  /** ISO 8601; in `push`, Unix seconds. */
  created_at: string | number | null;
  /** ISO 8601. */
  updated_at: string | null;
  /** ISO 8601; in `push`, Unix seconds. */
  pushed_at: string | number | null;
  git_url: string;
  ssh_url: string;
  clone_url: string;
  homepage: string | null;
  /** Kilobytes. */
  size: number;
  stargazers_count: number;
  watchers_count: number;
  forks_count: number;
  open_issues_count: number;
  language: string | null;
  has_issues: boolean;
  has_projects: boolean;
  has_wiki: boolean;
  has_pages: boolean;
  has_discussions?: boolean;
  archived: boolean;
  disabled?: boolean;
  license: { key: string; name: string; spdx_id: string | null; url: string | null } | null;
  topics?: string[];
  visibility?: 'public' | 'private' | 'internal';
  default_branch: string;
  is_template?: boolean;
  /** The values that an organization defines for its repositories. */
  custom_properties?: Record<string, string | string[] | null>;
}

/** A repository, as much as installations tell of it. */
export interface GithubRepositoryName {
  id: number;
  node_id: string;
  name: string;
  /** `owner/name`. */
  full_name: string;
  private: boolean;
}

/** What every event tells beside its own matter. */
export interface GithubContext {
  /** Who did it. */
  sender: GithubUser;
  organization?: GithubOrganization;
  enterprise?: GithubEnterprise;
  /** The installation it is sent to, where the endpoint is a GitHub App's. */
  installation?: { id: number; node_id: string };
}

/** The same, of events that happen in a repository. */
export interface GithubRepositoryContext extends GithubContext {
  repository: GithubRepository;
}

/** How somebody belongs to a repository. */
export type GithubAuthorAssociation =
  | 'COLLABORATOR'
  | 'CONTRIBUTOR'
  | 'FIRST_TIMER'
  | 'FIRST_TIME_CONTRIBUTOR'
  | 'MANNEQUIN'
  | 'MEMBER'
  | 'NONE'
  | 'OWNER';

/** A label. */
export interface GithubLabel {
  id: number;
  node_id: string;
  url: string;
  name: string;
  description: string | null;
  /** Six hexadecimal digits, without `#`. */
  color: string;
  default: boolean;
}

/** A milestone. */
export interface GithubMilestone {
  id: number;
  node_id: string;
  number: number;
  title: string;
  description: string | null;
  html_url: string;
  creator: GithubUser | null;
  open_issues: number;
  closed_issues: number;
  state: 'open' | 'closed';
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** ISO 8601. */
  due_on: string | null;
  /** ISO 8601. */
  closed_at: string | null;
}

/** How many reacted how. */
export interface GithubReactions {
  url: string;
  total_count: number;
  '+1': number;
  '-1': number;
  laugh: number;
  hooray: number;
  confused: number;
  heart: number;
  rocket: number;
  eyes: number;
}

/** Who wrote or committed something. */
export interface GithubCommitter {
  name: string;
  email: string | null;
  /** ISO 8601. */
  date?: string;
  /** The login, where the email belongs to an account. */
  username?: string;
}

/** The head commit, as runs and suites tell of it. */
export interface GithubHeadCommit {
  /** The commit's SHA. */
  id: string;
  tree_id: string;
  message: string;
  /** ISO 8601. */
  timestamp: string;
  author: GithubCommitter;
  committer: GithubCommitter;
}

/** What a text was before it was edited. */
export interface GithubChange<Value> {
  from: Value;
}
