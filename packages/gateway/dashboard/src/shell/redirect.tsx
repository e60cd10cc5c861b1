import { useNavigate, type NavigateOptions } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';

interface Target {
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  /** Without its #. */
  readonly hash?: string;
}

/** Goes elsewhere, once: what is shown until then may be drawn again meanwhile, and must not start anew. */
export function Redirect(target: Target): ReactNode {
  const navigate = useNavigate();
  const first = useRef(target);
  useEffect(() => void navigate({ ...first.current, replace: true } as NavigateOptions), [navigate]);
  return null;
}
