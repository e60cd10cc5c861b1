// Facts from https://vercel.com/docs/webhooks/webhooks-api and https://github.com/vercel/sdk (models/createwebhookop), 2026-11-22.

/** The whole body of a delivery. */
export interface VercelPayload<Type extends string, Payload> {
  type: Type;
  /** The delivery's. */
  id: string;
  /** When it happened, in Unix milliseconds. */
  createdAt: number;
  region: string | null;
  payload: Payload;
}

/** Whose event it is. */
export interface VercelContext {
  /** Null where it is a personal account's. */
  team: { id: string | null } | null;
  user: { id: string };
}

/** What events of deployments tell. */
export interface VercelDeploymentPayload extends VercelContext {
  deployment: {
    id: string;
    /** The host, without `https://`. */
    url: string;
    /** The project's name, as in the URL. */
    name: string;
    /** What Git told, such as `githubCommitRef` and `githubCommitSha`, and what the deployment was given. */
    meta: Record<string, string>;
  };
  project: { id: string };
  /** In Vercel's dashboard. */
  links: { deployment: string; project: string };
  /** Null means preview. Missing in `deployment.promoted`. */
  target?: 'production' | 'staging' | null;
  /** In `deployment.created`: the hosts it is going to get. */
  alias?: string[];
  plan: string;
  /** Such as `iad1`. */
  regions: string[];
}

/** A deployment that is deleted for good. */
export interface VercelDeploymentCleanupPayload extends VercelContext {
  deployment: {
    id: string;
    url: string;
    name: string;
    meta: Record<string, string>;
    alias: string[];
    target: string | null;
    customEnvironmentId?: string | null;
    regions: string[];
  };
  project: { id: string };
}

/** A rollback that Vercel accepted; traffic may still go to the old deployment. */
export interface VercelRollbackPayload extends VercelContext {
  project: { id: string };
  fromDeploymentId: string;
  toDeploymentId: string;
}

/** A check that somebody wants to run again. */
export interface VercelCheckPayload extends VercelContext {
  deployment: { id: string };
  check: { id: string };
}

/** What events of projects tell. */
export interface VercelProjectPayload extends VercelContext {
  project: { id: string; name: string };
}

/** A project that was renamed; `project.name` is the new name. */
export interface VercelProjectRenamedPayload {
  team: { id: string | null } | null;
  user: { id: string | null } | null;
  project: { id: string; name: string };
  previousName: string;
}

/** An environment variable of a project, without its value. */
export interface VercelEnvVariablePayload {
  team: { id: string | null } | null;
  user: { id: string | null } | null;
  projectId: string;
  /** Null perhaps in `project.env-variable.deleted`. */
  envVarId: string | null;
}

/** A domain that was added to the account. */
export interface VercelDomainPayload extends VercelContext {
  domain: { name: string; delegated: boolean };
}

/** An installation of an integration. */
export interface VercelConfigurationPayload extends VercelContext {
  configuration: {
    id: string;
    projectSelection: 'all' | 'selected';
    /** Ids. */
    projects: string[];
  };
}

/** An installation whose projects were changed. */
export interface VercelPermissionPayload extends VercelConfigurationPayload {
  /** Ids. */
  projects: { added: string[]; removed: string[] };
}

/** An installation whose scopes were changed. */
export interface VercelScopePayload extends VercelContext {
  configuration: { id: string; scopes: string[] };
}

/** An installation that went to another team. */
export interface VercelTransferPayload {
  configuration: { id: string };
  /** The same as `configuration.id`. */
  installationId: string;
  previousTeamId: string;
  newTeamId: string;
  previousAccountId?: string;
  newAccountId?: string;
}

/** A resource of an integration that was connected to a project, or is no longer. */
export interface VercelResourcePayload {
  configuration: { id: string };
  /** The same as `configuration.id`. */
  installationId: string;
  resourceId: string;
  project: { id: string; name?: string };
  /** The same as `project.id`. */
  projectId: string;
  targets: string[];
}

