import type { Answer, Capture } from '../captures/capture.ts';
import type { Explanation } from '../explain-delivery.ts';
import { toBodyLines } from './body-lines.ts';
import { pairRows, toLines, wrapRows, type Lines } from './lines.ts';
import { toStatusLook, toVerdictLook } from './list-rows.ts';
import type { Row } from './screen.ts';
import type { BodyForm, Tab } from './view-state.ts';

/** What a detail is made of. */
export interface Detail {
  readonly capture: Capture;
  /** Undefined where nothing is verified. */
  readonly explanation?: Explanation;
  readonly form: BodyForm;
  /** Columns. */
  readonly width: number;
}

const nameWidth = 14;

/** One tab of a capture's detail. */
export function toDetailLines(tab: Tab, detail: Detail): Lines {
  const { capture, form, width } = detail;
  switch (tab) {
    case 'overview':
      return toLines([...toOverview(capture, width), [], ...toSteps(detail)]);
    case 'headers':
      return toLines(toHeaders(capture.headers, width));
    case 'body':
      return toBodyLines(capture.body, form, width);
    case 'verification':
      return toLines(toSteps(detail));
    case 'answers':
      return toLines(toAnswers(capture.answers, width));
  }
}

function toOverview(capture: Capture, width: number): Row[] {
  const { id, receivedAt, method, target, verdict, body, answers, headers } = capture;
  const contentType =
    headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'no content type';
  const pair = (name: string, text: string | undefined, style?: Row[number]['style']): Row[] =>
    text ? pairRows(name, text, width, nameWidth, style) : [];
  const { text, style } = toVerdictLook(verdict);
  const last = toStatusLook(answers.at(-1));
  return [
    ...pair('request', `${method} ${target}`),
    ...pair('received', new Date(receivedAt).toISOString()),
    ...pair('id', id),
    ...pair('provider', verdict.provider),
    ...pair('event type', verdict.eventType, 'bold'),
    ...pair('event id', verdict.eventId),
    ...pair('body', `${body.length.toLocaleString('en')} bytes, ${contentType}`),
    ...pair('verdict', text, style),
    ...pair('', verdict.hint),
    ...pair(
      'answer',
      answers.length > 0 ? `${last.text} after ${count(answers.length)}` : 'none yet',
      last.style,
    ),
  ];
}

const count = (attempts: number): string => (attempts === 1 ? '1 attempt' : `${attempts} attempts`);

function toHeaders(headers: Capture['headers'], width: number): Row[] {
  const longest = Math.max(8, ...headers.map(([name]) => name.length));
  const column = Math.min(longest + 1, Math.max(12, Math.floor(width / 3)));
  return headers.flatMap(([name, value]) => pairRows(name, value, width, column));
}

const looks = {
  ok: { sign: '✓', style: 'green' },
  failed: { sign: '✗', style: 'red' },
  skipped: { sign: '·', style: 'dim' },
} as const;

function toSteps({ capture, explanation, width }: Detail): Row[] {
  if (explanation === undefined) {
    const text =
      capture.verdict.outcome === 'unchecked'
        ? 'Not verified: listen with --provider and --secret to see the steps.'
        : 'The steps need the provider and the secret that it was verified with.';
    return wrapRows(text, width, 'dim');
  }
  const steps = explanation.steps.flatMap(({ name, state, text }) => {
    const { sign, style } = looks[state];
    return wrapRows(text, width - nameWidth - 3).map((row, index): Row => {
      const isFirst = index === 0;
      return [
        { text: isFirst ? sign : '', width: 2, style },
        {
          text: isFirst ? name : '',
          width: nameWidth + 1,
          ...(state === 'skipped' && { style: 'dim' as const }),
        },
        ...row,
      ];
    });
  });
  if (explanation.remedies.length === 0) return steps;
  const remedies = explanation.remedies.flatMap((text) => pairRows('•', text, width, 2));
  return [...steps, [], [{ text: 'What to change', style: 'bold' }], ...remedies];
}

function toAnswers(answers: readonly Answer[], width: number): Row[] {
  if (answers.length === 0) return [[{ text: 'No answer yet.', style: 'dim' }]];
  return answers.toReversed().flatMap((answer) => [...toAnswer(answer, width), []]);
}

function toAnswer(answer: Answer, width: number): Row[] {
  const { attempt, at, milliseconds, to, headers = [], body = new Uint8Array(), isResigned } = answer;
  const { text, style } = toStatusLook(answer);
  const when = `${new Date(at).toISOString()}, ${Math.round(milliseconds)} ms${isResigned ? ', re-signed' : ''}`;
  const lines = body.length === 0 ? toLines([]) : toBodyLines(body, 'tree', width - 2);
  const rows = Array.from({ length: Math.min(lines.count, 200) }, (_, index): Row => [
    { text: '', width: 2 },
    ...lines.at(index),
  ]);
  return [
    [
      { text: `${attempt}.`, width: 4, style: 'bold' },
      { text, width: Math.max(4, text.length + 1), style },
      { text: when, style: 'dim' },
    ],
    ...pairRows('to', to, width, nameWidth),
    ...headers.flatMap(([name, value]) => pairRows(name, value, width, 24)),
    ...rows,
  ];
}
