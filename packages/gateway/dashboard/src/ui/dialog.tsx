import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';

// A field, or else the button that changes nothing: it comes first.
const first =
  ':is(.dialog-body :is(input, select, textarea), .dialog-inside:not(:has(.dialog-body :is(input, select, textarea))) > footer button)';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons: what is done first in order, last in sight; each says how many and where to. */
  readonly actions?: ReactNode;
  readonly size?: 'small' | 'large';
}

/**
 * A question or a form above the page: rendered while it is open. The focus starts in the first field, or on the first button,
 * which changes nothing; the browser keeps it inside; Esc closes; the focus goes back to where it was.
 */
export function Dialog({ title, onClose, children, actions, size = 'small' }: Props): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    if (dialog?.open === false) dialog.showModal();
    dialog?.querySelector<HTMLElement>(first)?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      className={`dialog dialog-${size}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="dialog-inside">
        <header>
          <h2 id={id}>{title}</h2>
          <Button look="quiet" icon="cross" aria-label="Close" onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
        {actions === undefined ? null : <footer>{actions}</footer>}
      </div>
    </dialog>
  );
}
