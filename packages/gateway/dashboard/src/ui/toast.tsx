import { useSyncExternalStore, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const drop = (id: number): void => change(toasts.filter((each) => each.id !== id));

/** Says what came of an action: what was done goes by itself after six seconds, a fault stays until it is closed. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  last += 1;
  const id = last;
  // What is said again is there once.
  const others = toasts.filter((each) => each.text !== text);
  change([...others.slice(-2), { id, text, tone }]);
  if (tone === 'good') setTimeout(() => drop(id), 6000);
}

/** Says that an action failed. */
export function toastError(error: unknown): void {
  toast(error instanceof Error ? error.message : 'That did not work.', 'bad');
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Where toasts appear: one for the page. */
export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, text, tone }) => (
        <div key={id} className={`toast toast-${tone}`}>
          <Icon name={tone === 'good' ? 'check' : 'warning'} />
          <span>{text}</span>
          <Button look="quiet" icon="cross" aria-label="Dismiss" onClick={() => drop(id)} />
        </div>
      ))}
    </div>
  );
}
