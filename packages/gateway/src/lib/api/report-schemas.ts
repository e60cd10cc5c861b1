import { z } from 'zod';

/** What became of a request that was handed on. */
export interface Handed {
  /** What it is in the log. */
  readonly eventId: string;
  /** The first event of its key, where it had come before. */
  readonly duplicateOf: string | null;
}

/** What became of reports. */
export interface Taken {
  /** How many are in the log now. */
  readonly stored: number;
  /** How many were there before. */
  readonly known: number;
}

/** What an application says of a delivery: neither its body nor its headers. */
export interface Reported {
  readonly id: string;
  readonly at: number;
  readonly outcome: string;
  readonly provider: string;
  readonly isVerified: boolean;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly hint?: string | undefined;
  readonly type?: string | undefined;
  readonly eventId?: string | undefined;
  readonly bytes: number;
  readonly milliseconds: number;
}

/** The outcomes of a delivery, as core says them. */
const outcomes = [
  'handled',
  'stored',
  'stale',
  'ignored',
  'passed',
  'duplicate',
  'in_progress',
  'handshake',
  'refused',
  'failed',
] as const;

export const handedSchema: z.ZodType<Handed> = z.object({
  eventId: z.string(),
  duplicateOf: z.string().nullable(),
});

export const takenSchema: z.ZodType<Taken> = z.object({
  stored: z.number().int(),
  known: z.number().int(),
});

const reportedSchema: z.ZodType<Reported, Reported> = z.object({
  id: z.string().regex(/^[\w-]{8,64}$/),
  at: z.number().int().min(0).describe('Unix milliseconds, by the clock of the application'),
  outcome: z.enum(outcomes),
  provider: z.string().max(200),
  isVerified: z.boolean().describe('Whether the sender was proved'),
  status: z.number().int().min(100).max(599).optional(),
  code: z.string().max(200).optional(),
  hint: z.string().max(4000).optional(),
  type: z.string().max(1000).optional(),
  eventId: z.string().max(1000).optional().describe('Of the provider'),
  bytes: z.number().int().min(0),
  milliseconds: z.number().min(0),
});

export const reportsSchema: z.ZodType<{ reports: Reported[] }, { reports: Reported[] }> = z.object({
  reports: z.array(reportedSchema).min(1).max(100),
});
