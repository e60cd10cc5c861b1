import type { RuleView } from '../api/rule-schemas.ts';
import type { ChannelView } from '../api/channel-schemas.ts';
import type { DestinationKind } from '../api/destination-schemas.ts';
import type { ResponseMode } from '../api/endpoint-schemas.ts';

/** Stands for a variable of the environment. */
export interface EnvReference {
  readonly $env: string;
}

/** Where a provider sends to. What is left out stays as it is, or is the default where it is made. */
export interface EndpointConfig<Secret = string | EnvReference> {
  /** Its name: `stripe`. It cannot be changed later. */
  readonly provider: string;
  /** The newest first. One that the gateway has and that is not here stays. */
  readonly secrets?: readonly Secret[] | undefined;
  /** Of the provider's factory; given whole. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
  readonly isEnabled?: boolean | undefined;
  readonly responseMode?: ResponseMode | undefined;
  /** How long `forward` waits, in milliseconds. */
  readonly replyTimeoutMs?: number | undefined;
  readonly maxBodyBytes?: number | undefined;
}

/** Where events go to. */
export interface DestinationConfig {
  /** It cannot be changed later. */
  readonly kind: DestinationKind;
  /** By kind; given whole: of `http` it is `{ url, headers? }`. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  readonly timeoutMs?: number | undefined;
  /** Seconds after each failure; null is the documented schedule. */
  readonly schedule?: readonly number[] | null | undefined;
  readonly ratePerSecond?: number | null | undefined;
  readonly concurrency?: number | undefined;
}

/** Joins an endpoint to a destination: one of each two. */
export interface ConnectionConfig {
  /** The endpoint's name. */
  readonly from: string;
  /** The destination's name. */
  readonly to: string;
  /** In the filter language; null lets everything pass. */
  readonly filter?: string | null | undefined;
  readonly isEnabled?: boolean | undefined;
}

/** Where alerts go. */
export interface ChannelConfig {
  /** It cannot be changed later. */
  readonly kind: ChannelView['kind'];
  /** By kind; given whole: of `slack` it is `{ url }`. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Who is told what, and when. */
export interface RuleConfig {
  /** As `@hooklatch/alerts` reads it: `{ match, mode?, severity?, template? }`. */
  readonly rule: RuleView['rule'];
  /** Names of channels. */
  readonly channels?: readonly string[] | undefined;
  readonly isEnabled?: boolean | undefined;
}

/** What a gateway has, by name. What it has besides is left alone. */
export interface GatewayConfig<Secret = string | EnvReference> {
  readonly endpoints?: Readonly<Record<string, EndpointConfig<Secret>>> | undefined;
  readonly destinations?: Readonly<Record<string, DestinationConfig>> | undefined;
  readonly channels?: Readonly<Record<string, ChannelConfig>> | undefined;
  readonly rules?: Readonly<Record<string, RuleConfig>> | undefined;
  readonly connections?: readonly ConnectionConfig[] | undefined;
}

/** A configuration whose variables are filled in. */
export type FilledConfig = GatewayConfig<string>;
