// Facts from https://workos.com/docs/events and https://github.com/workos/workos-node (src/common/interfaces/event.interface.ts), 2026-11-22.
import type {
  WorkosApiKey,
  WorkosOrganization,
  WorkosOrganizationDomain,
  WorkosOrganizationRole,
  WorkosPayload,
  WorkosPermission,
  WorkosRole,
} from './workos-common.ts';
import type {
  WorkosChanged,
  WorkosConnection,
  WorkosDeletedDirectory,
  WorkosDirectory,
  WorkosDirectoryGroup,
  WorkosDirectoryUser,
  WorkosGroupMember,
} from './workos-directory.ts';
import type {
  WorkosAuthentication,
  WorkosCode,
  WorkosInvitation,
  WorkosOrganizationMembership,
  WorkosPasswordReset,
  WorkosRisk,
  WorkosSession,
  WorkosUser,
} from './workos-user.ts';

/** A domain that could not be verified. */
export interface WorkosDomainFailure {
  readonly reason: string;
  readonly organization_domain: WorkosOrganizationDomain;
}

/** WorkOS's events, by type. */
export interface WorkosEvents {
  'user.created': WorkosPayload<'user.created', WorkosUser>;
  'user.updated': WorkosPayload<'user.updated', WorkosUser>;
  'user.deleted': WorkosPayload<'user.deleted', WorkosUser>;
  'organization.created': WorkosPayload<'organization.created', WorkosOrganization>;
  'organization.updated': WorkosPayload<'organization.updated', WorkosOrganization>;
  'organization.deleted': WorkosPayload<'organization.deleted', WorkosOrganization>;
  'organization_membership.created': WorkosPayload<
    'organization_membership.created',
    WorkosOrganizationMembership
  >;
  'organization_membership.updated': WorkosPayload<
    'organization_membership.updated',
    WorkosOrganizationMembership
  >;
  'organization_membership.deleted': WorkosPayload<
    'organization_membership.deleted',
    WorkosOrganizationMembership
  >;
  'organization_domain.created': WorkosPayload<'organization_domain.created', WorkosOrganizationDomain>;
  'organization_domain.updated': WorkosPayload<'organization_domain.updated', WorkosOrganizationDomain>;
  'organization_domain.deleted': WorkosPayload<'organization_domain.deleted', WorkosOrganizationDomain>;
  'organization_domain.verified': WorkosPayload<'organization_domain.verified', WorkosOrganizationDomain>;
  'organization_domain.verification_failed': WorkosPayload<
    'organization_domain.verification_failed',
    WorkosDomainFailure
  >;
  'invitation.created': WorkosPayload<'invitation.created', WorkosInvitation>;
  'invitation.accepted': WorkosPayload<'invitation.accepted', WorkosInvitation>;
  'invitation.resent': WorkosPayload<'invitation.resent', WorkosInvitation>;
  'invitation.revoked': WorkosPayload<'invitation.revoked', WorkosInvitation>;
  'session.created': WorkosPayload<'session.created', WorkosSession>;
  'session.revoked': WorkosPayload<'session.revoked', WorkosSession>;
  'email_verification.created': WorkosPayload<'email_verification.created', WorkosCode<'email_verification'>>;
  'magic_auth.created': WorkosPayload<'magic_auth.created', WorkosCode<'magic_auth'>>;
  'password_reset.created': WorkosPayload<'password_reset.created', WorkosPasswordReset>;
  'password_reset.succeeded': WorkosPayload<'password_reset.succeeded', WorkosPasswordReset>;
  'authentication.email_verification_succeeded': WorkosPayload<
    'authentication.email_verification_succeeded',
    WorkosAuthentication
  >;
  'authentication.magic_auth_succeeded': WorkosPayload<
    'authentication.magic_auth_succeeded',
    WorkosAuthentication
  >;
  'authentication.magic_auth_failed': WorkosPayload<'authentication.magic_auth_failed', WorkosAuthentication>;
  'authentication.mfa_succeeded': WorkosPayload<'authentication.mfa_succeeded', WorkosAuthentication>;
  'authentication.oauth_succeeded': WorkosPayload<'authentication.oauth_succeeded', WorkosAuthentication>;
  'authentication.oauth_failed': WorkosPayload<'authentication.oauth_failed', WorkosAuthentication>;
  'authentication.passkey_succeeded': WorkosPayload<'authentication.passkey_succeeded', WorkosAuthentication>;
  'authentication.passkey_failed': WorkosPayload<'authentication.passkey_failed', WorkosAuthentication>;
  'authentication.password_succeeded': WorkosPayload<
    'authentication.password_succeeded',
    WorkosAuthentication
  >;
  'authentication.password_failed': WorkosPayload<'authentication.password_failed', WorkosAuthentication>;
  'authentication.sso_succeeded': WorkosPayload<'authentication.sso_succeeded', WorkosAuthentication>;
  'authentication.sso_failed': WorkosPayload<'authentication.sso_failed', WorkosAuthentication>;
  'authentication.radar_risk_detected': WorkosPayload<'authentication.radar_risk_detected', WorkosRisk>;
  'connection.activated': WorkosPayload<'connection.activated', WorkosConnection>;
  'connection.deactivated': WorkosPayload<'connection.deactivated', WorkosConnection>;
  'connection.deleted': WorkosPayload<'connection.deleted', WorkosConnection>;
  'dsync.activated': WorkosPayload<'dsync.activated', WorkosDirectory>;
  'dsync.deleted': WorkosPayload<'dsync.deleted', WorkosDeletedDirectory>;
  'dsync.user.created': WorkosPayload<'dsync.user.created', WorkosDirectoryUser>;
  'dsync.user.updated': WorkosPayload<'dsync.user.updated', WorkosChanged<WorkosDirectoryUser>>;
  'dsync.user.deleted': WorkosPayload<'dsync.user.deleted', WorkosDirectoryUser>;
  'dsync.group.created': WorkosPayload<'dsync.group.created', WorkosDirectoryGroup>;
  'dsync.group.updated': WorkosPayload<'dsync.group.updated', WorkosChanged<WorkosDirectoryGroup>>;
  'dsync.group.deleted': WorkosPayload<'dsync.group.deleted', WorkosDirectoryGroup>;
  'dsync.group.user_added': WorkosPayload<'dsync.group.user_added', WorkosGroupMember>;
  'dsync.group.user_removed': WorkosPayload<'dsync.group.user_removed', WorkosGroupMember>;
  'role.created': WorkosPayload<'role.created', WorkosRole>;
  'role.updated': WorkosPayload<'role.updated', WorkosRole>;
  'role.deleted': WorkosPayload<'role.deleted', WorkosRole>;
  'organization_role.created': WorkosPayload<'organization_role.created', WorkosOrganizationRole>;
  'organization_role.updated': WorkosPayload<'organization_role.updated', WorkosOrganizationRole>;
  'organization_role.deleted': WorkosPayload<'organization_role.deleted', WorkosOrganizationRole>;
  'permission.created': WorkosPayload<'permission.created', WorkosPermission>;
  'permission.updated': WorkosPayload<'permission.updated', WorkosPermission>;
  'permission.deleted': WorkosPayload<'permission.deleted', WorkosPermission>;
  'api_key.created': WorkosPayload<'api_key.created', WorkosApiKey>;
  'api_key.revoked': WorkosPayload<'api_key.revoked', WorkosApiKey>;
}
