import { formatJson } from './format-json.ts';
import { toLines, wrapRows, type Lines } from './lines.ts';
import type { Row } from './screen.ts';
import type { BodyForm } from './view-state.ts';

// More is not read on a screen; the hex view goes to the end.
const maxText = 256 * 1024;
const bytesInRow = 16;

/**
 * A body as lines.
 *
 * @param body - as it came
 * @param form - `tree` and `text` turn to `hex` where it is no UTF-8
 * @param width - columns
 */
export function toBodyLines(body: Uint8Array, form: BodyForm, width: number): Lines {
  if (body.length === 0) return toLines([[{ text: 'No body.', style: 'dim' }]]);
  const text = form === 'hex' ? undefined : decode(body.subarray(0, maxText), body.length > maxText);
  if (text === undefined) return toHexLines(body);
  const isWhole = body.length <= maxText;
  const tree = form === 'tree' && isWhole ? formatJson(text) : undefined;
  const rows =
    tree === undefined ? wrapRows(text, width) : tree.split('\n').flatMap((line) => treeRows(line, width));
  if (!isWhole) {
    const left = (body.length - maxText).toLocaleString('en');
    rows.push([{ text: `… and ${left} bytes more: press b for the hex view, which has all.`, style: 'dim' }]);
  }
  return toLines(rows);
}

function decode(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}

const nameInLine = /^(\s*)("(?:[^"\\]|\\.)*")(: )/;

function treeRows(line: string, width: number): Row[] {
  const found = nameInLine.exec(line);
  const rows = wrapRows(line, width);
  const [first] = rows;
  if (found === null || first === undefined) return rows;
  const name = found[1]?.length ?? 0;
  const end = name + (found[2]?.length ?? 0);
  const shown = first[0]?.text ?? '';
  // A name with anything unusual in it stands as text: its columns are not its letters.
  if (end >= width || !/^[ -~]*$/.test(shown.slice(0, end)) || !shown.startsWith(line.slice(0, end)))
    return rows;
  return [
    [{ text: shown.slice(0, end), width: end, style: 'cyan' }, { text: shown.slice(end) }],
    ...rows.slice(1),
  ];
}

/** Sixteen bytes in a row: where, which, and as ASCII. */
export function toHexLines(bytes: Uint8Array): Lines {
  return {
    count: Math.ceil(bytes.length / bytesInRow),
    at(index) {
      const row = bytes.subarray(index * bytesInRow, (index + 1) * bytesInRow);
      const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, '0'));
      const left = hex.slice(0, 8).join(' ').padEnd(23);
      const text = Array.from(row, (byte) =>
        byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·',
      ).join('');
      return [
        { text: (index * bytesInRow).toString(16).padStart(8, '0'), width: 10, style: 'dim' },
        { text: `${left}  ${hex.slice(8).join(' ')}`, width: 50 },
        { text, style: 'cyan' },
      ];
    },
  };
}
