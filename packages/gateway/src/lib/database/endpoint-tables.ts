import type { Flag, Json, Time } from './column-types.ts';

/** Where providers send to. */
export interface EndpointTable {
  id: string;
  /** 128 random bits: what the address is told by. */
  slug: string;
  name: string;
  provider: string;
  /** Options of the provider's factory that are no secret, such as `publicKey`. */
  options: Json;
  enabled: Flag;
  /** `store` answers once the event is stored, `forward` waits for the first destination's answer. */
  response_mode: 'store' | 'forward';
  /** How long `forward` waits. */
  reply_timeout_ms: number;
  max_body_bytes: number;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

/** What an endpoint and its provider share. */
export interface SecretTable {
  id: string;
  endpoint_id: string;
  /** From 0: the ring's order. */
  position: number;
  /** AES-256-GCM, bound to this row. */
  ciphertext: Uint8Array;
  /** The first 8 digits of SHA-256 of the secret, so that people can tell secrets apart. */
  fingerprint: string;
  created_at: Time;
  /** From then on it proves nothing any more. */
  expires_at: Time | null;
  last_used_at: Time | null;
}
