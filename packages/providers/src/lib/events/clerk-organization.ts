// Facts from https://clerk.com/docs/guides/development/webhooks/overview and https://github.com/clerk/javascript (packages/backend/src/api/resources/JSON.ts), 2026-11-22.

/** An organization. */
export interface ClerkOrganization {
  /** Begins with `org_`. */
  id: string;
  object: 'organization';
  name: string;
  slug: string;
  image_url?: string;
  /** Whether `image_url` is the organization's own image, not a generated one. */
  has_image: boolean;
  members_count?: number;
  pending_invitations_count?: number;
  /** 0 means no limit. */
  max_allowed_memberships: number;
  admin_delete_enabled: boolean;
  public_metadata: Record<string, unknown> | null;
  private_metadata?: Record<string, unknown>;
  /** The `id` of the user who made it. */
  created_by?: string;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
}

/** What is left of an organization that was deleted. */
export interface ClerkDeletedOrganization {
  id: string;
  object: 'organization';
  slug?: string;
  deleted: true;
}

/** What a membership tells of its user. */
export interface ClerkPublicUserData {
  user_id: string;
  /** The user's email address, phone number or username. */
  identifier: string;
  first_name: string | null;
  last_name: string | null;
  image_url: string;
  has_image: boolean;
}

/** A user's membership in an organization. */
export interface ClerkOrganizationMembership {
  /** Begins with `orgmem_`. */
  id: string;
  object: 'organization_membership';
  /** A role's key, such as `org:admin` or `org:member`. */
  role: string;
  /** Keys such as `org:sys_memberships:read`. */
  permissions?: string[];
  organization: ClerkOrganization;
  public_user_data: ClerkPublicUserData;
  public_metadata: Record<string, unknown>;
  private_metadata?: Record<string, unknown>;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
}

/** An invitation to an organization. */
export interface ClerkOrganizationInvitation {
  /** Begins with `orginv_`. */
  id: string;
  object: 'organization_invitation';
  email_address: string;
  /** A role's key, such as `org:member`. */
  role: string;
  role_name?: string;
  organization_id: string;
  status?: 'pending' | 'accepted' | 'revoked' | 'expired';
  public_metadata: Record<string, unknown>;
  private_metadata?: Record<string, unknown>;
  url?: string | null;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
  /** Unix milliseconds. */
  expires_at?: number | null;
}

/** An invitation that was accepted, and by whom. */
export interface ClerkAcceptedOrganizationInvitation extends ClerkOrganizationInvitation {
  status: 'accepted';
  /** The user who accepted. */
  user_id?: string;
}

/** A domain whose users may join an organization. */
export interface ClerkOrganizationDomain {
  id: string;
  object: 'organization_domain';
  name: string;
  organization_id: string;
  enrollment_mode: 'manual_invitation' | 'automatic_invitation' | 'automatic_suggestion';
  /** Times are Unix milliseconds. */
  verification: {
    status: 'unverified' | 'verified';
    strategy: string;
    attempts: number | null;
    expires_at?: number | null;
    expire_at?: number | null;
  } | null;
  affiliation_email_address: string | null;
  total_pending_invitations: number;
  total_pending_suggestions: number;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
}

/** What is left of an organization's domain that was deleted. */
export interface ClerkDeletedOrganizationDomain {
  id: string;
  object: 'organization_domain';
  deleted: true;
}

/** A permission that roles grant. */
export interface ClerkPermission {
  id: string;
  object: 'permission';
  key: string;
  name: string;
  description: string;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
}

/** A role that memberships have. */
export interface ClerkRole {
  id: string;
  object: 'role';
  key: string;
  name: string;
  description: string | null;
  permissions: ClerkPermission[];
  is_creator_eligible: boolean;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
}
