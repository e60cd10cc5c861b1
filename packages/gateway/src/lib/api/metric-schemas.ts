import { z } from 'zod';
import type { Overview, OverviewQuery } from '../metrics/overview.ts';

export type { Overview, OverviewQuery };

type Time = z.ZodOptional<z.ZodCoercedNumber>;

const time: Time = z.coerce.number().int().min(0).max(8.64e15).optional();

export const overviewQuery: z.ZodObject<{ from: Time; to: Time; endpoint: z.ZodOptional<z.ZodString> }> =
  z.object({
    from: time.describe('Unix milliseconds (a day before `to`)'),
    to: time.describe('Unix milliseconds (now)'),
    endpoint: z.string().min(1).max(64).optional(),
  });

const count = z.number().int();
const moment = z.number().int().describe('Unix milliseconds');
const milliseconds = z.number().nullable();
const percentiles = z.object({ p50: milliseconds, p95: milliseconds, p99: milliseconds });

export const overviewSchema: z.ZodType<Overview> = z.object({
  buckets: z.array(
    z.object({
      at: moment,
      received: count,
      verified: count,
      duplicate: count,
      rejected: count,
      delivered: count,
      failed: count,
      dead: count,
    }),
  ),
  rejections: z.array(z.object({ code: z.string(), count })),
  ingest: percentiles.describe('How long the door took, in milliseconds'),
  forwarding: percentiles.describe('How long destinations took, in milliseconds'),
  queue: z.object({ queued: count, dead: count, oldestAgeMs: z.number().nullable() }),
  openIssues: count,
  brokenChannels: count,
});
