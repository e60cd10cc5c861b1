import type { Answer, Verdict } from '../captures/capture.ts';
import type { CaptureSummary } from '../captures/store.ts';
import type { Io } from '../io.ts';
import { toPrintable } from '../printable.ts';
import { listenerItself } from './answer-keeper.ts';

/** A delivery and an answer to it, in one line of a terminal or of a log. */
export function toDeliveryLine(
  capture: CaptureSummary,
  answer: Answer,
  { style }: Pick<Io, 'style'>,
): string {
  const { id, method, target, verdict, receivedAt } = capture;
  const time = new Date(answer.attempt === 1 ? receivedAt : answer.at).toTimeString().slice(0, 8);
  const line = (text: string): string => toPrintable(text, { isLine: true });
  const parts = [
    style('dim', time),
    line(method),
    line(target),
    verdict.provider ?? '',
    style('bold', line(verdict.eventType ?? '')),
    toVerdictText(verdict, style),
    style('dim', '→'),
    toStatusText(answer, style),
    style('dim', `${Math.round(answer.milliseconds)} ms`),
    answer.attempt > 1 ? style('yellow', `attempt ${answer.attempt}`) : '',
    answer.isResigned ? style('yellow', 're-signed') : '',
    answer.to === listenerItself ? style('dim', 'not forwarded') : '',
    style('dim', id),
  ];
  const hint = verdict.outcome === 'refused' && answer.attempt === 1 ? verdict.hint : undefined;
  return `${parts.filter((part) => part !== '').join(' ')}\n${hint === undefined ? '' : `         ${line(hint)}\n`}`;
}

/** The same for a program. */
export function toDeliveryJson(capture: CaptureSummary, answer: Answer): object {
  const { id, receivedAt, method, target, bytes, verdict } = capture;
  const { attempt, status, error, milliseconds, to, isResigned = false } = answer;
  return {
    event: 'delivery',
    id,
    receivedAt,
    method,
    target,
    bytes,
    verdict,
    answer: { attempt, status, error, milliseconds, to, isResigned },
  };
}

function toVerdictText({ outcome, code }: Verdict, style: Io['style']): string {
  if (outcome === 'verified') return style('green', '✓ verified');
  return outcome === 'refused' ? style('red', `✗ ${code ?? 'refused'}`) : style('dim', '· unchecked');
}

function toStatusText({ status, error }: Answer, style: Io['style']): string {
  if (status === undefined) return style('red', toPrintable(error ?? 'no answer', { isLine: true }));
  return style(status < 300 ? 'green' : status < 400 ? 'yellow' : 'red', String(status));
}
