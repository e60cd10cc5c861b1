import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { Kbd } from './kbd.tsx';

export interface ButtonLook {
  /** `primary` once on a screen; `quiet` in rows and bars; `danger` for what cannot be undone. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: IconName;
  /** The key that does the same, shown behind the text. */
  readonly hint?: string;
}

type Props = ButtonLook & ComponentPropsWithRef<'button'> & { readonly isBusy?: boolean };

/**
 * A button. With only an icon give it `aria-label`: it is shown as a tooltip too. While `isBusy` it does nothing and keeps
 * its focus (it is not disabled, which would drop the focus).
 */
export function Button({ look = 'plain', icon, hint, isBusy = false, children, ...rest }: Props): ReactNode {
  const isBare = children === undefined;
  return (
    <button
      type="button"
      title={isBare ? rest['aria-label'] : undefined}
      {...rest}
      className={`button button-${look}${isBare ? ' button-bare' : ''} ${rest.className ?? ''}`}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : rest.onClick}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
      {hint === undefined ? null : <Kbd keys={hint} isQuiet />}
    </button>
  );
}
