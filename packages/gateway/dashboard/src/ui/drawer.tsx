import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';

// As in drawer.css.
const covering = '(width < 64rem)';

interface Props {
  /** Names the region. */
  readonly label: string;
  readonly onClose: () => void;
  /** Left of the close button. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A panel beside a list, which stays usable: not modal, and the focus stays in the list. Esc closes it from inside; whoever
 * renders it gives the focus back to the row. On a narrow screen it covers the list and takes the focus.
 */
export function Drawer({ label, onClose, tools, children }: Props): ReactNode {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const panel = ref.current;
    if (panel === null) return;
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      onClose();
    };
    panel.addEventListener('keydown', close);
    return () => panel.removeEventListener('keydown', close);
  }, [onClose]);
  useEffect(() => {
    // Where it covers the list, the focus must not stay behind it.
    if (matchMedia(covering).matches) ref.current?.focus();
  }, []);
  return (
    <aside ref={ref} className="drawer" aria-label={label} tabIndex={-1}>
      <div className="drawer-bar">
        <div className="row drawer-tools">{tools}</div>
        <Button look="quiet" icon="cross" aria-label="Close the panel" onClick={onClose} />
      </div>
      {/* A region that scrolls can be reached by keyboard. */}
      <div className="drawer-body" tabIndex={0} role="group" aria-label={`${label}, content`}>
        {children}
      </div>
    </aside>
  );
}
