import type { ReactNode } from 'react';
import { visible } from '../lib/visible.ts';

/** A sentence in which `**words**` are strong and those in backticks are code, as the facts about providers are written. */
export function MarkedText({ text }: { text: string }): ReactNode {
  return visible(text)
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .map((part, at) => {
      if (part.startsWith('**')) return <strong key={`${at}${part}`}>{part.slice(2, -2)}</strong>;
      return part.startsWith('`') ? <code key={`${at}${part}`}>{part.slice(1, -1)}</code> : part;
    });
}
