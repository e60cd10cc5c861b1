import { z } from 'zod';

/** Joins an endpoint to a destination. */
export interface Connection {
  readonly id: string;
  readonly endpointId: string;
  readonly destinationId: string;
  /** In the filter language; null lets everything pass. */
  readonly filter: string | null;
  readonly isEnabled: boolean;
  readonly createdAt: number;
}

/** What may be changed of a connection. */
export interface ConnectionChange {
  readonly filter?: string | null | undefined;
  readonly isEnabled?: boolean | undefined;
}

/** What a connection is made of. */
export interface NewConnection extends ConnectionChange {
  readonly endpointId: string;
  readonly destinationId: string;
}

/** Which filter is tried. */
export interface FilterQuestion {
  readonly filter: string;
  readonly endpointId?: string | undefined;
  /** How many of the last events. (20) */
  readonly limit?: number | undefined;
}

/** What a filter would have let pass. */
export interface FilterTest {
  /** Why it cannot be used. */
  readonly error: string | null;
  readonly items: readonly {
    readonly eventId: string;
    readonly type: string | null;
    readonly receivedAt: number;
    readonly isMatch: boolean;
  }[];
  readonly matched: number;
  readonly of: number;
}

const time = z.number().int().describe('Unix milliseconds');
const filter = z.string().max(8192).nullable().describe('In the filter language; null lets everything pass');
const changeable = { filter: filter.optional(), isEnabled: z.boolean().optional() };

export const connectionSchema: z.ZodType<Connection> = z.object({
  id: z.string(),
  endpointId: z.string(),
  destinationId: z.string(),
  filter,
  isEnabled: z.boolean(),
  createdAt: time,
});

export const connectionChangeSchema: z.ZodType<ConnectionChange, ConnectionChange> = z.object(changeable);

export const newConnectionSchema: z.ZodType<NewConnection, NewConnection> = z.object({
  endpointId: z.string().max(64),
  destinationId: z.string().max(64),
  ...changeable,
});

export const filterQuestionSchema: z.ZodType<FilterQuestion, FilterQuestion> = z.object({
  filter: z.string().max(8192),
  endpointId: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(100).optional(),
});

export const filterTestSchema: z.ZodType<FilterTest> = z.object({
  error: z.string().nullable(),
  items: z
    .array(
      z.object({ eventId: z.string(), type: z.string().nullable(), receivedAt: time, isMatch: z.boolean() }),
    )
    .readonly(),
  matched: z.number().int(),
  of: z.number().int(),
});
