// Facts from https://linear.app/developers/webhooks and https://github.com/linear/linear (packages/sdk/src/schema.graphql), 2026-11-22.

/** Who did it: a user, an application or an integration. */
export interface LinearActor {
  readonly id: string;
  /** `user`, ... */
  readonly type: string;
  readonly name?: string;
  readonly email?: string;
  readonly url?: string;
  readonly avatarUrl?: string | null;
  /** Of an integration. */
  readonly service?: string;
}

/** What all objects have. Times are ISO 8601. */
export interface LinearEntity {
  /** A UUID. */
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archivedAt?: string | null;
}

/** What of a user stands in other objects. */
export interface LinearUserRef {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly avatarUrl?: string | null;
  readonly url: string;
}

/** What of a user of another service stands in other objects. */
export interface LinearExternalUserRef {
  readonly id: string;
  readonly name: string;
  readonly email?: string | null;
}

/** What of a team stands in other objects. */
export interface LinearTeamRef {
  readonly id: string;
  /** What its issues' identifiers begin with. */
  readonly key: string;
  readonly name: string;
}

/** What of an issue stands in other objects. */
export interface LinearIssueRef {
  readonly id: string;
  /** Such as `ENG-123`. */
  readonly identifier: string;
  readonly title: string;
  readonly url: string;
  readonly teamId: string;
  readonly team: LinearTeamRef;
}

/** What of a comment stands in other objects. */
export interface LinearCommentRef {
  readonly id: string;
  readonly body: string;
  readonly issueId?: string | null;
  readonly projectUpdateId?: string | null;
  readonly initiativeUpdateId?: string | null;
  readonly documentContentId?: string | null;
  readonly userId?: string | null;
}

/** What of a project stands in other objects. */
export interface LinearProjectRef {
  readonly id: string;
  readonly name: string;
  readonly url?: string;
}

/** What of a label stands in other objects. */
export interface LinearLabelRef {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly parentId?: string | null;
}

/** A status, of an issue or of a project. */
export interface LinearStateRef {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  /** Of an issue: `triage`, `backlog`, `unstarted`, `started`, `completed`, `canceled`. */
  readonly type: string;
}

/** A user. */
export interface LinearUser extends LinearEntity {
  readonly name: string;
  readonly displayName: string;
  readonly email: string;
  readonly url: string;
  readonly avatarUrl?: string | null;
  readonly description?: string | null;
  readonly active: boolean;
  readonly admin: boolean;
  readonly guest: boolean;
  readonly app: boolean;
  readonly owner?: boolean;
  readonly timezone?: string | null;
  readonly disableReason?: string | null;
}
