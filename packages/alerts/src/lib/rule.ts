import type { AlertSeverity } from './alert-message.ts';

/** What makes a rule speak. */
export type RuleTrigger =
  /** An event that was verified. */
  | { readonly kind: 'event' }
  /** Something that keeps failing: opened, escalated, repeated, resolved. */
  | {
      readonly kind: 'failure';
      /** How many failures open it, if none of them was final. (5) */
      readonly failures: number;
      /** In which time, in milliseconds. (300,000) */
      readonly withinMs: number;
      /** How long after one message about an open failure the next one comes, in milliseconds. (4 hours) */
      readonly repeatIntervalMs: number;
      /** Of how many failures in a row 50, 70, 90 and 100 percent are said; 0 says none of it. (20) */
      readonly limit: number;
    }
  /** No event for so long. */
  | { readonly kind: 'silence'; readonly hours: number }
  /** Many deliveries that were rejected for such a code. */
  | {
      readonly kind: 'burst';
      /** (10) */
      readonly count: number;
      /** In milliseconds. (300,000) */
      readonly withinMs: number;
      /** (`signature_mismatch`, `signature_missing`) */
      readonly codes: readonly string[];
      /** In milliseconds. (4 hours) */
      readonly repeatIntervalMs: number;
    }
  /** A secret that is retired in so many days. (7) */
  | { readonly kind: 'rotation'; readonly days: number };

/** Which events a rule looks at; what is absent is not asked. */
export interface RuleMatch {
  readonly on: RuleTrigger;
  /** Names or ids of endpoints; `*` is any text. */
  readonly endpoints?: readonly string[] | undefined;
  /** Types of events; `*` is any text. */
  readonly types?: readonly string[] | undefined;
  /** In the language of `@hooklatch/relay/filter`: the short form, or the JSON form. */
  readonly filter?: string | object | undefined;
}

/** Each event at once; no more than a few at once; or a digest of a window of time. */
export type RuleMode = { readonly kind: 'each' } | ThrottleMode | DigestMode;

/** Says a few at once, and sums up what more comes. */
export interface ThrottleMode {
  readonly kind: 'throttle';
  /** How many are said one by one before the rest is summed up. (5) */
  readonly limit: number;
  /** In which time, and when it is summed up, in milliseconds. (30,000) */
  readonly groupWaitMs: number;
  /** How long after one summary the next one comes, in milliseconds. (300,000) */
  readonly groupIntervalMs: number;
}

/** Counts, and tells at times of a calendar. */
export interface DigestMode {
  readonly kind: 'digest';
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** Of IANA, such as `Europe/Berlin`. (`UTC`) */
  readonly timeZone: string;
  /** Whether a window without events is told: never, each, or once a week. (`never`) */
  readonly empty: 'never' | 'always' | 'heartbeat';
  /** What becomes of windows that ended while nobody was there: one for all, each, or the last one alone. (`merge`) */
  readonly catchUp: 'merge' | 'each' | 'skip';
}

/** A value that is read out of an event's payload. */
export interface TemplateField {
  readonly name: string;
  /** A JSON pointer (RFC 6901) into the payload, such as `/data/object/id`. */
  readonly pointer: string;
}

/**
 * What is said of one event. Texts may hold `{type}`, `{endpoint}`, `{provider}`, `{id}`, `{rule}` and `{/json/pointer}`.
 */
export interface RuleTemplate {
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
  /** At most 10. (none: a payload is not shown) */
  readonly fields: readonly TemplateField[];
}

/** Who is told what, and when. It is plain JSON with every default filled in; `toRule` makes one. */
export interface AlertRule {
  /** Stable: one alert for each rule and event. */
  readonly id: string;
  readonly name: string;
  readonly match: RuleMatch;
  readonly mode: RuleMode;
  readonly severity: AlertSeverity;
  readonly template: RuleTemplate;
  /** Names of channels. (every channel) */
  readonly channels?: readonly string[] | undefined;
}
