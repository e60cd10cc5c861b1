import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react';

export interface Column<Row> {
  readonly name: string;
  readonly title: string;
  /** CSS width; without one it shares what is left. */
  readonly width?: string;
  readonly isNumber?: boolean;
  /** When the table is less wide than this, the column is not shown. */
  readonly from?: 'small' | 'medium' | 'wide';
  /** The first column's cell holds the row's link, made with the given attributes: it has the focus of the row. */
  readonly cell: (row: Row, link: RowLinkProps) => ReactNode;
}

/** What the link of a row needs, so that one row at a time is in the tab order. */
export interface RowLinkProps {
  readonly 'data-row-link': true;
  readonly tabIndex: 0 | -1;
}

/** What a screen does with the table. */
export interface VirtualTableHandle {
  /** Scrolls to a row and focuses its link. */
  focusRow(key: string): void;
  scrollToTop(): void;
}

interface Props<Row> {
  readonly ref?: Ref<VirtualTableHandle>;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly toKey: (row: Row) => string;
  readonly rowHeight: number;
  /** The row that has the focus of the table. */
  readonly cursor: string | undefined;
  readonly onCursor: (key: string) => void;
  /** The row that is open beside the table. */
  readonly chosen?: string | undefined;
  readonly rowClass?: (row: Row) => string | undefined;
  /** More rows follow: asked when the end is near. */
  readonly onEnd?: (() => void) | undefined;
  /** Below the last row. */
  readonly footer?: ReactNode;
}

const ahead = 30;

/**
 * A real table of any length, of which only what is seen is made: rows of one height, a caption for screen readers, a head that
 * stays. The row with the cursor is always made, so that it keeps the focus however far one scrolls. Arrow keys, Home and End
 * move the cursor from inside; a screen adds `j` and `k` through the handle.
 */
export function VirtualTable<Row>(props: Props<Row>): ReactNode {
  const { caption, columns, rows, toKey, rowHeight, chosen, rowClass, onEnd, footer } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const cursorAt = Math.max(
    0,
    rows.findIndex((row) => toKey(row) === props.cursor),
  );
  const extract = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      if (cursorAt >= range.count || seen.includes(cursorAt)) return seen;
      return [...seen, cursorAt].toSorted((a, b) => a - b);
    },
    [cursorAt],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => {
      const row = rows[at];
      return row === undefined ? at : toKey(row);
    },
    rangeExtractor: extract,
    overscan: 12,
    scrollPaddingStart: 32,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const lastSeen = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (rows.length > 0 && lastSeen >= rows.length - ahead) onEnd?.();
  }, [lastSeen, rows.length, onEnd]);

  const focusRow = (key: string): void => {
    const at = rows.findIndex((row) => toKey(row) === key);
    if (at < 0) return;
    props.onCursor(key);
    virtual.scrollToIndex(at, { align: 'auto' });
    const find = (): HTMLElement | null | undefined =>
      scroller.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(key)}"] [data-row-link]`);
    // It may have to be made first.
    const focus = (tries: number): void => {
      const link = find();
      if (link === null || link === undefined) {
        if (tries > 0) requestAnimationFrame(() => focus(tries - 1));
        return;
      }
      link.focus({ preventScroll: true });
    };
    focus(10);
  };
  useImperativeHandle(props.ref, () => ({ focusRow, scrollToTop: () => virtual.scrollToOffset(0) }));

  const move = (event: React.KeyboardEvent): void => {
    const to = { ArrowDown: cursorAt + 1, ArrowUp: cursorAt - 1, Home: 0, End: rows.length - 1 }[event.key];
    const row = to === undefined ? undefined : rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    focusRow(toKey(row));
  };
  const space = (height: number, key: string): ReactNode =>
    height <= 0 ? null : (
      <tr key={key} aria-hidden="true" className="table-space">
        <td style={{ height }} />
      </tr>
    );
  let end = 0;
  const body = items.flatMap((item) => {
    const row = rows[item.index];
    if (row === undefined) return [];
    const key = toKey(row);
    const before = space(item.start - end, `space-${item.index}`);
    end = item.end;
    const link: RowLinkProps = { 'data-row-link': true, tabIndex: item.index === cursorAt ? 0 : -1 };
    return [
      before,
      <tr
        key={key}
        data-row={key}
        aria-rowindex={item.index + 2}
        className={`table-row${key === chosen ? ' table-chosen' : ''} ${rowClass?.(row) ?? ''}`}
        style={{ height: rowHeight }}
        onFocus={() => props.onCursor(key)}
        onClick={(event) => clickRow(event)}
      >
        {columns.map((column) => (
          <td key={column.name} className={toClass(column)}>
            {column.cell(row, link)}
          </td>
        ))}
      </tr>,
    ];
  });
  return (
    <div ref={scroller} className="table-scroll">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table
        className="table table-fixed"
        aria-rowcount={onEnd === undefined ? rows.length + 1 : -1}
        onKeyDown={move}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={toClass(column)} style={{ width: column.width }}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body}
          {space(virtual.getTotalSize() - end, 'space-end')}
        </tbody>
      </table>
      {footer}
    </div>
  );
}

/** A click anywhere on a row is a click on its link, unless text is being selected or something else was meant. */
function clickRow(event: React.MouseEvent<HTMLTableRowElement>): void {
  if (event.target instanceof Element && event.target.closest('a,button,input,label') !== null) return;
  if (getSelection()?.isCollapsed === false) return;
  event.currentTarget.querySelector<HTMLElement>('[data-row-link]')?.click();
}

function toClass<Row>({ isNumber, from }: Column<Row>): string {
  return `${isNumber === true ? 'table-number number' : ''}${from === undefined ? '' : ` table-from-${from}`}`;
}
