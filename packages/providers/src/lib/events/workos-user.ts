// Facts from https://workos.com/docs/events and https://github.com/workos/workos-node (src/user-management/interfaces), 2026-11-22.
import type { WorkosMetadata, WorkosRoleReference } from './workos-common.ts';

/** A user. Times are ISO 8601. */
export interface WorkosUser {
  readonly object: 'user';
  /** Begins with `user_`. */
  readonly id: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly profile_picture_url: string | null;
  readonly last_sign_in_at?: string | null;
  readonly locale?: string | null;
  /** The user's id in the application's own system, where it was set. */
  readonly external_id?: string | null;
  readonly metadata?: WorkosMetadata;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A user's place in an organization. Times are ISO 8601. */
export interface WorkosOrganizationMembership {
  readonly object: 'organization_membership';
  /** Begins with `om_`. */
  readonly id: string;
  readonly user_id: string;
  readonly organization_id: string;
  readonly organization_name?: string;
  readonly status: 'active' | 'inactive' | 'pending';
  readonly role: WorkosRoleReference;
  readonly roles?: readonly WorkosRoleReference[];
  readonly directory_managed?: boolean;
  /** What the identity provider sends, by name. */
  readonly custom_attributes?: Readonly<Record<string, unknown>>;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A session. Times are ISO 8601. */
export interface WorkosSession {
  readonly object: 'session';
  /** Begins with `session_`. */
  readonly id: string;
  readonly user_id: string;
  readonly organization_id?: string | null;
  readonly status?: 'active' | 'expired' | 'revoked';
  /** Such as `password`, `sso` or `passkey`. */
  readonly auth_method?: string;
  /** A member of the application's own team who acts as the user. */
  readonly impersonator?: { readonly email: string; readonly reason: string | null } | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  readonly expires_at?: string;
  readonly ended_at?: string | null;
  readonly created_at: string;
  readonly updated_at: string;
}

/** An invitation. Its token is not in it. Times are ISO 8601. */
export interface WorkosInvitation {
  readonly object: 'invitation';
  /** Begins with `invitation_`. */
  readonly id: string;
  readonly email: string;
  readonly state: 'pending' | 'accepted' | 'expired' | 'revoked';
  readonly organization_id: string | null;
  readonly inviter_user_id: string | null;
  readonly accepted_user_id?: string | null;
  readonly accepted_at: string | null;
  readonly revoked_at: string | null;
  readonly expires_at: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A code that was made to verify an address or to sign in; the code is not in it. Times are ISO 8601. */
export interface WorkosCode<Kind extends 'email_verification' | 'magic_auth'> {
  readonly object: Kind;
  readonly id: string;
  readonly user_id: string;
  readonly email: string;
  readonly expires_at: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A password that is to be set anew; the token is not in it. Times are ISO 8601. */
export interface WorkosPasswordReset {
  readonly object: 'password_reset';
  readonly id: string;
  readonly user_id: string;
  readonly email: string;
  readonly expires_at: string;
  readonly created_at: string;
}

/** An attempt to sign in. */
export interface WorkosAuthentication {
  /** Such as `password`, `sso`, `oauth`, `mfa` or `magic_auth`. */
  readonly type: string;
  readonly status: 'succeeded' | 'failed';
  readonly user_id: string | null;
  readonly email: string | null;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
  /** Where it failed. */
  readonly error?: { readonly code: string; readonly message: string };
  /** Where it went over single sign-on. */
  readonly sso?: {
    readonly connection_id: string | null;
    readonly organization_id: string | null;
    readonly session_id?: string | null;
  };
}

/** An attempt to sign up or in that WorkOS found risky. */
export interface WorkosRisk {
  readonly auth_method: string;
  readonly action: 'signup' | 'login';
  readonly control: string | null;
  readonly blocklist_type: string | null;
  readonly user_id: string;
  readonly email: string;
  readonly ip_address: string | null;
  readonly user_agent: string | null;
}
