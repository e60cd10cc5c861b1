import { failed, passed, warned, type Finding } from './check.ts';
import { explainAnswer, isPage, quote, seconds } from './explain-answer.ts';
import type { Exchange } from './probe.ts';
import type { Stage } from './stage.ts';

/** Whether the provider would take an answer for received. */
export function isAccepted(exchange: Exchange, { provider }: Stage): boolean {
  const { status = 0 } = exchange;
  const statuses = provider.facts.successStatuses;
  const isGood = statuses ? statuses.includes(status) : status >= 200 && status < 300;
  return isGood && !isPage(exchange);
}

/** What came back, in a few words: `400 in 3 ms`. */
export function told({ status, error, milliseconds }: Exchange): string {
  if (error === 'timeout') return `no answer within ${seconds(milliseconds)}`;
  if (error === 'closed') return `the connection was closed after ${seconds(milliseconds)}`;
  return `${status} in ${seconds(milliseconds)}`;
}

/** How a genuine delivery is judged. */
export interface Acceptance {
  /** What to change where it is refused and the answer itself does not tell. */
  readonly change: string;
  /** Whether a refusal is only worth a warning, because the provider does not send such things. */
  readonly isLenient?: boolean;
}

/** The verdict on what was to be accepted. */
export function judgeAcceptance(exchange: Exchange, stage: Stage, acceptance: Acceptance): Finding {
  if (isAccepted(exchange, stage)) return passed(told(exchange), exchange);
  const { status = 0, error } = exchange;
  const explained = explainAnswer(exchange);
  const text = `It is not accepted: ${told(exchange)}${said(exchange)}.`;
  if (error || status >= 500)
    return failed(text, status >= 500 ? acceptance.change : (explained?.change ?? ''), exchange);
  if (acceptance.isLenient) return warned(text, acceptance.change, exchange);
  if (status < 300 && stage.provider.facts.successStatuses) {
    const known = stage.provider.facts.successStatuses.join(', ');
    return failed(text, `${stage.provider.name} takes only ${known} for received.`, exchange);
  }
  return failed(text, acceptance.change, exchange);
}

/** The verdict on what was to be refused. */
export function judgeRefusal(exchange: Exchange, change: string): Finding {
  const { status = 0, error } = exchange;
  if (error === 'timeout') {
    return failed(`It is not refused: ${told(exchange)}.`, 'Refuse at once, with 400.', exchange);
  }
  if (error === 'closed') {
    const text = 'The connection is closed without an answer.';
    return warned(text, 'Answer 400: a provider sends again what was not answered.', exchange);
  }
  if (status < 300) return failed(`It is accepted: ${told(exchange)}.`, change, exchange);
  if (status < 400) return failed(`It is redirected: ${told(exchange)}.`, 'Refuse with 400.', exchange);
  if (status >= 500) {
    const text = `It is refused, but by a failure: ${told(exchange)}.`;
    const advice =
      'Catch what verification throws and answer 400: a provider sends again what is answered 5xx, and may turn the endpoint off.';
    return failed(text, advice, exchange);
  }
  return passed(told(exchange), exchange);
}

/** What an answer says of itself, where it is short. */
function said({ body }: Exchange): string {
  const text = body.trim();
  return text === '' || text.startsWith('<') ? '' : `, and says ${quote(text)}`;
}
