import type { Delivery } from '@hooklatch/core';
import {
  claimOf,
  failedStep,
  headersOf,
  schemeOf,
  type Claim,
  type Provider,
  type Scheme,
  type VerificationStep,
} from '@hooklatch/core/provider';
import type { CapturedRequest } from './captures/capture.ts';
import type { Outcome } from './explain-delivery.ts';
import { toPrintable } from './printable.ts';
import { ageText, bodyText, eventText, secretsText } from './explain-texts.ts';

/** One step of verification, in its order. */
export interface Step {
  readonly name: StepName;
  /** `skipped` where it was not reached, or the provider has no such thing. */
  readonly state: 'ok' | 'failed' | 'skipped';
  /** In plain words, on one line. */
  readonly text: string;
}

/** The names of the steps. */
export type StepName = VerificationStep | 'time';

/** What is explained. */
export interface Subject {
  readonly provider: Provider;
  readonly request: CapturedRequest;
  readonly delivery: Delivery;
  readonly now: number;
  readonly isTimeIgnored: boolean;
}

const order: readonly StepName[] = [
  'method',
  'headers',
  'time',
  'body',
  'key',
  'signature',
  'freshness',
  'event',
];

/** The steps of a verification that has ended in this way. */
export function toSteps(subject: Subject, outcome: Outcome): readonly Step[] {
  const scheme = schemeOf(subject.provider.definition, subject.delivery);
  const claim = scheme && claimOf(scheme, subject.delivery);
  const failed = outcome.error && failedStep(outcome.error.code, claim !== undefined);
  const reached = failed === undefined ? order.length : order.indexOf(failed);
  const facts = factsOf(subject, outcome, scheme, claim);
  return order.map((name, at): Step => {
    if (name === failed) return { name, state: 'failed', text: outcome.error?.hint ?? '' };
    const { text, isSkipped = false, isKnown = false } = facts[name];
    if (at > reached && !isKnown) return { name, state: 'skipped', text: 'not reached' };
    if (outcome.question !== undefined && at > 0) {
      return {
        name,
        state: 'skipped',
        text: name === 'headers' ? `This is ${outcome.question}.` : 'not asked for',
      };
    }
    return { name, state: isSkipped ? 'skipped' : 'ok', text: toPrintable(text, { isLine: true }) };
  });
}

interface Fact {
  readonly text: string;
  readonly isSkipped?: boolean;
  /** Whether it can be told also where an earlier step has failed. */
  readonly isKnown?: boolean;
}

function factsOf(
  { provider, request, delivery, now, isTimeIgnored }: Subject,
  { event }: Outcome,
  scheme: Scheme | undefined,
  claim: Claim | undefined,
): Readonly<Record<StepName, Fact>> {
  const headers = scheme ? headersOf(scheme) : [];
  const found = headers.filter((name) => delivery.headers.has(name));
  const time = claim?.time ?? event?.timestamp;
  const tolerance = provider.definition.toleranceInSeconds ?? 300;
  // Where the headers could not be read, nothing is known of the time.
  const noTime: Fact = claim
    ? { text: `${provider.name} signs no time`, isSkipped: true, isKnown: true }
    : { text: 'not reached', isSkipped: true };
  const covered = scheme?.covers.body === false ? ' The body is not signed.' : '';
  return {
    method: { text: `${delivery.method} is what ${provider.name} sends` },
    headers: {
      text:
        headers.length === 0
          ? 'the proof stands in no header of its own'
          : `${found.join(', ')}: there, once each`,
    },
    time: time === undefined ? noTime : { text: ageText(time, now), isKnown: true },
    body: { text: bodyText(request), isKnown: true },
    key: { text: secretsText(provider) },
    signature: { text: `fits${event ? ` secret ${event.secretIndex}` : ''}.${covered}` },
    freshness: isTimeIgnored
      ? { text: 'not looked at', isSkipped: true }
      : time === undefined
        ? noTime
        : { text: `within ${tolerance} s of this clock` },
    event: { text: event ? eventText(event) : '' },
  };
}
