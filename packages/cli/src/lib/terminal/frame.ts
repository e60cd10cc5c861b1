import { toPrintable } from '../printable.ts';
import { toDetailLines } from './detail-lines.ts';
import { toHelpRows } from './help-rows.ts';
import { toLines, wrapRows, type Lines } from './lines.ts';
import { toClock, toListHead, toListRow } from './list-rows.ts';
import type { Cell, Row } from './screen.ts';
import { textWidth } from './text-width.ts';
import { tabs, type ViewState } from './view-state.ts';
import type { ViewedListener } from './viewed-listener.ts';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What stands above and below the middle of the screen: a title and an empty row; a notice and the keys. */
const headRows = 2;
const footRows = 2;

/** How many rows of the list are seen. */
export function listHeight({ rows }: Size): number {
  return Math.max(1, rows - headRows - footRows - 1);
}

/** All rows of the screen. It keeps `scroll`, `top` and `extent` of the state within what there is. */
export function toFrame(state: ViewState, listener: ViewedListener, size: Size): Row[] {
  const height = Math.max(1, size.rows - headRows - footRows);
  const middle = toMiddle(state, size, height).slice(0, height);
  const empty = Array.from({ length: height - middle.length }, (): Row => []);
  return [
    toTitle(state, listener),
    [],
    ...middle,
    ...empty,
    toStatusRow(state, listener),
    toKeysRow(state, size),
  ];
}

function toMiddle(state: ViewState, size: Size, height: number): Row[] {
  const width = size.columns - 2;
  if (state.screen === 'list') return toList(state, size);
  if (state.screen === 'help') return toScrolled(state, toLines(toHelpRows()), height);
  const { screen, tab, form, open, diff } = state;
  if (screen === 'diff')
    return toScrolled(
      state,
      keep(state, [diff, width], () => toDiffLines(diff, width)),
      height,
    );
  if (open === undefined) return [];
  const lines = keep(state, [open, tab, form, width], () => toDetailLines(tab, { ...open, form, width }));
  return [toTabs(state), [], ...toScrolled(state, lines, height - 2)];
}

/** The lines that were made last, where they were made of the same. */
function keep(state: ViewState, of: readonly unknown[], make: () => Lines): Lines {
  const { made } = state;
  if (made?.of.length === of.length && made.of.every((one, index) => one === of[index])) return made.lines;
  const lines = make();
  state.made = { of, lines };
  return lines;
}

function toList(state: ViewState, size: Size): Row[] {
  const rows = state.window.rows();
  const index = state.window.index();
  const height = listHeight(size);
  state.extent = { count: rows.length, height };
  state.top = Math.max(0, Math.min(state.top, index, rows.length - height), index - height + 1);
  if (rows.length === 0) {
    const text = state.filter
      ? 'No capture fits the filter.'
      : 'Nothing yet. Send something to the address above.';
    return [
      toListHead(size.columns),
      [],
      [
        { text: '', width: 3 },
        { text, style: 'dim' },
      ],
    ];
  }
  const shown = rows.slice(state.top, state.top + height).map((row, at) =>
    toListRow(row, size.columns, {
      isSelected: state.top + at === index,
      isMarked: row.id === state.marked,
    }),
  );
  return [toListHead(size.columns), ...shown];
}

function toScrolled(state: ViewState, lines: Lines, height: number): Row[] {
  state.extent = { count: lines.count, height };
  state.scroll = Math.max(0, Math.min(state.scroll, lines.count - height));
  const { length } = Array.from({ length: Math.max(0, Math.min(height, lines.count - state.scroll)) });
  return Array.from({ length }, (_, at): Row => [{ text: '', width: 1 }, ...lines.at(state.scroll + at)]);
}

const sides = {
  both: { sign: ' ', style: undefined },
  left: { sign: '−', style: 'red' },
  right: { sign: '+', style: 'green' },
} as const;

function toDiffLines(diff: ViewState['diff'], width: number): Lines {
  if (diff === undefined) return toLines([]);
  const rows = diff.lines.flatMap((line) => {
    const { sign, style } = sides[line.in];
    return wrapRows(line.text, width - 2, style).map((row): Row => [{ text: sign, width: 2, style }, ...row]);
  });
  return toLines(rows);
}

