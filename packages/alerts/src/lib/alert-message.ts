/** What an alert is about. */
export type AlertKind =
  | 'event'
  | 'digest'
  | 'failure'
  | 'recovery'
  | 'silence'
  | 'burst'
  | 'rotation'
  | 'test';

/** How bad it is; the words are PagerDuty's. */
export type AlertSeverity = 'critical' | 'error' | 'warning' | 'info';

/** One value with its name. */
export interface AlertField {
  readonly name: string;
  readonly value: string;
}

/** One line of a digest, or of the summary of a burst: how often something came. */
export interface AlertRow {
  /** Most often the type of events. */
  readonly name: string;
  readonly count: number;
  /** How often it came in the window before, where that is known. */
  readonly before?: number | undefined;
  /** Whether it counts what went wrong. */
  readonly isFailure: boolean;
}

/**
 * What is said, before a channel gives it its form. It is plain JSON. Any text in it may come from the sender of an event:
 * channels clean, cut and escape it.
 */
export interface AlertMessage {
  /** Stable: the same at every try, and for whatever is the same alert. At most 255 printable ASCII characters, no `.`. */
  readonly id: string;
  /** What it is about: an event, a window of time, a turn of a failure. There is one alert for each rule and key. */
  readonly key: string;
  readonly kind: AlertKind;
  readonly severity: AlertSeverity;
  /** One line. */
  readonly title: string;
  /** A sentence or a few. */
  readonly summary: string;
  readonly fields: readonly AlertField[];
  /** At most 20. */
  readonly rows: readonly AlertRow[];
  /** Where more is to be seen; `https:` or `http:`. */
  readonly link?: string | undefined;
  /** Unix milliseconds. */
  readonly occurredAt: number;
  /** What several messages are about: a failure, its repetition and its recovery have the same. (the id) */
  readonly incident?: string | undefined;
  /** The rule's name. */
  readonly rule?: string | undefined;
  /** The endpoint's name. */
  readonly endpoint?: string | undefined;
  readonly provider?: string | undefined;
}
