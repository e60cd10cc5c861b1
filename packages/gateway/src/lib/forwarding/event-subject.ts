import { toFilterSubject, type FilterSubject } from '@hooklatch/relay/filter';
import type { HeaderPairs } from '../outbound/create-outbound.ts';

/** What filters ask of a stored event. */
export interface SubjectSource {
  readonly method: string;
  readonly target: string;
  readonly type: string | null;
  readonly provider: string;
  /** Pairs, as JSON. */
  readonly headers: string;
  readonly body: Uint8Array;
}

/** A stored event as filters see it: the same for connections, for the test of a filter, and for replays. */
export function toEventSubject(event: SubjectSource): FilterSubject {
  const { method, target, type, provider, headers, body } = event;
  return toFilterSubject(
    { method, target, headers: JSON.parse(headers) as HeaderPairs, body },
    { type: type ?? undefined, provider },
  );
}
