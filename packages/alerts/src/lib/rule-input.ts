import type { AlertSeverity } from './alert-message.ts';
import type { AlertRule, DigestMode, RuleTrigger, TemplateField, ThrottleMode } from './rule.ts';

type Kinded<Of extends { readonly kind: string }> = Pick<Of, 'kind'> & {
  readonly [Name in keyof Of]?: Of[Name] | undefined;
};
type Trigger<Kind extends RuleTrigger['kind']> = Extract<RuleTrigger, { kind: Kind }>;

/** A rule as it is written: defaults may be left out, and a kind alone may stand for an object. `toRule` reads it. */
export interface RuleInput {
  readonly id: string;
  /** (the id) */
  readonly name?: string | undefined;
  readonly match: {
    readonly on:
      | Exclude<RuleTrigger['kind'], 'silence'>
      | Trigger<'event'>
      | Trigger<'silence'>
      | Kinded<Trigger<'failure'>>
      | Kinded<Trigger<'burst'>>
      | Kinded<Trigger<'rotation'>>;
    readonly endpoints?: readonly string[] | undefined;
    readonly types?: readonly string[] | undefined;
    readonly filter?: string | object | undefined;
  };
  /** (`each`) */
  readonly mode?:
    | 'each'
    | 'throttle'
    | { readonly kind: 'each' }
    | Kinded<ThrottleMode>
    | (Kinded<DigestMode> & Pick<DigestMode, 'cron'>)
    | undefined;
  /** (`info` on events, `error` on failures, else `warning`) */
  readonly severity?: AlertSeverity | undefined;
  readonly template?:
    | {
        readonly title?: string | undefined;
        readonly summary?: string | undefined;
        readonly fields?: readonly (string | TemplateField)[] | undefined;
      }
    | undefined;
  readonly channels?: AlertRule['channels'];
}
