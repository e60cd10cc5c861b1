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

export const gatewayChoicesSchema: z.ZodType<GatewayChoices> = z.object({
  retentionDays: z.number(),
  maxLogBytes: z.number().int().nullable(),
  storage: z.object({ events: z.number().int(), bytes: z.number().int() }),
});

export const gatewayChoicesChangeSchema: z.ZodType<GatewayChoicesChange, GatewayChoicesChange> = z.object({
  retentionDays: z.number().int().min(1).max(3650).optional(),
  maxLogBytes: z
    .number()
    .int()
    .min(2 ** 20)
    .max(2 ** 50)
    .nullable()
    .optional(),
});
