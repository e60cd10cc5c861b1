import type { FilterSubject } from '@hooklatch/relay/filter';

/** What came of a delivery, or of handling its event. */
export type AlertOutcome = 'verified' | 'duplicate' | 'rejected' | 'handshake' | 'failed';

/** What rules look at: one event, or a delivery that brought none. */
export interface AlertEvent {
  /** Stable: the same for every delivery of the event. There is one alert for each rule and id. */
  readonly id: string;
  /** The endpoint's name. */
  readonly endpoint: string;
  /** The endpoint's id, where it has one beside its name; rules may use either. */
  readonly endpointId?: string | undefined;
  /** Whether nobody tries again what has failed. (false) */
  readonly isFinal?: boolean | undefined;
  readonly provider: string;
  readonly outcome: AlertOutcome;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  /** Empty where it is not known. */
  readonly type: string;
  /** The provider's id of the event, where it sends one. */
  readonly eventId?: string | undefined;
  /** Why it was rejected, or has failed. */
  readonly code?: string | undefined;
  /** What filters and JSON pointers look at. */
  readonly subject: FilterSubject;
}

/** A span of time that a link may be about: `from` counts, `until` does not. Unix milliseconds. */
export interface AlertSpan {
  readonly from: number;
  readonly until: number;
}

/** Where more is to be seen; what is undefined has no link. */
export interface AlertLinks {
  /** One event. */
  readonly event?: ((event: AlertEvent) => string | undefined) | undefined;
  /** The events that a rule has counted in a time. */
  readonly events?: ((rule: { readonly id: string }, span: AlertSpan) => string | undefined) | undefined;
  /** What goes wrong, by its subject. */
  readonly failure?: ((subject: string) => string | undefined) | undefined;
}

/** A secret that will not be used any more at some time. Nothing of it but its name. */
export interface AlertSecret {
  readonly endpoint: string;
  readonly endpointId?: string | undefined;
  /** What tells it from others, such as a fingerprint. */
  readonly name: string;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}
