import type { Provider } from '@hooklatch/core/provider';
import { codeIn, explainAnswer } from '../certify/explain-answer.ts';
import type { Exchange } from '../certify/probe.ts';
import type { Variant } from './variants.ts';

/** What an answer is worth. */
export interface Judgement {
  readonly isAsExpected: boolean;
  /** What had to come: `2xx`. */
  readonly expected: string;
  /** One sentence, where there is something to say. */
  readonly text?: string;
  /** What to change. */
  readonly change?: string;
}

const refusals: readonly number[] = [400, 401, 403];

/** Whether an answer is as the provider needs it. */
export function judgeAnswer(provider: Provider, variant: Variant, exchange: Exchange): Judgement {
  const { status = 0 } = exchange;
  const isBad = variant === 'tamper' || variant === 'stale';
  const taken = provider.facts.successStatuses;
  const demanded = provider.definition.refusalStatus;
  const isTaken = taken ? taken.includes(status) : status >= 200 && status < 300;
  const expected = isBad
    ? (demanded ?? refusals).toString().replaceAll(',', ' or ')
    : (taken?.join(' or ') ?? '2xx');
  if (!isBad) {
    const explained = explainAnswer(exchange);
    if (explained) return { isAsExpected: false, expected, ...explained };
    return isTaken
      ? { isAsExpected: true, expected }
      : { isAsExpected: false, expected, ...ofRefusal(exchange) };
  }
  const isRefused = demanded === undefined ? refusals.includes(status) : status === demanded;
  if (isRefused) return { isAsExpected: true, expected };
  return { isAsExpected: false, expected, ...ofAcceptance(provider, variant, exchange, isTaken) };
}

type Said = Pick<Judgement, 'text' | 'change'>;

const codes: Readonly<Record<string, Said>> = {
  signature_mismatch: {
    text: 'The endpoint has another secret than this command, or changes the body before it verifies.',
    change: 'Give --secret as the endpoint has it; `hooklatch listen` shows which of the two it is.',
  },
  secret_missing: {
    text: 'The endpoint has no secret.',
    change: 'Set the variable that its log names, and start it again.',
  },
  body_consumed: {
    text: 'A parser has read the body before the webhook.',
    change: 'Mount the webhook above the parser; `hooklatch doctor` finds the line.',
  },
  no_handler: {
    text: 'The webhook has no handlers.',
    change: 'Give `createWebhook` `on` or `inbox`, or a route behind it.',
  },
  handler_failed: {
    text: 'It was verified, and the handler threw.',
    change: "Its error is in the endpoint's log.",
  },
  handler_timeout: {
    text: 'It was verified, and the handler took too long.',
    change: 'Keep it in an inbox, and work afterwards.',
  },
  timestamp_stale: { text: "The endpoint's clock is ahead.", change: 'Set it right (`timedatectl`, NTP).' },
  timestamp_future: { text: "The endpoint's clock is behind.", change: 'Set it right (`timedatectl`, NTP).' },
};

function ofRefusal(exchange: Exchange): Said {
  const code = codeIn(exchange) ?? '';
  if (Object.hasOwn(codes, code)) return codes[code] ?? {};
  const { status = 0 } = exchange;
  if (status >= 500) return { text: `It fails with ${status}.`, change: "Look at the endpoint's log." };
  if (refusals.includes(status)) return codes['signature_mismatch'] ?? {};
  return { text: `${status} is no answer that the provider takes for received.` };
}

function ofAcceptance({ name }: Provider, variant: Variant, exchange: Exchange, isTaken: boolean): Said {
  const what = variant === 'tamper' ? 'tampered' : 'stale';
  if (isTaken) {
    return {
      text: `A ${what} delivery is accepted: anybody can send events here.`,
      change:
        variant === 'tamper'
          ? 'Verify the signature over the raw bytes, and handle nothing before.'
          : 'Refuse what was signed longer ago than the tolerance, after the signature was proved.',
    };
  }
  const explained = explainAnswer(exchange);
  if (explained) return explained;
  const { status = 0 } = exchange;
  return { text: `It is refused with ${status}, which is not what ${name} knows as a refusal.` };
}
