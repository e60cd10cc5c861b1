import type { Scope } from '../api/api.ts';

/** What a user may be. */
export type Role = 'owner' | 'member' | 'viewer';

/** What each role may do. */
export const scopesOf: Readonly<Record<Role, readonly Scope[]>> = {
  owner: ['read', 'write', 'replay', 'ingest', 'tunnel', 'admin'],
  member: ['read', 'write', 'replay'],
  viewer: ['read'],
};
