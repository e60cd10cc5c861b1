import { z } from 'zod';
import { nameSchema } from './name-schema.ts';

/** Where alerts go, as it is shown: without its configuration. */
export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'slack' | 'discord' | 'email' | 'pagerduty' | 'teams' | 'webhook';
  /** Tells which one it is, and no secret. */
  readonly label: string;
  readonly state: 'active' | 'broken';
  /** What it said, where it refuses everything. */
  readonly brokenReason: string | null;
  /** Unix milliseconds, as all times. */
  readonly createdAt: number;
}

/** What a channel is made of. */
export interface NewChannel {
  readonly name: string;
  readonly kind: ChannelView['kind'];
  /**
   * Slack, Discord, Teams: `{url}`; PagerDuty: `{routingKey, url?}`; webhook: `{url, secret?}`;
   * email: `{to, from?, smtp?: {host, port?, secure?, requireTls?, user?, password?}}`.
   */
  readonly config: Record<string, unknown>;
}

/** What may be changed of a channel; a configuration is given whole. */
export interface ChannelChange {
  readonly name?: string | undefined;
  readonly config?: Record<string, unknown> | undefined;
}

/** A channel that was made; a webhook's secret is shown this once. */
export interface CreatedChannel extends ChannelView {
  readonly secret: string | null;
}

/** What came of a test. */
export interface TestResult {
  readonly ok: boolean;
  /** Of HTTP or SMTP. */
  readonly status: number | null;
  readonly milliseconds: number | null;
  /** In the channel's own words. */
  readonly error: string | null;
}

const kind = z.enum(['slack', 'discord', 'email', 'pagerduty', 'teams', 'webhook']);
const name = nameSchema(100);
const config = z.record(z.string(), z.unknown());
const shape = {
  id: z.string(),
  name: z.string(),
  kind,
  label: z.string(),
  state: z.enum(['active', 'broken']),
  brokenReason: z.string().nullable(),
  createdAt: z.number().int().describe('Unix milliseconds'),
};

export const channelSchema: z.ZodType<ChannelView> = z.object(shape);

export const createdChannelSchema: z.ZodType<CreatedChannel> = z.object({
  ...shape,
  secret: z.string().nullable().describe('Of a webhook; shown this once.'),
});

export const newChannelSchema: z.ZodType<NewChannel, NewChannel> = z.object({ name, kind, config });

export const channelChangeSchema: z.ZodType<ChannelChange, ChannelChange> = z.object({
  name: name.optional(),
  config: config.optional(),
});

export const testResultSchema: z.ZodType<TestResult> = z.object({
  ok: z.boolean(),
  status: z.number().int().nullable(),
  milliseconds: z.number().nullable(),
  error: z.string().nullable(),
});
