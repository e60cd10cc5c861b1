import { diffArrays } from 'diff';
import type { Capture } from '../captures/capture.ts';
import { formatJson } from './format-json.ts';

/** A line that both have, or one alone. */
export interface DiffLine {
  readonly in: 'both' | 'left' | 'right';
  readonly text: string;
}

const maxBody = 256 * 1024;
const timeoutMs = 500;

/**
 * What differs between two captures: request line, headers and body, line by line.
 *
 * @param left - the older, most likely
 * @param right - the other
 * @returns all lines; where they have nearly nothing in common, first those of the one, then of the other
 */
export function diffCaptures(left: Capture, right: Capture): readonly DiffLine[] {
  const lines = { left: toText(left), right: toText(right) };
  const changes = diffArrays(lines.left, lines.right, { timeout: timeoutMs });
  if (changes === undefined) {
    return [
      ...lines.left.map((text): DiffLine => ({ in: 'left', text })),
      ...lines.right.map((text): DiffLine => ({ in: 'right', text })),
    ];
  }
  return changes.flatMap(({ value, added, removed }) => {
    const side = added ? 'right' : removed ? 'left' : 'both';
    return value.map((text): DiffLine => ({ in: side, text }));
  });
}

function toText({ method, target, headers, body }: Capture): string[] {
  return [
    `${method} ${target}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
    ...toBodyText(body),
  ];
}

function toBodyText(body: Uint8Array): string[] {
  if (body.length > maxBody) return [`(${body.length} bytes: too many to be compared)`];
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return (formatJson(text) ?? text).split('\n');
  } catch {
    return (
      Buffer.from(body)
        .toString('hex')
        .match(/.{1,64}/g) ?? []
    );
  }
}
