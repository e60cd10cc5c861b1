import type { IncomingMessage } from 'node:http';
import type { GatewayContext } from '../context.ts';
import { clientReader } from '../ingest/client-address.ts';
import { allowedHosts, type AllowedHosts } from './allowed-hosts.ts';
import { createLoginLimit, type LoginLimit } from './login-limit.ts';
import { sessionCookie, type SessionCookie } from './session-cookie.ts';

/** What every request is judged by. */
export interface Access {
  readonly hosts: AllowedHosts;
  readonly limit: LoginLimit;
  /** The cookie of the origin that a request was sent to. */
  cookieOf(request: IncomingMessage): SessionCookie;
  /** Who asks, as far as it can be believed. */
  addressOf(request: IncomingMessage): string;
  /** Calls back when sessions have ended in this process: who holds something open for one looks again. */
  onEnd(listener: () => void): () => void;
  /** Says that sessions have ended. */
  tellEnd(): void;
}

/** Makes what every request is judged by; one for a process. */
export function createAccess({ settings, now }: Pick<GatewayContext, 'settings' | 'now'>): Access {
  const hosts = allowedHosts(settings);
  const readClient = clientReader(settings.trustedProxies);
  const listeners = new Set<() => void>();
  return {
    hosts,
    limit: createLoginLimit(now),
    cookieOf: ({ headers: { host = '' } }) =>
      sessionCookie(hosts.originOf(host).startsWith('https:'), settings.port),
    addressOf: (request) => readClient(request).address ?? '',
    onEnd(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    tellEnd() {
      for (const listener of listeners) listener();
    },
  };
}
