import { z } from 'zod';
import { alertSchema } from './alert-schemas.ts';
import { forwardSchema } from './forward-schemas.ts';
import type { EventDetail } from '../log/event-detail.ts';
import type { EventHistogram } from '../log/event-histogram.ts';
import type { EventSummary } from '../log/event-row.ts';
import type { EventPage } from '../log/search-events.ts';
import type { Verification } from '../log/verification-steps.ts';

export type { EventDetail, EventHistogram, EventPage, EventSummary, Verification };

type Text = z.ZodOptional<z.ZodString>;
type Time = z.ZodOptional<z.ZodCoercedNumber>;

/** What a search is asked by in the query of a URL. */
export type SearchShape = {
  endpoint: Text;
  provider: Text;
  type: Text;
  outcome: z.ZodOptional<
    z.ZodEnum<{ verified: 'verified'; duplicate: 'duplicate'; rejected: 'rejected'; handshake: 'handshake' }>
  >;
  code: Text;
  from: Time;
  to: Time;
  q: Text;
  filter: Text;
};

const text = (longest: number): Text => z.string().min(1).max(longest).optional();
const time: Time = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();

const queryShape: SearchShape = {
  endpoint: text(64),
  provider: text(64),
  type: text(200).describe('`*` stands for any letters.'),
  outcome: z.enum(['verified', 'duplicate', 'rejected', 'handshake']).optional(),
  code: text(64),
  from: time.describe('Received from then on, in Unix milliseconds.'),
  to: time.describe('Received before then, in Unix milliseconds.'),
  q: text(1000).describe('Words that are all in the event.'),
  filter: text(8192).describe('In the filter language: `type=invoice.* body.amount>=1000`.'),
};

/** Declares a page of a search. */
export const eventPageQuery: z.ZodObject<
  SearchShape & { cursor: Text; limit: z.ZodDefault<z.ZodCoercedNumber> }
> = z.object({
  ...queryShape,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Declares a search over time. */
export const eventHistogramQuery: z.ZodObject<SearchShape & { buckets: z.ZodDefault<z.ZodCoercedNumber> }> =
  z.object({
    ...queryShape,
    buckets: z.coerce.number().int().min(1).max(200).default(60),
  });

const count = z.number().int();
const moment = z.number().describe('Unix milliseconds');
const maybe = z.string().nullable();

const plainShape = {
  id: z.string(),
  endpointId: z.string(),
  provider: z.string(),
  receivedAt: moment,
  method: z.string(),
  target: z.string(),
  outcome: z.enum(['verified', 'duplicate', 'rejected', 'handshake']),
  status: count,
  code: maybe,
  hint: maybe,
  eventId: maybe.describe("The provider's id of the event."),
  type: maybe,
  duplicateOf: maybe,
  source: z.enum(['received', 'forwarded', 'reported', 'test']),
  bytes: count,
  milliseconds: z.number(),
  contentType: maybe,
  secretId: maybe,
  remoteAddress: maybe,
};

const eventSummarySchema: z.ZodType<EventSummary> = z.object({
  ...plainShape,
  forwards: z.object({ queued: count, leased: count, delivered: count, dead: count, cancelled: count }),
});

export const eventPageSchema: z.ZodType<EventPage> = z.object({
  items: z.array(eventSummarySchema),
  next: maybe.describe('The `cursor` of what follows; null at the end.'),
  searchedThrough: moment
    .nullable()
    .describe('How far a search has come whose page is not full, and that goes on.'),
});

export const verificationSchema: z.ZodType<Verification> = z.object({
  steps: z.array(
    z.object({
      name: z.enum(['method', 'headers', 'body', 'secret', 'signature', 'freshness', 'event', 'report']),
      ok: z.boolean(),
      detail: z.string(),
    }),
  ),
});

export const eventDetailSchema: z.ZodType<EventDetail> = z.object({
  ...plainShape,
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.object({ text: maybe, base64: maybe, isTruncated: z.boolean() }),
  verification: verificationSchema,
  forwards: z.array(forwardSchema),
  alerts: z.array(alertSchema),
});

export const eventHistogramSchema: z.ZodType<EventHistogram> = z.object({
  buckets: z.array(z.object({ at: moment, verified: count, duplicate: count, rejected: count })),
  searchedThrough: moment.nullable().describe('What lies before is not known.'),
});
