import { useMemo, useState, type ReactNode } from 'react';
import { api } from '../../api/api.ts';
import type { EventDetail } from '../../api/event-types.ts';
import { counted, formatBytes } from '../../lib/format.ts';
import { toBytes, toHexLines } from '../../lib/hex.ts';
import { readJson } from '../../lib/read-json.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock, CopyButton } from '../../ui/code.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';
import { Note } from '../../ui/notes.tsx';

const firstBytes = 4096;
const moreBytes = 32_768;

type View = 'tree' | 'raw' | 'hex';
const titles: Readonly<Record<View, string>> = { tree: 'Tree', raw: 'Raw', hex: 'Hex' };

function Hex({ event }: { event: EventDetail }): ReactNode {
  const [shown, setShown] = useState(firstBytes);
  const bytes = useMemo(() => toBytes(event.body), [event.body]);
  const lines = toHexLines(bytes, 0, shown);
  return (
    <div className="stack-tight">
      <CodeBlock
        label="body as hex"
        text={lines.map(({ offset, hex, text }) => `${offset}  ${hex}  ${text}`).join('\n')}
      />
      {bytes.length > shown ? (
        <div>
          <Button onClick={() => setShown(shown + moreBytes)}>
            Show more of {counted(bytes.length, 'byte')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface Props {
  readonly event: EventDetail;
  readonly view: string | undefined;
  readonly onView: (view: View) => void;
}

/** The body: as a tree where it is JSON, as text, and as bytes. */
export function BodyPart({ event, view, onView }: Props): ReactNode {
  const { text, isTruncated } = event.body;
  const json = useMemo(() => (text === null ? undefined : readJson(text)), [text]);
  const views: View[] = [
    ...(json === undefined ? [] : ['tree' as const]),
    ...(text === null ? [] : ['raw' as const]),
    'hex',
  ];
  const chosen = views.find((name) => name === view) ?? views[0] ?? 'hex';
  if (event.bytes === 0 && event.source !== 'reported') return <p className="soft">The body is empty.</p>;
  if (event.source === 'reported') {
    return (
      <p className="soft">
        An application reported this delivery without its bytes. Forward it to see them here.
      </p>
    );
  }
  return (
    <div className="stack-tight">
      <div className="row">
        <div className="button-group" role="group" aria-label="View">
          {views.map((name) => (
            <Button key={name} aria-pressed={name === chosen} onClick={() => onView(name)}>
              {titles[name]}
            </Button>
          ))}
        </div>
        <span className="faint push">{formatBytes(event.bytes)}</span>
        {text === null ? null : <CopyButton text={text} label="Copy the body" />}
      </div>
      {isTruncated ? (
        <Note tone="info">
          Only the beginning is shown. <a href={api.events.bodyAddress(event.id)}>Download all of it</a>.
        </Note>
      ) : null}
      {chosen === 'tree' && json !== undefined ? <JsonTree label="Body" value={json.value} /> : null}
      {chosen === 'raw' && text !== null ? <CodeBlock label="body" text={text} isWrapped /> : null}
      {chosen === 'hex' ? <Hex event={event} /> : null}
    </div>
  );
}