function toTitle(state: ViewState, { url, to }: ViewedListener): Row {
  const cell = (text: string, style?: Cell['style']): Cell => {
    const printable = toPrintable(text.slice(0, 500), { isLine: true });
    return { text: printable, width: textWidth(printable), style };
  };
  const name = cell(' hooklatch ', ['bold', 'cyan']);
  if (state.screen === 'help') return [name, cell(' keys')];
  if (state.screen === 'diff' && state.diff) {
    const { left, right } = state.diff;
    return [
      name,
      cell(` − ${left.id} ${toClock(left.receivedAt)}`, 'red'),
      cell(`   + ${right.id} ${toClock(right.receivedAt)}`, 'green'),
    ];
  }
  if (state.screen === 'detail' && state.open) {
    const { capture } = state.open;
    const type = capture.verdict.eventType ?? `${capture.method} ${capture.target}`;
    return [name, cell(` ${capture.id}  `, 'dim'), cell(type, 'bold')];
  }
  return [name, cell(` ${url}`), ...(to === undefined ? [] : [cell(' → ', 'dim'), cell(to)])];
}

function toTabs(state: ViewState): Row {
  return tabs.flatMap((tab, index): Cell[] => {
    const isOpen = tab === state.tab;
    const form = isOpen && tab === 'body' ? ` (${state.form})` : '';
    const text = ` ${index + 1} ${tab}${form} `;
    return [
      { text: '', width: 1 },
      { text, width: text.length, style: isOpen ? 'inverse' : 'dim' },
    ];
  });
}

function toStatusRow(state: ViewState, listener: ViewedListener): Row {
  if (state.input !== undefined) {
    return [
      { text: ' /', width: 2, style: 'cyan' },
      { text: `${toPrintable(state.input, { isLine: true })}▏` },
    ];
  }
  if (state.notice !== undefined) {
    const { text, isBad = false } = state.notice;
    return [{ text: ` ${toPrintable(text, { isLine: true })}`, style: isBad ? 'red' : 'green' }];
  }
  return [{ text: ` ${toPlace(state, listener)}`, style: 'dim' }];
}

function toPlace(state: ViewState, { captures, state: toState }: ViewedListener): string {
  const { count, height } = state.extent;
  if (state.screen !== 'list') {
    const last = Math.min(count, state.scroll + height);
    return count > height ? `lines ${state.scroll + 1}–${last} of ${count.toLocaleString('en')}` : '';
  }
  const { window, filter } = state;
  const { application, waiting, tunnel } = toState();
  const newer = window.newer();
  const place = window.above() + window.index() + 1;
  return [
    `${Math.min(place, captures.count()).toLocaleString('en')} of ${captures.count().toLocaleString('en')}`,
    ...(filter ? [`filter ${toPrintable(filter, { isLine: true })}`] : []),
    ...(newer > 0 ? [`${newer}${newer >= 100 ? '+' : ''} new: g`] : []),
    ...(application === 'down' ? ['the application is down'] : []),
    ...(waiting > 0 ? [`${waiting} to be tried again`] : []),
    ...(tunnel === undefined ? [] : [toPrintable(tunnel, { isLine: true })]),
  ].join(' · ');
}

const keys = {
  list: '↑↓ move  ⏎ open  r replay  R re-signed  d mark  c curl  / filter  i web  ? help  q quit',
  detail: '↑↓ scroll  Tab part  b body form  n/p next  r replay  R re-signed  c curl  ? help  Esc back',
  diff: '↑↓ scroll  Esc back  ? help',
  help: 'Esc back',
  input: '⏎ apply  Esc leave it as it was  Ctrl-U clear',
};

function toKeysRow(state: ViewState, { columns }: Size): Row {
  // The row above is being written in.
  if (state.input !== undefined && state.notice !== undefined) {
    return [{ text: ` ${toPrintable(state.notice.text, { isLine: true })}`, style: 'red' }];
  }
  const text = state.input === undefined ? keys[state.screen] : keys.input;
  return [{ text: ` ${fitKeys(text, columns - 1)}`, style: 'dim' }];
}

/** The last two say how to go on: those before them give way. */
function fitKeys(text: string, width: number): string {
  const parts = text.split('  ');
  while (parts.length > 2 && parts.join('  ').length > width) parts.splice(-3, 1);
  return parts.join('  ');
}
