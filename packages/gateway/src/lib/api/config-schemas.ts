import { z } from 'zod';
import type { FilledConfig } from '../config/gateway-config.ts';
import { nameSchema } from './name-schema.ts';

/** What a configuration speaks of. */
export type ConfiguredKind = 'endpoint' | 'destination' | 'channel' | 'rule' | 'connection';

/** What becomes of one thing. `unmanaged` is there, and not in the configuration: it is left alone. */
export interface ConfigChange {
  readonly kind: ConfiguredKind;
  /** Of a connection: `endpoint → destination`. */
  readonly name: string;
  readonly action: 'create' | 'change' | 'nothing' | 'unmanaged';
  /** What is changed; no values. */
  readonly fields: string[];
  /** Of an endpoint: what is entered at the provider. */
  readonly url: string | null;
}

/** What a configuration changes. */
export interface ConfigPlan {
  /** Whether it was done; false where it was only asked for. */
  readonly isApplied: boolean;
  readonly changes: ConfigChange[];
}

const name = nameSchema(100);
const values = z.record(z.string(), z.unknown());

const endpoint = z.strictObject({
  provider: z.string().min(1).max(100),
  secrets: z.array(z.string().min(1).max(16_384)).max(20).readonly().optional(),
  options: values.optional(),
  isEnabled: z.boolean().optional(),
  responseMode: z.enum(['store', 'forward']).optional(),
  replyTimeoutMs: z.number().int().min(100).max(60_000).optional(),
  maxBodyBytes: z.number().int().min(1).optional(),
});
const destination = z.strictObject({
  kind: z.enum(['http', 'listen', 'bullmq', 'pg-boss', 'sqs', 'qstash']),
  config: values.optional(),
  timeoutMs: z.number().int().min(100).max(120_000).optional(),
  schedule: z.array(z.number().int().min(0).max(604_800)).max(50).readonly().nullable().optional(),
  ratePerSecond: z.number().int().min(1).max(10_000).nullable().optional(),
  concurrency: z.number().int().min(1).max(500).optional(),
});
const channel = z.strictObject({
  kind: z.enum(['slack', 'discord', 'email', 'pagerduty', 'teams', 'webhook']),
  config: values,
});
const rule = z.strictObject({
  rule: values,
  channels: z.array(name).max(50).readonly().optional(),
  isEnabled: z.boolean().optional(),
});
const connection = z.strictObject({
  from: name,
  to: name,
  filter: z.string().max(8192).nullable().optional(),
  isEnabled: z.boolean().optional(),
});

export const configSchema: z.ZodType<FilledConfig, FilledConfig> = z.strictObject({
  endpoints: z.record(name, endpoint).optional(),
  destinations: z.record(name, destination).optional(),
  channels: z.record(name, channel).optional(),
  rules: z.record(name, rule).optional(),
  connections: z.array(connection).max(1000).readonly().optional(),
});

export const configPlanSchema: z.ZodType<ConfigPlan> = z.object({
  isApplied: z.boolean(),
  changes: z.array(
    z.object({
      kind: z.enum(['endpoint', 'destination', 'channel', 'rule', 'connection']),
      name: z.string(),
      action: z.enum(['create', 'change', 'nothing', 'unmanaged']),
      fields: z.array(z.string()),
      url: z.string().nullable(),
    }),
  ),
});

export const configQuery: z.ZodObject<{
  dryRun: z.ZodOptional<z.ZodEnum<{ true: 'true'; false: 'false' }>>;
}> = z.object({
  dryRun: z.enum(['true', 'false']).optional().describe('Says what would be done, and does nothing'),
});
