import { z } from 'zod';

/** Where a forward stands. */
export type ForwardState = 'queued' | 'leased' | 'delivered' | 'dead' | 'cancelled';

/** What made a forward due. */
export type ForwardTrigger = 'automatic' | 'manual' | 'bulk';

/** One event on its way to one destination. */
export interface Forward {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
  readonly connectionId: string;
  readonly destinationId: string;
  readonly type: string | null;
  readonly state: ForwardState;
  readonly trigger: ForwardTrigger;
  /** 0, or which replay of the event it belongs to. */
  readonly replay: number;
  readonly attempts: number;
  readonly dueAt: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: number;
  readonly settledAt: number | null;
}

/** One attempt of a forward. */
export interface Attempt {
  readonly id: string;
  readonly number: number;
  readonly trigger: ForwardTrigger;
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly status: number | null;
  /** Stable, where there was no answer: `timeout`, `refused`, `private_address`. */
  readonly errorCode: string | null;
  readonly error: string | null;
  readonly target: string;
  readonly responseHeaders: readonly (readonly [name: string, value: string])[] | null;
  /** Of the first 64 KiB. */
  readonly responseText: string | null;
}

/** A forward with its attempts, the first one first. */
export interface ForwardDetail extends Forward {
  readonly attemptLog: readonly Attempt[];
}

/** Through which connections an event goes once more. */
export interface ReplayRequest {
  readonly connectionIds?: string[] | undefined;
}

const time = z.number().int().describe('Unix milliseconds');
const state = z.enum(['queued', 'leased', 'delivered', 'dead', 'cancelled']);
const trigger = z.enum(['automatic', 'manual', 'bulk']);

const fields = {
  id: z.string(),
  eventId: z.string(),
  endpointId: z.string(),
  connectionId: z.string(),
  destinationId: z.string(),
  type: z.string().nullable(),
  state,
  trigger,
  replay: z.number().int(),
  attempts: z.number().int(),
  dueAt: time,
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  createdAt: time,
  settledAt: time.nullable(),
};

const attemptSchema: z.ZodType<Attempt> = z.object({
  id: z.string(),
  number: z.number().int(),
  trigger,
  startedAt: time,
  milliseconds: z.number(),
  status: z.number().int().nullable(),
  errorCode: z.string().nullable(),
  error: z.string().nullable(),
  target: z.string(),
  responseHeaders: z
    .array(z.tuple([z.string(), z.string()]).readonly())
    .readonly()
    .nullable(),
  responseText: z.string().nullable(),
});

export const forwardSchema: z.ZodType<Forward> = z.object(fields);

export const forwardDetailSchema: z.ZodType<ForwardDetail> = z.object({
  ...fields,
  attemptLog: z.array(attemptSchema).readonly(),
});

export const replayRequestSchema: z.ZodType<ReplayRequest, ReplayRequest> = z.object({
  connectionIds: z.array(z.string().max(64)).min(1).max(100).optional(),
});

export const replayedSchema: z.ZodType<{ forwardIds: readonly string[] }> = z.object({
  forwardIds: z.array(z.string()).readonly(),
});
