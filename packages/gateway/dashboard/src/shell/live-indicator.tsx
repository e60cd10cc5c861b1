import type { ReactNode } from 'react';
import { useLiveState } from '../api/live-context.ts';

const texts = { connecting: 'Connecting', live: 'Live', offline: 'Reconnecting' } as const;

/** Whether the page hears from the gateway: a mark and a word. */
export function LiveIndicator(): ReactNode {
  const state = useLiveState();
  return (
    <span className={`live live-${state}`}>
      <span className="live-mark" aria-hidden="true" />
      {texts[state]}
    </span>
  );
}
