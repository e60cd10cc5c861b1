/** The shapes that the screens read: the gateway's own, of which a browser needs the types alone. */

import type { IssueView } from '../../../src/lib/api/issue-schemas.ts';
import type { ProviderEntry } from '../../../src/lib/api/provider-schemas.ts';
import type { SessionState } from '../../../src/lib/api/access-schemas.ts';

export type { Connection } from '../../../src/lib/api/connection-schemas.ts';
export type { Destination } from '../../../src/lib/api/destination-schemas.ts';
export type {
  Endpoint,
  EndpointChange,
  NewEndpoint,
  Secret,
  TestDelivery,
} from '../../../src/lib/api/endpoint-schemas.ts';
export type { Overview } from '../../../src/lib/api/metric-schemas.ts';
export type Issue = IssueView;
export type Provider = ProviderEntry;
export type Session = SessionState;

/** One page of a list; `next` asks for the following one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** How long things took, in milliseconds; null where nothing was timed. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** One message of the live stream. */
export interface Happening {
  readonly kind: string;
  readonly events?: readonly string[];
  readonly event?: string;
  readonly forward?: string;
  readonly issue?: string;
  readonly what?: string;
  readonly state?: string;
}
