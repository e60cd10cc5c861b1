import { deliveryHeaders, type Delivery } from '@hooklatch/core';
import {
  claimOf,
  failedStep,
  headersOf,
  schemeOf,
  type OpenClaim,
  type ProviderDefinition,
  type Scheme,
} from '@hooklatch/core/provider';

/** One step of verification. */
export interface VerificationStep {
  readonly name: 'method' | 'headers' | 'body' | 'secret' | 'signature' | 'freshness' | 'event' | 'report';
  readonly ok: boolean;
  /** In plain words; no part of a secret is in them. */
  readonly detail: string;
}

/** What verification said of a delivery, in its order; what was not reached is not there. */
export interface Verification {
  readonly steps: readonly VerificationStep[];
}

/** What is known of a verification. */
export interface Verified {
  /** Undefined where the provider cannot be made any more. */
  readonly definition: ProviderDefinition | undefined;
  readonly provider: string;
  readonly delivery: Delivery;
  /** When it came, in Unix milliseconds. */
  readonly at: number;
  /** Which secret proved it, or which were tried. */
  readonly secret: string;
  /** Why it was rejected; undefined where it was not. */
  readonly refusal: { readonly code: string; readonly hint: string } | undefined;
  /** What it told, where it is genuine. */
  readonly event: string;
}

type StepName = VerificationStep['name'];

const order: readonly StepName[] = ['method', 'headers', 'body', 'secret', 'signature', 'freshness', 'event'];

/** The steps of a verification up to the one that failed. */
export function toVerificationSteps(verified: Verified): Verification {
  const { definition, delivery, refusal } = verified;
  const scheme = definition && schemeOf(definition, delivery);
  const claim = scheme && claimOf(scheme, delivery);
  const step = refusal && failedStep(refusal.code, claim !== undefined);
  const failed = step === 'key' ? 'secret' : step;
  const details = toDetails(verified, scheme, claim);
  const names = failed ? order.slice(0, order.indexOf(failed) + 1) : order;
  return {
    steps: names.map((name) =>
      name === failed
        ? { name, ok: false, detail: `${refusal?.code}: ${refusal?.hint}` }
        : { name, ok: true, detail: details[name] },
    ),
  };
}

function toDetails(
  { definition, provider, delivery, at, secret, event }: Verified,
  scheme: Scheme | undefined,
  claim: OpenClaim | undefined,
): Record<Exclude<StepName, 'report'> | 'report', string> {
  const { method, headers, body } = delivery;
  const found = scheme ? headersOf(scheme).filter((name) => headers.has(name)) : [];
  return {
    method: `${method} is what ${provider} sends.`,
    headers:
      found.length > 0
        ? `${found.join(', ')}: there, once each.`
        : 'The proof stands in no header of its own.',
    body: `${body.length.toLocaleString('en-US')} bytes.`,
    secret,
    signature: scheme ? signedText(scheme, claim, delivery) : 'The signature fits.',
    freshness: freshnessText(claim?.time, at, definition?.toleranceInSeconds ?? 300),
    event,
    report: '',
  };
}

/** What was signed. A URL is not shown: its query may be secret. */
function signedText(scheme: Scheme, claim: OpenClaim | undefined, delivery: Delivery): string {
  const { covers } = scheme;
  if (!covers.body && !covers.url) return 'It proves who has sent it; the body is not signed.';
  const content = claim && !covers.url ? contentOf(scheme, claim, delivery) : undefined;
  if (content && (content.before || content.after)) {
    return `Fits what was signed: ${shown(content.before)}the body${shown(content.after, true)}.`;
  }
  const parts = [covers.url && 'the URL', covers.body && 'the body'].filter((part) => part !== false);
  return `Fits what was signed: ${parts.join(' and ')}.`;
}

function contentOf(scheme: Scheme, claim: OpenClaim, delivery: Delivery): ReturnType<Scheme['content']> {
  try {
    return scheme.content(claim, delivery);
  } catch {
    return undefined;
  }
}

function shown(text: string, isBehind = false): string {
  if (text === '') return '';
  const quoted = JSON.stringify(text.slice(0, 200));
  return isBehind ? ` and ${quoted}` : `${quoted} and `;
}

function freshnessText(time: number | undefined, at: number, tolerance: number): string {
  if (time === undefined) return 'No time is signed that could be compared.';
  const seconds = Math.round((at - time) / 1000);
  const age = seconds < 0 ? `${-seconds} s ahead of the clock` : `${seconds} s old`;
  return `It was ${age} when it came; ${tolerance} s are allowed.`;
}

/** A stored request as core takes it. */
export function toDelivery(
  { method, headers, body }: Pick<Delivery, 'method' | 'body'> & { readonly headers: string },
  url: string,
): Delivery {
  const pairs = JSON.parse(headers) as [string, string][];
  return { method, url, headers: deliveryHeaders(pairs), body };
}
