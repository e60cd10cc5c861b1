/** How a gateway runs; what is changed while it runs is in the database. */
export interface GatewaySettings {
  /** Where the dashboard and the API listen. (127.0.0.1:4400) */
  readonly host: string;
  readonly port: number;
  /** Where providers send to: a port of its own, so that public traffic shares no origin with the dashboard. (127.0.0.1:4401) */
  readonly ingestHost: string;
  readonly ingestPort: number;
  /** Where the dashboard is reached, such as `https://gateway.example.com`. (where it listens) */
  readonly dashboardUrl?: string | undefined;
  /** Where providers reach the door, such as `https://hooks.example.com`. (where it listens) */
  readonly publicUrl?: string | undefined;
  /** Addresses of proxies whose `x-forwarded-*` headers are believed, as CIDR. (none) */
  readonly trustedProxies: readonly string[];
  /** Private addresses that destinations and channels may have, as CIDR. (none) */
  readonly allowedAddresses: readonly string[];
  /** The server that email goes through where a channel names none: `smtps://user:password@mail.example.com`. (none) */
  readonly smtpUrl?: string | undefined;
  /** Whom email comes from where a channel names nobody. (none) */
  readonly emailFrom?: string | undefined;
  /** How long a rejected or finished event is kept, in milliseconds. (30 days) */
  readonly retentionMs: number;
  /** How large the log may grow, in bytes; the oldest events go first. (no limit) */
  readonly maxLogBytes?: number | undefined;
  /** Of one delivery, unless its endpoint says less. (25 MiB) */
  readonly maxBodyBytes: number;
  /** Of all deliveries that are held at once. (256 MiB) */
  readonly maxBufferedBytes: number;
  /** How long a body may take to arrive. (10,000) */
  readonly bodyTimeoutMs: number;
  /** How many rejected deliveries of one address are kept in a minute; others are answered, and counted. (60) */
  readonly rejectionsPerMinute: number;
  /** How long a stop waits for what is at work, in milliseconds. (10,000) */
  readonly graceMs: number;
}

/** What holds where nothing is said. */
export const defaultSettings: GatewaySettings = {
  host: '127.0.0.1',
  port: 4400,
  ingestHost: '127.0.0.1',
  ingestPort: 4401,
  trustedProxies: [],
  allowedAddresses: [],
  retentionMs: 30 * 86_400_000,
  maxBodyBytes: 25 * 2 ** 20,
  maxBufferedBytes: 256 * 2 ** 20,
  bodyTimeoutMs: 10_000,
  rejectionsPerMinute: 60,
  graceMs: 10_000,
};
