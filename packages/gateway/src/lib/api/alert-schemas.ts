import { z } from 'zod';
import { pageQuery } from './answers.ts';

/** Something that was said. */
export interface AlertView {
  readonly id: string;
  /** `gateway` where no rule speaks: of a channel that is broken, of a burst that was summed up, of a test. */
  readonly ruleId: string;
  readonly ruleName: string;
  readonly kind: string;
  /** Of what it is about: there is one alert for each rule and key. */
  readonly key: string;
  readonly eventId: string | null;
  readonly title: string;
  /** Unix milliseconds, as all times. */
  readonly createdAt: number;
  readonly sends: AlertSend[];
}

/** An alert on its way to one channel, or to one target of it. */
export interface AlertSend {
  readonly id: string;
  readonly channelId: string;
  readonly channelName: string;
  /** Such as one address of an email. */
  readonly target: string | null;
  /** `summed` is told in another alert, and ends as that one does. */
  readonly state: 'queued' | 'leased' | 'summed' | 'sent' | 'dead';
  /** The alert that it is told in. */
  readonly toldIn: string | null;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly settledAt: number | null;
}

/** Which alerts are listed. */
export interface AlertQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly rule?: string | undefined;
  readonly event?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

const time = z.number().int().describe('Unix milliseconds');

const send: z.ZodType<AlertSend> = z.object({
  id: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  target: z.string().nullable(),
  state: z.enum(['queued', 'leased', 'summed', 'sent', 'dead']),
  toldIn: z.string().nullable(),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
  settledAt: time.nullable(),
});

export const alertSchema: z.ZodType<AlertView> = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  kind: z.string(),
  key: z.string(),
  eventId: z.string().nullable(),
  title: z.string(),
  createdAt: time,
  sends: z.array(send),
});

type Shape = (typeof pageQuery)['shape'];

export const alertQuerySchema: z.ZodObject<
  Shape & {
    rule: z.ZodOptional<z.ZodString>;
    event: z.ZodOptional<z.ZodString>;
    from: z.ZodOptional<z.ZodCoercedNumber>;
    to: z.ZodOptional<z.ZodCoercedNumber>;
  }
> = z.object({
  ...pageQuery.shape,
  rule: z.string().max(64).optional(),
  event: z.string().max(64).optional(),
  from: z.coerce.number().int().optional(),
  to: z.coerce.number().int().optional(),
});
