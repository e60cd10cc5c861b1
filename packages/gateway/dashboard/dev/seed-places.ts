import type { Destination, Endpoint } from '../src/api/types.ts';

const day = 86_400_000;

/** Makes an endpoint; the fifth is off and has no secret. */
export function toEndpoint(name: string, provider: string, at: number): Endpoint {
  const secret = {
    id: `sec_${at}`,
    fingerprint: `7c1e${at}a…`,
    position: 0,
    createdAt: Date.now() - 40 * day,
  };
  return {
    id: `end_${at}`,
    name,
    provider,
    url: `https://hooks.example.com/in/9f3kq7w2m4x8v1z6t5r0p${at}`,
    isEnabled: at !== 4,
    responseMode: 'store',
    replyTimeoutMs: 8000,
    maxBodyBytes: 1_000_000,
    options: {},
    secrets: at === 4 ? [] : [{ ...secret, expiresAt: null, lastUsedAt: Date.now() - 60_000 }],
    createdAt: Date.now() - 40 * day,
    updatedAt: Date.now() - day,
    lastEventAt: at === 4 ? null : Date.now() - 60_000,
  };
}

/** Makes a destination. */
export const toDestination = (
  id: string,
  name: string,
  label: string,
  state: Destination['state'],
): Destination => ({
  id,
  name,
  kind: 'http',
  label,
  state,
  consecutiveFailures: state === 'broken' ? 24 : 0,
  failingSince: state === 'broken' ? Date.now() - 3_600_000 : null,
  timeoutMs: 30_000,
  schedule: null,
  ratePerSecond: null,
  concurrency: 8,
  createdAt: Date.now() - 40 * day,
  updatedAt: Date.now() - day,
  queued: 12,
  dead: 3,
});
