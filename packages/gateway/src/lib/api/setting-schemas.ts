import { z } from 'zod';

/** What is changed while the gateway runs. */
export interface GatewayChoices {
  /** How long a finished event is kept. */
  readonly retentionDays: number;
  /** How large the log may grow; `null` for no limit. */
  readonly maxLogBytes: number | null;
  /** What there is now, about. */
  readonly storage: { readonly events: number; readonly bytes: number };
}

/** What may be changed. */
export interface GatewayChoicesChange {
  readonly retentionDays?: number | undefined;
  readonly maxLogBytes?: number | null | undefined;
}

/** Which limits are asked about; what is not said stays as it is. */
export interface RetentionQuestion {
  readonly retentionDays?: number | undefined;
  /** Empty for no limit. */
  readonly maxLogBytes?: number | '' | undefined;
}

/** What other limits would do. */
export interface RetentionPlan {
  /** How many would be removed at once. */
  readonly events: number;
}

const days = { least: 1, most: 3650 } as const;
const bytes = { least: 2 ** 20, most: 2 ** 50 } as const;

export const gatewayChoicesSchema: z.ZodType<GatewayChoices> = z.object({
  retentionDays: z.number(),
  maxLogBytes: z.number().int().nullable(),
  storage: z.object({ events: z.number().int(), bytes: z.number().int() }),
});

export const gatewayChoicesChangeSchema: z.ZodType<GatewayChoicesChange, GatewayChoicesChange> = z.object({
  retentionDays: z.number().int().min(days.least).max(days.most).optional(),
  maxLogBytes: z.number().int().min(bytes.least).max(bytes.most).nullable().optional(),
});

export const retentionQuestionSchema: z.ZodObject<{
  retentionDays: z.ZodOptional<z.ZodCoercedNumber>;
  maxLogBytes: z.ZodOptional<z.ZodUnion<readonly [z.ZodLiteral<''>, z.ZodCoercedNumber]>>;
}> = z.object({
  retentionDays: z.coerce.number().int().min(days.least).max(days.most).optional(),
  maxLogBytes: z
    .union([z.literal(''), z.coerce.number().int().min(bytes.least).max(bytes.most)])
    .optional()
    .describe('Empty for no limit'),
});

export const retentionPlanSchema: z.ZodType<RetentionPlan> = z.object({ events: z.number().int() });
