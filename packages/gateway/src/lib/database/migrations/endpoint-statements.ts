import type { ColumnWords } from './column-words.ts';

/** The tables of endpoints and their secrets. */
export const endpointStatements = ({ integer, bytes, options }: ColumnWords): readonly string[] => [
  `CREATE TABLE endpoints (
    id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, provider TEXT NOT NULL, options TEXT NOT NULL,
    enabled ${integer} NOT NULL, response_mode TEXT NOT NULL, reply_timeout_ms ${integer} NOT NULL,
    max_body_bytes ${integer} NOT NULL, created_at ${integer} NOT NULL, updated_at ${integer} NOT NULL,
    deleted_at ${integer}) ${options}`,
  `CREATE TABLE secrets (
    id TEXT PRIMARY KEY, endpoint_id TEXT NOT NULL REFERENCES endpoints, position ${integer} NOT NULL,
    ciphertext ${bytes} NOT NULL, fingerprint TEXT NOT NULL, created_at ${integer} NOT NULL,
    expires_at ${integer}, last_used_at ${integer}) ${options}`,
  'CREATE INDEX secrets_by_endpoint ON secrets (endpoint_id, position)',
];
