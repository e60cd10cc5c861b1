import type { HeaderPairs } from '../captures/capture.ts';

/** A request that the endpoint is tried with. */
export interface Probe {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
  /** Sends the body in chunks of this many bytes, without a declared length. */
  readonly chunkBytes?: number;
  /** Sends a byte, and the next one after so many milliseconds. */
  readonly pauseMs?: number;
}

/** What came of a probe. */
export interface Exchange {
  readonly probe: Probe;
  readonly milliseconds: number;
  /** Undefined where there was no answer. */
  readonly status?: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** At most its first 64 KiB, as UTF-8. */
  readonly body: string;
  /** Why there is no answer. */
  readonly error?: 'timeout' | 'closed';
  /** Whether the whole body had left before there was an answer. */
  readonly isSent: boolean;
}

/** A header's value, the first where there are several. */
export function headerOf({ headers }: Exchange, name: string): string {
  return [headers[name]].flat()[0] ?? '';
}

/** A probe with its header pairs changed. */
export function withHeaders(probe: Probe, change: (pairs: HeaderPairs) => HeaderPairs): Probe {
  return { ...probe, headers: change(probe.headers) };
}

/** A probe with one header's value changed. */
export function withHeader(probe: Probe, wanted: string, change: (value: string) => string): Probe {
  return withHeaders(probe, (pairs) =>
    pairs.map(([name, value]) => [name, name.toLowerCase() === wanted ? change(value) : value] as const),
  );
}

/** A probe without a header. */
export function withoutHeader(probe: Probe, gone: string): Probe {
  return withHeaders(probe, (pairs) => pairs.filter(([name]) => name.toLowerCase() !== gone));
}

/** The value that a probe sends in a header. */
export function sentHeader(probe: Probe, wanted: string): string | undefined {
  return probe.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}
