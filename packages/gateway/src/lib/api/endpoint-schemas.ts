import { z } from 'zod';
import { nameSchema } from './name-schema.ts';

/** What is kept of an endpoint's secret: never itself. */
export interface Secret {
  readonly id: string;
  /** Tells secrets apart, and tells nothing of them. */
  readonly fingerprint: string;
  /** From 0: the newest. */
  readonly position: number;
  /** Unix milliseconds, as all times. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
  /** Written at most once a minute. */
  readonly lastUsedAt: number | null;
}

/** What answers: the gateway once the event is stored, or the destination. */
export type ResponseMode = 'store' | 'forward';

/** Options of a provider, by name. */
export type EndpointOptions = Record<string, unknown>;

/** Where a provider sends to. */
export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  /** What is entered at the provider. */
  readonly url: string;
  readonly isEnabled: boolean;
  readonly responseMode: ResponseMode;
  readonly replyTimeoutMs: number;
  readonly maxBodyBytes: number;
  /** Those that are secrets are shown as `(set)`. */
  readonly options: EndpointOptions;
  readonly secrets: Secret[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly lastEventAt: number | null;
}

/** What an endpoint is made of. */
export interface NewEndpoint {
  readonly name: string;
  readonly provider: string;
  /** The newest first. */
  readonly secrets?: string[] | undefined;
  readonly options?: EndpointOptions | undefined;
  readonly responseMode?: ResponseMode | undefined;
  readonly replyTimeoutMs?: number | undefined;
  readonly maxBodyBytes?: number | undefined;
}

/** What may be changed of an endpoint; options are given whole, and `(set)` keeps one that is hidden. */
export interface EndpointChange {
  readonly name?: string | undefined;
  readonly isEnabled?: boolean | undefined;
  readonly options?: EndpointOptions | undefined;
  readonly responseMode?: ResponseMode | undefined;
  readonly replyTimeoutMs?: number | undefined;
  readonly maxBodyBytes?: number | undefined;
}

/** A secret that is added. */
export interface NewSecret {
  readonly secret: string;
  /** In how many milliseconds all others end. (never) */
  readonly expireOthersInMs?: number | undefined;
}

/** What came of a test delivery. */
export interface TestDelivery {
  /** What it has become in the log. */
  readonly eventId: string | null;
  /** What the door has answered. */
  readonly status: number;
  readonly milliseconds: number;
}

const time = z.number().int().describe('Unix milliseconds');
const name = nameSchema(200);
const options = z.record(z.string().min(1).max(100), z.unknown());
const secretText = z.string().min(1).max(16_384);
const responseMode = z.enum(['store', 'forward']).describe('What answers: the gateway, or the destination');
const replyTimeoutMs = z.number().int().min(100).max(60_000).describe('How long `forward` waits');
const maxBodyBytes = z.number().int().min(1);

export const secretSchema: z.ZodType<Secret> = z.object({
  id: z.string(),
  fingerprint: z.string(),
  position: z.number().int(),
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
});

export const endpointSchema: z.ZodType<Endpoint> = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  url: z.string().describe('What is entered at the provider'),
  isEnabled: z.boolean(),
  responseMode,
  replyTimeoutMs,
  maxBodyBytes,
  options,
  secrets: z.array(secretSchema),
  createdAt: time,
  updatedAt: time,
  lastEventAt: time.nullable(),
});

export const newEndpointSchema: z.ZodType<NewEndpoint, NewEndpoint> = z.object({
  name,
  provider: z.string().min(1).max(100),
  secrets: z.array(secretText).max(20).optional(),
  options: options.optional(),
  responseMode: responseMode.optional(),
  replyTimeoutMs: replyTimeoutMs.optional(),
  maxBodyBytes: maxBodyBytes.optional(),
});

export const endpointChangeSchema: z.ZodType<EndpointChange, EndpointChange> = z.object({
  name: name.optional(),
  isEnabled: z.boolean().optional(),
  options: options.optional(),
  responseMode: responseMode.optional(),
  replyTimeoutMs: replyTimeoutMs.optional(),
  maxBodyBytes: maxBodyBytes.optional(),
});

export const newSecretSchema: z.ZodType<NewSecret, NewSecret> = z.object({
  secret: secretText,
  expireOthersInMs: z
    .number()
    .int()
    .min(0)
    .max(Number.MAX_SAFE_INTEGER / 2)
    .optional(),
});

export const secretChangeSchema: z.ZodType<{ expiresAt: number | null }, { expiresAt: number | null }> =
  z.object({
    expiresAt: time.min(0).nullable(),
  });

export const testRequestSchema: z.ZodType<{ type?: string | undefined }, { type?: string | undefined }> =
  z.object({
    type: z.string().min(1).max(200).optional(),
  });

export const testDeliverySchema: z.ZodType<TestDelivery> = z.object({
  eventId: z.string().nullable(),
  status: z.number().int(),
  milliseconds: z.number(),
});
