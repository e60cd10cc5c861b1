export type { AlertEvent, AlertLinks, AlertOutcome, AlertSecret, AlertSpan } from './lib/alert-event.ts';
export { toAlertId } from './lib/alert-id.ts';
export type { AlertField, AlertKind, AlertMessage, AlertRow, AlertSeverity } from './lib/alert-message.ts';
export type { SendResult } from './lib/channel.ts';
export { toChannelIncident, toChannelRecovery, type MendedChannel } from './lib/channel-recovery.ts';
export { countInDigest, isDigestSaid, toDigestMessage, type DigestContent } from './lib/digest-message.ts';
export { digestWindowAt, digestWindows, nextDigests, type DigestWindow } from './lib/digest-windows.ts';
export {
  checkFailure,
  escalationOf,
  failureDueAt,
  observeFailure,
  observeSuccess,
  type EscalationStep,
  type FailurePolicy,
  type FailureState,
  type FailureStep,
  type FailureTurn,
  type ObservedFailure,
} from './lib/failure.ts';
export { toFailureMessage, type FailureSubject } from './lib/failure-message.ts';
export { matchesEvent, matchRule } from './lib/match-rule.ts';
export { nextSend, sendPolicy, type SendVerdict } from './lib/next-send.ts';
export { createRateBucket, type RateBucket, type RateOptions } from './lib/rate-bucket.ts';
export { isRotationDue, toRotationMessage } from './lib/rotation.ts';
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
export type {
  BrokenChannel,
  CountedWindow,
  DigestState,
  FollowedFailure,
  RuleContext,
  RuleState,
  RuleStep,
} from './lib/rule-state.ts';
export { countInBurst, toSignatureBurstMessage, type BurstState } from './lib/signature-burst.ts';
export {
  checkSilence,
  endSilence,
  silenceDueAt,
  toSilenceMessage,
  type SilenceState,
  type SilenceStep,
} from './lib/silence.ts';
export { observeRule, tickRule } from './lib/step-rule.ts';
export { addToTally, joinTallies, toRows, toTally, type Tally } from './lib/tally.ts';
export {
  countInThrottle,
  endThrottle,
  throttleDueAt,
  type HeldBack,
  type ThrottleState,
} from './lib/throttle.ts';
export { toBurstMessage, toMessage, toTestMessage } from './lib/to-message.ts';
export { toRule } from './lib/to-rule.ts';
