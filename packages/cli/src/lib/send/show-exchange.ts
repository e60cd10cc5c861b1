import { quote, seconds } from '../certify/explain-answer.ts';
import type { Exchange } from '../certify/probe.ts';
import type { Io } from '../io.ts';
import { toPrintable } from '../printable.ts';
import { toReadable, toText } from '../requests/byte-string.ts';
import type { Judgement } from './judge-answer.ts';

const longestShown = 400;

/** What was sent and what was answered, for people. */
export function showExchange(exchange: Exchange, judgement: Judgement, { style }: Io): readonly string[] {
  const { probe, milliseconds } = exchange;
  const line = { isLine: true };
  const sent = probe.headers.map(([name, value]) =>
    style('dim', `  ${name}: ${toPrintable(toReadable(value), line)}`),
  );
  return [
    `${style('bold', probe.method)} ${probe.url}`,
    ...sent,
    style('dim', `  ${preview(probe.body)}`),
    `${style(judgement.isAsExpected ? 'green' : 'red', statusOf(exchange))} in ${seconds(milliseconds)}${answered(exchange)}`,
    ...showJudgement(judgement),
  ];
}

/** What was wrong, and what to change. */
export function showJudgement({ isAsExpected, expected, text, change }: Judgement): readonly string[] {
  if (isAsExpected) return [];
  return [
    `  It must be ${expected}.${text === undefined ? '' : ` ${toPrintable(text)}`}`,
    ...(change === undefined ? [] : [`  ${toPrintable(change)}`]),
  ];
}

/** A status, or why there is none. */
export function statusOf({ status, error }: Exchange): string {
  return String(status ?? error ?? 'no answer');
}

function answered({ headers, body }: Exchange): string {
  const type = [headers['content-type']].flat()[0];
  if (body === '') return '';
  return `  ${type === undefined ? '' : `${quote(type)}: `}${quote(body)}`;
}

function preview(body: Uint8Array): string {
  const text = toText(body);
  if (text === undefined) return `(${body.length} bytes that are no text)`;
  const shown = toPrintable(text.slice(0, longestShown), { isLine: true });
  return text.length > longestShown ? `${shown}… (${body.length} bytes)` : shown;
}
