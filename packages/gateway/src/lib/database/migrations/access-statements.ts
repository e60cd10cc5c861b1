import type { ColumnWords } from './column-words.ts';

/** The tables of who may do what, and of what they did. */
export const accessStatements = ({ integer, bytes, options }: ColumnWords): readonly string[] => [
  `CREATE TABLE users (
    id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, password TEXT,
    created_at ${integer} NOT NULL, disabled_at ${integer}) ${options}`,
  `CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE, created_at ${integer} NOT NULL,
    seen_at ${integer} NOT NULL, user_agent TEXT) ${options}`,
  `CREATE TABLE tokens (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, scopes TEXT NOT NULL,
    created_by TEXT NOT NULL, created_at ${integer} NOT NULL, last_used_at ${integer},
    expires_at ${integer}) ${options}`,
  `CREATE TABLE audit (
    id TEXT PRIMARY KEY, at ${integer} NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT,
    detail TEXT) ${options}`,
  'CREATE INDEX sessions_by_user ON sessions (user_id)',
  `CREATE TABLE kept_answers (
    hash TEXT PRIMARY KEY, request TEXT NOT NULL, answer ${bytes}, created_at ${integer} NOT NULL) ${options}`,
  `CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) ${options}`,
];
