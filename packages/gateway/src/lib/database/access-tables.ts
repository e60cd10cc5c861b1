import type { Json, Time } from './column-types.ts';

export interface UserTable {
  id: string;
  email: string;
  name: string;
  role: 'owner' | 'member' | 'viewer';
  password: string | null;
  created_at: Time;
  disabled_at: Time | null;
}

export interface SessionTable {
  /** SHA-256 of what the cookie holds. */
  hash: string;
  user_id: string;
  created_at: Time;
  seen_at: Time;
  user_agent: string | null;
}

export interface TokenTable {
  id: string;
  name: string;
  hash: string;
  scopes: Json;
  created_by: string;
  created_at: Time;
  last_used_at: Time | null;
  expires_at: Time | null;
}

export interface AuditTable {
  id: string;
  at: Time;
  /** A user's or a token's id. */
  actor: string;
  action: string;
  subject: string | null;
  detail: Json | null;
}

export interface SettingTable {
  name: string;
  value: string;
}

/** What a POST with an `Idempotency-Key` was answered with. */
export interface KeptAnswerTable {
  /** SHA-256 of who asked, for what, with which key. */
  hash: string;
  /** SHA-256 of what was asked. */
  request: string;
  /** Sealed; `null` while it is at work. */
  answer: Uint8Array | null;
  created_at: Time;
}
