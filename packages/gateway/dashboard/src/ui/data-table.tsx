import type { ReactNode } from 'react';

export interface DataColumn<Row> {
  readonly name: string;
  readonly title: string;
  readonly isNumber?: boolean;
  /** Not shown where the table is less wide. */
  readonly from?: 'small' | 'medium' | 'wide';
  readonly cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly caption: string;
  /** Whether the caption is shown too. */
  readonly isCaptionShown?: boolean;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly toKey: (row: Row) => string;
  /** Below the row, over its whole width: details that are open. */
  readonly below?: (row: Row) => ReactNode;
}

/** A table of a few rows, all made, as wide as what is in it. The first column is the head of its row. */
export function DataTable<Row>(props: Props<Row>): ReactNode {
  const { caption, isCaptionShown = false, columns, rows, toKey, below } = props;
  const toClass = ({ isNumber, from }: DataColumn<Row>): string =>
    `${isNumber === true ? 'table-number number' : ''}${from === undefined ? '' : ` table-from-${from}`}`;
  return (
    // A region that may scroll sideways can be reached by keyboard.
    <div className="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table className="table">
        <caption className={isCaptionShown ? 'table-caption' : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={toClass(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const under = below?.(row);
            return [
              <tr key={toKey(row)} className="table-row">
                {columns.map((column, at) =>
                  at === 0 ? (
                    <th key={column.name} scope="row" className={toClass(column)}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.name} className={toClass(column)}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>,
              under === undefined || under === null ? null : (
                <tr key={`${toKey(row)} below`} className="table-below">
                  <td colSpan={columns.length}>{under}</td>
                </tr>
              ),
            ];
          })}
        </tbody>
      </table>
    </div>
  );
}
