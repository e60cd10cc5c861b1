export { alerts, type Alerts, type AlertsOptions } from './lib/alerts.ts';
export type { AlertEvent, AlertLinks, AlertOutcome, AlertSecret, AlertSpan } from './lib/alert-event.ts';
export type { AlertField, AlertKind, AlertMessage, AlertRow, AlertSeverity } from './lib/alert-message.ts';
export type { Channel, ChannelKind, FetchLike, SendOptions, SendResult } from './lib/channel.ts';
export type { AlertOutbox } from './lib/outbox.ts';
export type { RateOptions } from './lib/rate-bucket.ts';
export type { RuleInput } from './lib/rule-input.ts';
export type {
  AlertRule,
  DigestMode,
  RuleMatch,
  RuleMode,
  RuleTemplate,
  RuleTrigger,
  TemplateField,
  ThrottleMode,
} from './lib/rule.ts';
export type { SendReport } from './lib/send-work.ts';
export type { TestResult } from './lib/test-sends.ts';
export { toRule } from './lib/to-rule.ts';
