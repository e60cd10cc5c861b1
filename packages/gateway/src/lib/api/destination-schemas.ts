import { z } from 'zod';
import { nameSchema } from './name-schema.ts';

/** What a destination is. */
export type DestinationKind = 'http' | 'listen' | 'bullmq' | 'pg-boss' | 'sqs' | 'qstash';

/** Where events go to: without its configuration, which is never shown again. */
export interface Destination {
  readonly id: string;
  readonly name: string;
  readonly kind: DestinationKind;
  /** What may be shown of where it is. */
  readonly label: string;
  readonly state: 'active' | 'paused' | 'broken';
  readonly timeoutMs: number;
  /** Seconds after each failure; null is the documented schedule. */
  readonly schedule: readonly number[] | null;
  readonly ratePerSecond: number | null;
  readonly concurrency: number;
  readonly consecutiveFailures: number;
  readonly failingSince: number | null;
  readonly queued: number;
  readonly dead: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A destination that was just made. */
export interface MadeDestination extends Destination {
  /** `whsec_…`, shown once; null where nothing is signed. */
  readonly signingSecret: string | null;
  /** For `hooklatch listen`, shown once; null for other kinds. */
  readonly token: string | null;
}

/** What may be changed of a destination. */
export interface DestinationChange {
  readonly name?: string | undefined;
  /** By kind; given whole. */
  readonly config?: Record<string, unknown> | undefined;
  readonly timeoutMs?: number | undefined;
  readonly schedule?: number[] | null | undefined;
  readonly ratePerSecond?: number | null | undefined;
  readonly concurrency?: number | undefined;
}

/** What a destination is made of. */
export interface NewDestination extends DestinationChange {
  readonly name: string;
  readonly kind: DestinationKind;
}

/** What came of a test. */
export interface DestinationTest {
  readonly ok: boolean;
  readonly status: number | null;
  readonly milliseconds: number;
  readonly error: string | null;
}

const time = z.number().int().describe('Unix milliseconds');
const kind = z.enum(['http', 'listen', 'bullmq', 'pg-boss', 'sqs', 'qstash']);
const schedule = z.array(z.number().int().min(0).max(604_800)).max(50).describe('Seconds after each failure');
const name = nameSchema(200);
const changeable = {
  config: z.record(z.string(), z.unknown()).optional().describe('By kind; http: { url, headers? }'),
  timeoutMs: z.number().int().min(100).max(120_000).optional(),
  schedule: schedule.nullable().optional(),
  ratePerSecond: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .nullable()
    .optional()
    .describe('Of all processes together'),
  concurrency: z.number().int().min(1).max(500).optional(),
};

const fields = {
  id: z.string(),
  name: z.string(),
  kind,
  label: z.string(),
  state: z.enum(['active', 'paused', 'broken']),
  timeoutMs: z.number().int(),
  schedule: z.array(z.number()).readonly().nullable(),
  ratePerSecond: z.number().int().nullable(),
  concurrency: z.number().int(),
  consecutiveFailures: z.number().int(),
  failingSince: time.nullable(),
  queued: z.number().int(),
  dead: z.number().int(),
  createdAt: time,
  updatedAt: time,
};

export const destinationSchema: z.ZodType<Destination> = z.object(fields);

export const madeDestinationSchema: z.ZodType<MadeDestination> = z.object({
  ...fields,
  signingSecret: z.string().nullable().describe('Shown once'),
  token: z.string().nullable().describe('Shown once'),
});

export const newDestinationSchema: z.ZodType<NewDestination, NewDestination> = z.object({
  name,
  kind,
  ...changeable,
});

export const destinationChangeSchema: z.ZodType<DestinationChange, DestinationChange> = z.object({
  name: name.optional(),
  ...changeable,
});

export const destinationTestSchema: z.ZodType<DestinationTest> = z.object({
  ok: z.boolean(),
  status: z.number().int().nullable(),
  milliseconds: z.number(),
  error: z.string().nullable(),
});

export const signingSecretSchema: z.ZodType<{ signingSecret: string }> = z.object({
  signingSecret: z.string(),
});

export const tunnelTokenSchema: z.ZodType<{ token: string }> = z.object({ token: z.string() });