/** An invoice of the marketplace. */
export interface VercelInvoicePayload {
  configuration: { id: string };
  /** The same as `configuration.id`. */
  installationId: string;
  invoiceId: string;
  externalInvoiceId: string | null;
  /** ISO 8601. */
  period: { start: string; end: string };
  /** ISO 8601. */
  invoiceDate: string;
  /** A decimal number in text. */
  invoiceTotal: string;
}

/** An invoice of the marketplace that is refunded. */
export interface VercelInvoiceRefundPayload extends Omit<
  VercelInvoicePayload,
  'invoiceDate' | 'invoiceTotal'
> {
  /** A decimal number in text. */
  amount: string;
  reason: string;
}

/** A member of an installation. */
export interface VercelMemberPayload {
  configuration: { id: string };
  /** The same as `configuration.id`. */
  installationId: string;
  memberId: string;
  /** `NONE` means removed. */
  role: 'ADMIN' | 'USER' | 'NONE';
  /** With a permission of its own. */
  globalUserId?: string;
  /** With a permission of its own. */
  userEmail?: string;
}

/** Vercel's events, by type. */
export interface VercelEvents {
  'deployment.created': VercelPayload<'deployment.created', VercelDeploymentPayload>;
  'deployment.ready': VercelPayload<'deployment.ready', VercelDeploymentPayload>;
  'deployment.succeeded': VercelPayload<'deployment.succeeded', VercelDeploymentPayload>;
  'deployment.error': VercelPayload<'deployment.error', VercelDeploymentPayload>;
  'deployment.canceled': VercelPayload<'deployment.canceled', VercelDeploymentPayload>;
  'deployment.promoted': VercelPayload<'deployment.promoted', VercelDeploymentPayload>;
  'deployment.rollback': VercelPayload<'deployment.rollback', VercelRollbackPayload>;
  'deployment.cleanup': VercelPayload<'deployment.cleanup', VercelDeploymentCleanupPayload>;
  'deployment.check-rerequested': VercelPayload<'deployment.check-rerequested', VercelCheckPayload>;
  'project.created': VercelPayload<'project.created', VercelProjectPayload>;
  'project.removed': VercelPayload<'project.removed', VercelProjectPayload>;
  'project.renamed': VercelPayload<'project.renamed', VercelProjectRenamedPayload>;
  'project.env-variable.created': VercelPayload<'project.env-variable.created', VercelEnvVariablePayload>;
  'project.env-variable.updated': VercelPayload<'project.env-variable.updated', VercelEnvVariablePayload>;
  'project.env-variable.deleted': VercelPayload<'project.env-variable.deleted', VercelEnvVariablePayload>;
  'domain.created': VercelPayload<'domain.created', VercelDomainPayload>;
  'integration-configuration.removed': VercelPayload<
    'integration-configuration.removed',
    VercelConfigurationPayload
  >;
  'integration-configuration.permission-upgraded': VercelPayload<
    'integration-configuration.permission-upgraded',
    VercelPermissionPayload
  >;
  'integration-configuration.scope-change-confirmed': VercelPayload<
    'integration-configuration.scope-change-confirmed',
    VercelScopePayload
  >;
  'integration-configuration.transferred': VercelPayload<
    'integration-configuration.transferred',
    VercelTransferPayload
  >;
  'integration-resource.project-connected': VercelPayload<
    'integration-resource.project-connected',
    VercelResourcePayload
  >;
  'integration-resource.project-disconnected': VercelPayload<
    'integration-resource.project-disconnected',
    VercelResourcePayload
  >;
  'marketplace.invoice.created': VercelPayload<'marketplace.invoice.created', VercelInvoicePayload>;
  'marketplace.invoice.paid': VercelPayload<'marketplace.invoice.paid', VercelInvoicePayload>;
  'marketplace.invoice.notpaid': VercelPayload<'marketplace.invoice.notpaid', VercelInvoicePayload>;
  'marketplace.invoice.overdue': VercelPayload<'marketplace.invoice.overdue', VercelInvoicePayload>;
  'marketplace.invoice.refunded': VercelPayload<'marketplace.invoice.refunded', VercelInvoiceRefundPayload>;
  'marketplace.member.changed': VercelPayload<'marketplace.member.changed', VercelMemberPayload>;
}
