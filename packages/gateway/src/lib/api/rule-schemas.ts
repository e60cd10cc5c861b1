import { z } from 'zod';
import { testResultSchema, type TestResult } from './channel-schemas.ts';
import { nameSchema } from './name-schema.ts';

/** Who is told what, and when. */
export interface RuleView {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  /** As `@hooklatch/alerts` reads it, with every default filled in: `{match, mode, severity, template}`. */
  readonly rule: Record<string, unknown>;
  readonly channelIds: string[];
  /** Unix milliseconds, as all times. */
  readonly createdAt: number;
}

/** What a rule is made of. */
export interface NewRule {
  readonly name: string;
  readonly rule: Record<string, unknown>;
  /** Alerts without a channel stand in the list of alerts alone. */
  readonly channelIds?: string[] | undefined;
  readonly isEnabled?: boolean | undefined;
}

/** What may be changed of a rule. */
export interface RuleChange {
  readonly name?: string | undefined;
  readonly rule?: Record<string, unknown> | undefined;
  readonly channelIds?: string[] | undefined;
  readonly isEnabled?: boolean | undefined;
}

/** What is said, before a channel gives it its form. */
export interface MessageView {
  readonly kind: string;
  readonly severity: string;
  readonly title: string;
  readonly summary: string;
  readonly fields: { readonly name: string; readonly value: string }[];
  readonly rows: {
    readonly name: string;
    readonly count: number;
    readonly before?: number | undefined;
    readonly isFailure: boolean;
  }[];
  readonly link?: string | undefined;
  readonly occurredAt: number;
}

/** What a rule would have said of the last events. */
export interface RulePreview {
  readonly items: {
    readonly eventId: string;
    readonly type: string | null;
    readonly receivedAt: number;
    readonly message: MessageView;
  }[];
  /** How many of the last events it matches. */
  readonly matched: number;
  readonly of: number;
}

/** What came of a rule's test, at each of its channels. */
export interface RuleTest {
  readonly alertId: string;
  readonly results: ({ readonly channelId: string } & TestResult)[];
}

/** What a digest would say now, and when it does. */
export interface DigestPreview {
  readonly nextRuns: number[];
  readonly windowStart: number;
  readonly windowEnd: number;
  readonly message: MessageView;
}

const name = nameSchema(100);
const channelIds = z.array(z.string().max(64)).max(50);
const rule = z.record(z.string(), z.unknown());
const time = z.number().int().describe('Unix milliseconds');

export const ruleSchema: z.ZodType<RuleView> = z.object({
  id: z.string(),
  name: z.string(),
  isEnabled: z.boolean(),
  rule,
  channelIds: z.array(z.string()),
  createdAt: time,
});

export const newRuleSchema: z.ZodType<NewRule, NewRule> = z.object({
  name,
  rule,
  channelIds: channelIds.optional(),
  isEnabled: z.boolean().optional(),
});

export const ruleChangeSchema: z.ZodType<RuleChange, RuleChange> = z.object({
  name: name.optional(),
  rule: rule.optional(),
  channelIds: channelIds.optional(),
  isEnabled: z.boolean().optional(),
});

/** A rule that is not kept. */
export const draftRuleSchema: z.ZodType<
  { rule: Record<string, unknown> },
  { rule: Record<string, unknown> }
> = z.object({
  rule,
});

const message: z.ZodType<MessageView> = z.object({
  kind: z.string(),
  severity: z.string(),
  title: z.string(),
  summary: z.string(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  rows: z.array(
    z.object({ name: z.string(), count: z.number(), before: z.number().optional(), isFailure: z.boolean() }),
  ),
  link: z.string().optional(),
  occurredAt: time,
});

export const rulePreviewSchema: z.ZodType<RulePreview> = z.object({
  items: z.array(z.object({ eventId: z.string(), type: z.string().nullable(), receivedAt: time, message })),
  matched: z.number().int(),
  of: z.number().int(),
});

export const ruleTestSchema: z.ZodType<RuleTest> = z.object({
  alertId: z.string(),
  results: z.array(z.intersection(z.object({ channelId: z.string() }), testResultSchema)),
});

export const digestPreviewSchema: z.ZodType<DigestPreview> = z.object({
  nextRuns: z.array(time),
  windowStart: time,
  windowEnd: time,
  message,
});
