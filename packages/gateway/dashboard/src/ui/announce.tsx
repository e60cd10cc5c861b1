import { useEffect, useState, type ReactNode } from 'react';

const pauseMs = 5000;
let pending: string | undefined;
let saidAt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<(text: string) => void>();

function say(): void {
  timer = undefined;
  if (pending === undefined) return;
  const text = pending;
  pending = undefined;
  saidAt = Date.now();
  for (const listener of listeners) listener(text);
}

/** Tells a screen reader something, politely: at most every five seconds, and then the latest. */
export function announce(text: string): void {
  pending = text;
  timer ??= setTimeout(say, Math.max(0, saidAt + pauseMs - Date.now()));
}

/** The one polite live region of the page. */
export function Announcer(): ReactNode {
  const [text, setText] = useState('');
  useEffect(() => {
    listeners.add(setText);
    return () => void listeners.delete(setText);
  }, []);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-announcer>
      {text}
    </div>
  );
}
