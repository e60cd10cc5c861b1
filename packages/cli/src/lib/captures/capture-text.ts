import type { Explanation } from '../explain-delivery.ts';
import type { Io } from '../io.ts';
import { toPrintable } from '../printable.ts';
import type { Answer, Capture, HeaderPairs } from './capture.ts';
import { toHexLines } from './hex-lines.ts';

/** How a body is shown; what is no UTF-8 comes in hex. */
export type BodyForm = 'text' | 'hex' | 'none';

/** How a capture is shown. */
export interface CaptureTextOptions {
  readonly body: BodyForm;
  readonly style: Io['style'];
  readonly explanation?: Explanation;
}

const line = (text: string): string => toPrintable(text, { isLine: true });

/** A capture as lines for a terminal; nothing that a stranger wrote can change what it shows. */
export function toCaptureText(capture: Capture, options: CaptureTextOptions): readonly string[] {
  const { id, receivedAt, method, target, headers, body, answers } = capture;
  const { style, explanation } = options;
  return [
    `${style('bold', id)}  ${new Date(receivedAt).toISOString()}`,
    ...toVerdictLines(capture, style),
    ...(explanation ? toStepLines(explanation, style) : []),
    '',
    `${style('bold', line(method))} ${line(target)}`,
    ...toHeaderLines(headers, style),
    '',
    ...toBodyLines(body, options.body),
    ...answers.flatMap((answer) => ['', ...toAnswerLines(answer, options)]),
  ];
}

function toVerdictLines({ verdict, body }: Capture, style: Io['style']): readonly string[] {
  const { outcome, code, hint, provider = '', eventType = '', eventId = '' } = verdict;
  const color = outcome === 'verified' ? 'green' : outcome === 'refused' ? 'red' : 'dim';
  const parts = [
    style(color, code ?? outcome),
    line(provider),
    line(eventType),
    line(eventId),
    `${body.length} bytes`,
  ];
  return [parts.filter((part) => part !== '').join('  '), ...(hint === undefined ? [] : [line(hint)])];
}

function toStepLines({ steps, remedies }: Explanation, style: Io['style']): readonly string[] {
  const signs = { ok: style('green', '✓'), failed: style('red', '✗'), skipped: style('dim', '-') };
  return [
    '',
    ...steps.map(({ name, state, text }) => `${signs[state]} ${name.padEnd(9)} ${line(text)}`),
    ...remedies.map((remedy) => `→ ${line(remedy)}`),
  ];
}

function toHeaderLines(headers: HeaderPairs, style: Io['style']): readonly string[] {
  return headers.map(([name, value]) => `${style('dim', `${line(name)}:`)} ${line(value)}`);
}

function toBodyLines(body: Uint8Array, form: BodyForm): readonly string[] {
  if (form === 'none' || body.length === 0) return [];
  if (form === 'text') {
    try {
      return [toPrintable(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))];
    } catch {
      // It is no text.
    }
  }
  return toHexLines(body);
}

function toAnswerLines(answer: Answer, { style, body: form }: CaptureTextOptions): readonly string[] {
  const {
    attempt,
    at,
    milliseconds,
    to,
    status,
    error,
    headers = [],
    body = new Uint8Array(),
    isResigned,
  } = answer;
  const outcome =
    status === undefined ? style('red', line(error ?? 'no answer')) : style('bold', String(status));
  const signed = isResigned ? style('yellow', ' re-signed') : '';
  return [
    `Answer ${attempt}: ${outcome} from ${line(to)} in ${Math.round(milliseconds)} ms, ${new Date(at).toISOString()}${signed}`,
    ...toHeaderLines(headers, style),
    ...toBodyLines(body, form),
  ];
}
