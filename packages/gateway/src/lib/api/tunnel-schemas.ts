import { z } from 'zod';

/** A destination that `hooklatch listen` connects to. */
export interface Tunnel {
  readonly destinationId: string;
  readonly name: string;
  /** To this process. */
  readonly isConnected: boolean;
  /** How many forwards wait for it. */
  readonly waiting: number;
  /** Unix milliseconds; null where nobody was connected since the start. */
  readonly lastSeenAt: number | null;
}

export const tunnelListSchema: z.ZodType<{ items: Tunnel[] }> = z.object({
  items: z.array(
    z.object({
      destinationId: z.string(),
      name: z.string(),
      isConnected: z.boolean(),
      waiting: z.number().int(),
      lastSeenAt: z.number().int().nullable(),
    }),
  ),
});
