import { z } from 'zod';

/** Which dead forwards are retried. */
export interface BulkQuery {
  readonly state: 'dead';
  readonly destinationId?: string | undefined;
  readonly endpointId?: string | undefined;
  /** Of the event; `*` stands for any letters. */
  readonly type?: string | undefined;
  /** Of the last answer. */
  readonly status?: number | undefined;
  /** Made from then on, in Unix milliseconds. */
  readonly from?: number | undefined;
  /** Made before then. */
  readonly to?: number | undefined;
}

/** What a bulk retry would do, counted now. */
export interface BulkPlan {
  /** How many forwards there are. */
  readonly estimate: number;
  /** Where they would go, the most first. */
  readonly byDestination: readonly { readonly destinationId: string; readonly count: number }[];
}

/** Many forwards that are retried one after the other. */
export interface Bulk {
  readonly id: string;
  readonly query: BulkQuery;
  readonly state: 'running' | 'done' | 'cancelled';
  /** How many there were when it began. */
  readonly estimate: number;
  readonly done: number;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly settledAt: number | null;
}

const time = z.number().int().describe('Unix milliseconds');

const bulkQuery: z.ZodType<BulkQuery, BulkQuery> = z.object({
  state: z.literal('dead'),
  destinationId: z.string().max(64).optional(),
  endpointId: z.string().max(64).optional(),
  type: z.string().max(200).optional(),
  status: z.number().int().optional(),
  from: time.optional(),
  to: time.optional(),
});

export const bulkRequestSchema: z.ZodType<{ query: BulkQuery }, { query: BulkQuery }> = z.object({
  query: bulkQuery,
});

export const bulkPlanSchema: z.ZodType<BulkPlan> = z.object({
  estimate: z.number().int(),
  byDestination: z
    .array(z.object({ destinationId: z.string(), count: z.number().int() }))
    .describe('Where they would go, the most first'),
});

export const bulkSchema: z.ZodType<Bulk> = z.object({
  id: z.string(),
  query: bulkQuery,
  state: z.enum(['running', 'done', 'cancelled']),
  estimate: z.number().int(),
  done: z.number().int(),
  createdBy: z.string(),
  createdAt: time,
  settledAt: time.nullable(),
});
