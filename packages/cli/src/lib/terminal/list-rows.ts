import type { Answer, Verdict } from '../captures/capture.ts';
import type { CaptureSummary } from '../captures/store.ts';
import { toPrintable } from '../printable.ts';
import type { Cell, Row } from './screen.ts';

type Look = Pick<Cell, 'text' | 'style'>;

interface Column {
  readonly title: string;
  /** 0 shares what is left. */
  readonly width: number;
  readonly align?: 'left' | 'right';
  /** Shown from this width of the terminal on. */
  readonly from: number;
  look(summary: CaptureSummary): Look;
}

const nothing: Look = { text: '–', style: 'dim' };
const two = (value: number): string => `${value}`.padStart(2, '0');

/** `14:03:59`, in this machine's time zone. */
export function toClock(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}

const styles: Readonly<Record<Verdict['outcome'], Cell['style']>> = {
  verified: 'green',
  refused: 'red',
  unchecked: 'dim',
};

/** A verdict in two words: a sign for those who see no colour, and why it was refused. */
export function toVerdictLook({ outcome, code }: Verdict): Look {
  const sign = { verified: '✓', refused: '✗', unchecked: '·' }[outcome];
  return { text: `${sign} ${outcome === 'refused' ? (code ?? outcome) : outcome}`, style: styles[outcome] };
}

/** A status, or why there is none; red where the sender hears of a failure. */
export function toStatusLook(answer: Pick<Answer, 'status' | 'error'> | undefined): Look {
  if (answer === undefined) return nothing;
  const { status, error = 'no answer' } = answer;
  if (status === undefined) return { text: toPrintable(error, { isLine: true }), style: 'red' };
  return { text: `${status}`, style: status >= 200 && status < 300 ? 'green' : 'red' };
}

const toText = (text: string | undefined, style?: Cell['style']): Look =>
  // More than any terminal is wide.
  text ? { text: toPrintable(text.slice(0, 500), { isLine: true }), style } : nothing;

const columns: readonly Column[] = [
  { title: 'TIME', width: 8, from: 0, look: ({ receivedAt }) => toText(toClock(receivedAt), 'dim') },
  { title: 'METHOD', width: 6, from: 72, look: ({ method }) => toText(method) },
  { title: 'PATH', width: 0, from: 72, look: ({ target }) => toText(target) },
  { title: 'TYPE', width: 0, from: 0, look: ({ verdict }) => toText(verdict.eventType, 'bold') },
  { title: 'VERDICT', width: 20, from: 56, look: ({ verdict }) => toVerdictLook(verdict) },
  { title: 'STATUS', width: 12, from: 0, look: ({ answer }) => toStatusLook(answer) },
  {
    title: 'MS',
    width: 6,
    align: 'right',
    from: 48,
    look: ({ answer }) => ({ text: answer ? `${Math.round(answer.milliseconds)}` : '', style: 'dim' }),
  },
];

const marginWidth = 3;
const gap = 1;

/** The columns that find room; what is left is shared by those that can use any. */
function fitColumns(total: number): readonly Column[] {
  const shown = columns.filter(({ from }) => total >= from);
  const flexible = shown.filter(({ width }) => width === 0).length;
  const fixed = shown.reduce((sum, { width }) => sum + width + gap, marginWidth);
  const share = Math.max(8, Math.floor((total - fixed) / flexible));
  return shown.map((column) => (column.width === 0 ? { ...column, width: share } : column));
}

const withAlign = ({ align }: Column): Pick<Cell, 'align'> => (align === undefined ? {} : { align });

/** What stands above the list. */
export function toListHead(width: number): Row {
  const cells = fitColumns(width).flatMap((column): Cell[] => [
    { text: column.title, width: column.width, style: 'dim', ...withAlign(column) },
    { text: '', width: gap },
  ]);
  return [{ text: '', width: marginWidth }, ...cells];
}

/** A capture in the list. */
export function toListRow(
  summary: CaptureSummary,
  width: number,
  { isSelected, isMarked }: { readonly isSelected: boolean; readonly isMarked: boolean },
): Row {
  // Inverse replaces colours, which are hard to read on one.
  const toStyle = (style: Cell['style']): Cell['style'] => (isSelected ? 'inverse' : style);
  const cells = fitColumns(width).flatMap((column): Cell[] => {
    const { text, style } = column.look(summary);
    return [
      { text, width: column.width, style: toStyle(style), ...withAlign(column) },
      { text: '', width: gap, style: toStyle(undefined) },
    ];
  });
  const sign = `${isSelected ? '›' : ' '}${isMarked ? '◆' : ' '}`;
  return [
    { text: sign, width: marginWidth, style: toStyle('cyan') },
    ...cells,
    { text: '', style: toStyle(undefined) },
  ];
}
