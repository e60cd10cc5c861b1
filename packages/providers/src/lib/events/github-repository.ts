// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads (release, repository, star, watch, fork, member, ...) and https://github.com/octokit/openapi-webhooks, 2026-11-22.
import type {
  GithubChange,
  GithubOrganization,
  GithubReactions,
  GithubRepository,
  GithubRepositoryContext,
  GithubUser,
} from './github-common.ts';

/** A file of a release. */
export interface GithubReleaseAsset {
  id: number;
  node_id: string;
  name: string;
  label: string | null;
  state: 'uploaded';
  content_type: string;
  /** Bytes. */
  size: number;
  download_count: number;
  url: string;
  browser_download_url: string;
  uploader?: GithubUser | null;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** A release. */
export interface GithubRelease {
  id: number;
  node_id: string;
  tag_name: string;
  target_commitish: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  author: GithubUser | null;
  assets: GithubReleaseAsset[];
  url: string;
  html_url: string;
  assets_url: string;
  upload_url: string;
  tarball_url: string | null;
  zipball_url: string | null;
  discussion_url?: string;
  reactions?: GithubReactions;
  /** ISO 8601. */
  created_at: string | null;
  /** ISO 8601; null while it is a draft. */
  published_at: string | null;
}

/** What every `release` event has. */
export interface GithubReleaseEvent<Action extends string> extends GithubRepositoryContext {
  action: Action;
  release: GithubRelease;
}

/** A release that was edited. */
export interface GithubReleaseEdited extends GithubReleaseEvent<'edited'> {
  changes: {
    body?: GithubChange<string>;
    name?: GithubChange<string>;
    tag_name?: GithubChange<string>;
    make_latest?: { to: boolean };
  };
}

/** The body of `release`. Narrow it by `action`. */
export type GithubReleasePayload =
  | GithubReleaseEvent<'created' | 'deleted' | 'prereleased' | 'published' | 'released' | 'unpublished'>
  | GithubReleaseEdited;

/** What every `repository` event has. */
export interface GithubRepositoryEvent<Action extends string> extends GithubRepositoryContext {
  action: Action;
}

/** A repository whose settings were edited. */
export interface GithubRepositoryEdited extends GithubRepositoryEvent<'edited'> {
  changes: {
    default_branch?: GithubChange<string>;
    description?: GithubChange<string | null>;
    homepage?: GithubChange<string | null>;
    topics?: { from?: string[] | null };
  };
}

/** A repository that was renamed. */
export interface GithubRepositoryRenamed extends GithubRepositoryEvent<'renamed'> {
  changes: { repository: { name: GithubChange<string> } };
}

/** A repository that was transferred to another owner. */
export interface GithubRepositoryTransferred extends GithubRepositoryEvent<'transferred'> {
  changes: { owner: { from: { organization?: GithubOrganization; user?: GithubUser | null } } };
}

/** The body of `repository`. Narrow it by `action`. */
export type GithubRepositoryPayload =
  | GithubRepositoryEvent<'archived' | 'created' | 'deleted' | 'privatized' | 'publicized' | 'unarchived'>
  | GithubRepositoryEdited
  | GithubRepositoryRenamed
  | GithubRepositoryTransferred;

/** The body of `star`. */
export type GithubStarPayload =
  | (GithubRepositoryContext & { action: 'created'; /** ISO 8601. */ starred_at: string })
  | (GithubRepositoryContext & { action: 'deleted'; starred_at: null });

/** The body of `watch`: somebody starred the repository. */
export interface GithubWatchPayload extends GithubRepositoryContext {
  action: 'started';
}

/** The body of `fork`. */
export interface GithubForkPayload extends GithubRepositoryContext {
  /** The new repository. */
  forkee: GithubRepository;
}

/** What every `member` event has. */
export interface GithubMemberEvent<Action extends string> extends GithubRepositoryContext {
  action: Action;
  member: GithubUser | null;
}

/** A collaborator who was added. */
export interface GithubMemberAdded extends GithubMemberEvent<'added'> {
  changes?: { permission?: { to: string }; role_name?: { to: string } };
}

/** A collaborator whose permission was edited. */
export interface GithubMemberEdited extends GithubMemberEvent<'edited'> {
  changes: {
    old_permission?: GithubChange<string>;
    permission?: { from?: string | null; to?: string | null };
  };
}

/** The body of `member`. Narrow it by `action`. */
export type GithubMemberPayload = GithubMemberEvent<'removed'> | GithubMemberAdded | GithubMemberEdited;
