import { useState, type ReactNode } from 'react';
import { counted } from '../lib/format.ts';
import { isDigits } from '../lib/read-json.ts';
import { visible, visibleLine } from '../lib/visible.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

const step = 100;
const openedDepth = 3;
const longest = 4000;

function Leaf({ value }: { value: unknown }): ReactNode {
  if (isDigits(value)) return <span className="tree-number">{value.digits}</span>;
  if (typeof value === 'string') {
    const text =
      value.length > longest ? `${value.slice(0, longest)}… (${counted(value.length, 'character')})` : value;
    return <span className="tree-text">"{visible(text)}"</span>;
  }
  return <span className="tree-word">{String(value)}</span>;
}

function Branch({
  name,
  value,
  depth,
}: {
  name: string | undefined;
  value: object;
  depth: number;
}): ReactNode {
  const [isOpen, setOpen] = useState(depth < openedDepth);
  const [shown, setShown] = useState(step);
  const isArray = Array.isArray(value);
  // What is closed is not made: a body may hold a million places.
  const entries = isOpen ? Object.entries(value) : [];
  const size = isArray ? counted(value.length, 'item') : counted(Object.keys(value).length, 'field');
  return (
    <>
      <button type="button" className="tree-toggle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="chevron" size={12} />
        <span>
          {name === undefined ? null : <span className="tree-name">{visibleLine(name)}: </span>}
          <span className="faint">{isArray ? `[ ${size} ]` : `{ ${size} }`}</span>
        </span>
      </button>
      {isOpen && entries.length > 0 ? (
        <ul>
          {entries.slice(0, shown).map(([key, inner]) => (
            <li key={key}>
              <Place name={key} value={inner} depth={depth + 1} />
            </li>
          ))}
          {entries.length > shown ? (
            <li>
              <Button look="quiet" onClick={() => setShown(shown + step)}>
                Show {Math.min(step, entries.length - shown)} more of {entries.length - shown}
              </Button>
            </li>
          ) : null}
        </ul>
      ) : null}
    </>
  );
}

function Place({
  name,
  value,
  depth,
}: {
  name: string | undefined;
  value: unknown;
  depth: number;
}): ReactNode {
  const isBranch = typeof value === 'object' && value !== null && !isDigits(value);
  if (isBranch) return <Branch name={name} value={value} depth={depth} />;
  return (
    <>
      {name === undefined ? null : <span className="tree-name">{visibleLine(name)}: </span>}
      <Leaf value={value} />
    </>
  );
}

/** A value from `readJson` as a tree that opens step by step: three levels at first, a hundred entries at a time. */
export function JsonTree({ label, value }: { label: string; value: unknown }): ReactNode {
  return (
    <div className="tree" role="group" aria-label={label} dir="ltr">
      <ul>
        <li>
          <Place name={undefined} value={value} depth={0} />
        </li>
      </ul>
    </div>
  );
}
