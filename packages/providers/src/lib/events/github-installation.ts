// Facts from https://docs.github.com/en/webhooks/webhook-events-and-payloads (installation, installation_repositories) and https://github.com/octokit/openapi-webhooks, 2026-11-22.
import type {
  GithubEnterprise,
  GithubOrganization,
  GithubRepositoryName,
  GithubUser,
} from './github-common.ts';

/** An installation of a GitHub App. */
export interface GithubInstallation {
  id: number;
  /** Where it is installed; an enterprise has no `login`. */
  account: GithubUser | GithubEnterprise | null;
  repository_selection: 'all' | 'selected';
  access_tokens_url: string;
  repositories_url: string;
  html_url: string;
  app_id: number;
  app_slug?: string;
  client_id?: string;
  target_id: number;
  /** `User`, `Organization` or `Enterprise`. */
  target_type: string;
  /** By name, such as `contents`. */
  permissions: Record<string, 'read' | 'write' | 'admin'>;
  /** The events it is subscribed to. */
  events: string[];
  single_file_name: string | null;
  suspended_by?: GithubUser | null;
  /** ISO 8601. */
  suspended_at?: string | null;
  /** ISO 8601, or Unix seconds. */
  created_at: string | number;
  /** ISO 8601, or Unix seconds. */
  updated_at: string | number;
}

/** The body of `installation`. */
export interface GithubInstallationPayload {
  action: 'created' | 'deleted' | 'new_permissions_accepted' | 'suspend' | 'unsuspend';
  installation: GithubInstallation;
  /** Those that it can reach. */
  repositories?: GithubRepositoryName[];
  /** Who asked for it, where an owner had to approve. */
  requester?: GithubUser | null;
  organization?: GithubOrganization;
  enterprise?: GithubEnterprise;
  sender: GithubUser;
}

/** The body of `installation_repositories`. */
export interface GithubInstallationRepositoriesPayload {
  action: 'added' | 'removed';
  installation: GithubInstallation;
  repository_selection: 'all' | 'selected';
  repositories_added: GithubRepositoryName[];
  repositories_removed: GithubRepositoryName[];
  requester: GithubUser | null;
  organization?: GithubOrganization;
  enterprise?: GithubEnterprise;
  sender: GithubUser;
}
