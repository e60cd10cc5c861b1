// Facts from https://workos.com/docs/events and https://github.com/workos/workos-node (src/common/interfaces, src/user-management/interfaces, src/organizations/interfaces), 2026-11-22.

/** The whole body of a delivery. */
export interface WorkosPayload<Type extends string, Data> {
  /** Begins with `event_`. */
  readonly id: string;
  readonly event: Type;
  readonly data: Data;
  /** When it happened: ISO 8601. */
  readonly created_at: string;
  /** What surrounded it, such as who acted. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The keys and values that the application put on a user or an organization. */
export type WorkosMetadata = Readonly<Record<string, string>>;

/** A role that somebody has. */
export interface WorkosRoleReference {
  readonly slug: string;
}

/** An organization. Times are ISO 8601. */
export interface WorkosOrganization {
  readonly object: 'organization';
  /** Begins with `org_`. */
  readonly id: string;
  readonly name: string;
  readonly domains: readonly WorkosOrganizationDomain[];
  readonly allow_profiles_outside_organization?: boolean;
  readonly stripe_customer_id?: string;
  /** The organization's id in the application's own system, where it was set. */
  readonly external_id?: string | null;
  readonly metadata?: WorkosMetadata;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A domain of an organization. Times are ISO 8601. */
export interface WorkosOrganizationDomain {
  readonly object: 'organization_domain';
  /** Begins with `org_domain_`. */
  readonly id: string;
  readonly domain: string;
  readonly organization_id?: string;
  readonly state?: string;
  readonly verification_strategy?: 'dns' | 'manual';
  readonly verification_token?: string;
  readonly verification_prefix?: string;
  readonly created_at?: string;
  readonly updated_at?: string;
}

/** A role of the environment. Times are ISO 8601. */
export interface WorkosRole {
  readonly object: 'role';
  readonly slug: string;
  /** Slugs. */
  readonly permissions?: readonly string[];
  readonly created_at: string;
  readonly updated_at: string;
}

/** A role of one organization. Times are ISO 8601. */
export interface WorkosOrganizationRole {
  readonly object: 'organization_role';
  readonly organization_id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly resource_type_slug: string;
  /** Slugs. */
  readonly permissions: readonly string[];
  readonly created_at: string;
  readonly updated_at: string;
}

/** A permission. Times are ISO 8601. */
export interface WorkosPermission {
  readonly object: 'permission';
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly resource_type_slug: string;
  readonly system: boolean;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A key that an organization has for the application's own API. Times are ISO 8601. */
export interface WorkosApiKey {
  readonly object: 'api_key';
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly type: string; readonly id: string };
  readonly obfuscated_value: string;
  readonly permissions: readonly string[];
  readonly last_used_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}
