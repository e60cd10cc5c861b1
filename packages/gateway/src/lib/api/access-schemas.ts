import { z } from 'zod';
import type { Role } from '../access/roles.ts';
import type { Scope } from './api.ts';
import { nameSchema } from './name-schema.ts';

/** A user as others see him. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  /** Unix milliseconds, as all times. */
  readonly createdAt: number;
}

/** What a user is made of. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** What may be changed of a user. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly password?: string | undefined;
}

/** A token as it is shown: without itself. */
export interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: Scope[];
  readonly createdBy: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
}

/** A token that was made: it is shown this once. */
export interface CreatedToken extends Token {
  readonly token: string;
}

/** What a token is made of. */
export interface NewToken {
  readonly name: string;
  readonly scopes: Scope[];
  readonly expiresAt?: number | null | undefined;
}

/** What somebody did. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  /** A user's or a token's id. */
  readonly actor: string;
  /** `null` where he is gone. */
  readonly actorName: string | null;
  /** A noun and a verb: `endpoint.create`. */
  readonly action: string;
  readonly subject: string | null;
  readonly detail: Record<string, unknown> | null;
}

/** Who asks, and what he has to know. */
export interface SessionState {
  /** `null` for nobody, and for a token. */
  readonly user: Pick<User, 'id' | 'email' | 'name' | 'role'> | null;
  /** Whether there has been a first owner. */
  readonly isSetUp: boolean;
  readonly version: string;
  /** Where providers reach the door; empty for somebody who is not signed in. */
  readonly ingestUrl: string;
  readonly warnings: string[];
}

/** What makes the first owner. */
export interface Setup {
  readonly token: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** What a user logs in with. */
export interface Login {
  readonly email: string;
  readonly password: string;
}

/** What a user changes his own password with. */
export interface OwnPassword {
  /** The one that he has now. */
  readonly current: string;
  /** The one that he is to have. */
  readonly password: string;
}

const role = z.enum(['owner', 'member', 'viewer']);
const scope = z.enum(['read', 'write', 'replay', 'ingest', 'tunnel', 'admin']);
const time = z.number().int().describe('Unix milliseconds');
const email = z.email('This is no address of email.').max(254);
const name = nameSchema(100);
const password = z.string().min(12, 'A password has 12 letters or more.').max(256);

export const userSchema: z.ZodType<User> = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  isDisabled: z.boolean(),
  createdAt: time,
});

export const newUserSchema: z.ZodType<NewUser, NewUser> = z.object({ email, name, role, password });

export const userChangeSchema: z.ZodType<UserChange, UserChange> = z.object({
  name: name.optional(),
  role: role.optional(),
  isDisabled: z.boolean().optional(),
  password: password.optional(),
});

const tokenShape = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  createdBy: z.string(),
  createdAt: time,
  lastUsedAt: time.nullable(),
  expiresAt: time.nullable(),
};

export const tokenSchema: z.ZodType<Token> = z.object(tokenShape);

export const createdTokenSchema: z.ZodType<CreatedToken> = z.object({
  ...tokenShape,
  token: z.string().describe('Shown this once.'),
});

export const newTokenSchema: z.ZodType<NewToken, NewToken> = z.object({
  name,
  scopes: z.array(scope).min(1, 'A token has 1 scope or more.').max(6),
  expiresAt: time.nullable().optional(),
});

export const auditEntrySchema: z.ZodType<AuditEntry> = z.object({
  id: z.string(),
  at: time,
  actor: z.string(),
  actorName: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
});

export const sessionStateSchema: z.ZodType<SessionState> = z.object({
  user: z.object({ id: z.string(), email: z.string(), name: z.string(), role }).nullable(),
  isSetUp: z.boolean(),
  version: z.string(),
  ingestUrl: z.string(),
  warnings: z.array(z.string()),
});

export const setupSchema: z.ZodType<Setup, Setup> = z.object({
  token: z.string().trim().min(1).max(200),
  email,
  name,
  password,
});

export const loginSchema: z.ZodType<Login, Login> = z.object({
  email: z.string().max(254),
  password: z.string().max(256),
});

export const ownPasswordSchema: z.ZodType<OwnPassword, OwnPassword> = z.object({
  current: z.string().max(256),
  password,
});
