import type { ReactNode } from 'react';
import type { EventDetail } from '../../api/event-types.ts';
import { visibleLine } from '../../lib/visible.ts';
import { CopyButton } from '../../ui/code.tsx';
import { DataTable } from '../../ui/data-table.tsx';

/** The headers as they came: in their order, with their repeats. */
export function HeadersPart({ event }: { event: EventDetail }): ReactNode {
  const rows = event.headers.map(([name, value], at) => ({ at, name, value }));
  if (rows.length === 0) return <p className="soft">There are no headers.</p>;
  return (
    <div className="stack-tight">
      <div className="row">
        <span className="faint">In the order in which they came</span>
        <span className="push" />
        <CopyButton
          text={rows.map(({ name, value }) => `${name}: ${value}`).join('\n')}
          label="Copy the headers"
        />
      </div>
      <DataTable
        caption="Headers"
        columns={[
          {
            name: 'name',
            title: 'Name',
            cell: ({ name }) => <code className="header-name">{visibleLine(name)}</code>,
          },
          {
            name: 'value',
            title: 'Value',
            cell: ({ value }) => (
              <code className="header-value" dir="ltr">
                {visibleLine(value)}
              </code>
            ),
          },
        ]}
        rows={rows}
        toKey={({ at }) => String(at)}
      />
    </div>
  );
}
