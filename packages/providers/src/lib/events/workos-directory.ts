// Facts from https://workos.com/docs/events and https://github.com/workos/workos-node (src/directory-sync/interfaces, src/sso/interfaces), 2026-11-22.
import type { WorkosRoleReference } from './workos-common.ts';

/** A connection for single sign-on. Times are ISO 8601. */
export interface WorkosConnection {
  readonly object: 'connection';
  /** Begins with `conn_`. */
  readonly id: string;
  readonly organization_id?: string;
  readonly name: string;
  /** Such as `OktaSAML` or `GenericOIDC`. */
  readonly connection_type: string;
  readonly state: 'draft' | 'active' | 'inactive' | 'validating';
  readonly domains?: readonly {
    readonly object: 'connection_domain';
    readonly id: string;
    readonly domain: string;
  }[];
  readonly created_at: string;
  readonly updated_at: string;
}

/** A directory that was deleted, and what every directory has. Times are ISO 8601. */
export interface WorkosDeletedDirectory {
  readonly object: 'directory';
  /** Begins with `directory_`. */
  readonly id: string;
  readonly organization_id?: string;
  readonly name: string;
  /** Such as `okta scim v2.0`. */
  readonly type: string;
  /** Such as `active`, `inactive` or `deleting`. */
  readonly state: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A directory. */
export interface WorkosDirectory extends WorkosDeletedDirectory {
  readonly external_key: string;
  readonly domains: readonly {
    readonly object: 'organization_domain';
    readonly id: string;
    readonly domain: string;
  }[];
}

/** A user of a directory. Times are ISO 8601. */
export interface WorkosDirectoryUser {
  readonly object: 'directory_user';
  /** Begins with `directory_user_`. */
  readonly id: string;
  readonly directory_id: string;
  readonly organization_id: string | null;
  /** The identity provider's id. */
  readonly idp_id: string;
  readonly email?: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly state: 'active' | 'inactive';
  readonly role?: WorkosRoleReference;
  readonly roles?: readonly WorkosRoleReference[];
  /** What the application asked to be mapped, by name. */
  readonly custom_attributes: Readonly<Record<string, unknown>>;
  /** What the directory sent, as it is. */
  readonly raw_attributes?: Readonly<Record<string, unknown>>;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A group of a directory. Times are ISO 8601. */
export interface WorkosDirectoryGroup {
  readonly object?: 'directory_group';
  /** Begins with `directory_group_`. */
  readonly id: string;
  readonly directory_id: string;
  readonly organization_id: string | null;
  /** The identity provider's id. */
  readonly idp_id: string;
  readonly name: string;
  /** What the directory sent, as it is. */
  readonly raw_attributes?: Readonly<Record<string, unknown>>;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A user or a group, and what of it was changed. */
export type WorkosChanged<Data> = Data & {
  /** The earlier values of what was changed. */
  readonly previous_attributes?: Partial<Data>;
};

/** A user that came into a group or left it. */
export interface WorkosGroupMember {
  readonly directory_id: string;
  readonly user: WorkosDirectoryUser;
  readonly group: WorkosDirectoryGroup;
}
