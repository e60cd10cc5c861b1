import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';

function Back({ children, ...rest }: ComponentPropsWithRef<'a'>): ReactNode {
  return (
    <a {...rest} className="back">
      <Icon name="back" size={14} />
      {children}
    </a>
  );
}

/** The way up from a page. */
export const BackLink = createLink(Back);
