import type { QueryClient } from '@tanstack/react-query';
import type { Happening } from './types.ts';

export type LiveState = 'connecting' | 'live' | 'offline';

/** The stream of the gateway, as one for the whole page. */
export interface Live {
  readonly state: () => LiveState;
  /** @returns what ends it */
  onState(listener: () => void): () => void;
  /** @returns what ends it */
  onHappening(listener: (happening: Happening) => void): () => void;
  close(): void;
}

const kinds = [
  'stored',
  'routed',
  'forward_due',
  'forward_changed',
  'send_due',
  'send_changed',
  'issue_changed',
  'bulk_changed',
  'tunnel_changed',
  'configured',
];

/** Listens to the stream; it is opened again, later and later, when it ends. */
export function openLive(url = '/api/v1/stream'): Live {
  let state: LiveState = 'connecting';
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  const stateListeners = new Set<() => void>();
  const listeners = new Set<(happening: Happening) => void>();

  const become = (next: LiveState): void => {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener();
  };
  const hear = (message: MessageEvent<string>): void => {
    try {
      const happening = JSON.parse(message.data) as Happening;
      for (const listener of listeners) listener(happening);
    } catch {
      // What is no JSON is no happening: a comment, or a newer gateway's.
    }
  };
  const open = (): void => {
    source = new EventSource(url);
    source.addEventListener('open', () => {
      tries = 0;
      become('live');
    });
    source.addEventListener('message', hear);
    for (const kind of kinds) source.addEventListener(kind, hear as EventListener);
    source.addEventListener('error', () => {
      become('offline');
      // A browser tries again by itself unless it was refused.
      if (source?.readyState !== EventSource.CLOSED) return;
      tries += 1;
      timer = setTimeout(open, Math.min(30_000, 1000 * 2 ** tries));
    });
  };
  open();
  return {
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
    onHappening: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      clearTimeout(timer);
      source?.close();
    },
  };
}

/** What else is made and changed, by somebody else or by a file. */
const made = ['destinations', 'connections', 'rules', 'channels'] as const;

/** Keeps what the screens have read fresh; the list of events looks after itself. */
export function refreshFromLive(live: Live, client: QueryClient): () => void {
  const due = new Map<string, ReturnType<typeof setTimeout>>();
  const soon = (key: readonly string[], ms: number): void => {
    const name = key.join('/');
    if (due.has(name)) return;
    const refresh = (): void => {
      due.delete(name);
      void client.invalidateQueries({ queryKey: key });
    };
    due.set(name, setTimeout(refresh, ms));
  };
  const stopHappenings = live.onHappening(({ kind, event, what }) => {
    if (kind === 'stored' || kind === 'routed') {
      soon(['overview'], 2000);
      soon(['histogram'], 2000);
      soon(['endpoints'], 2000);
    }
    if (kind === 'forward_changed') {
      if (event !== undefined) soon(['event', event], 300);
      soon(['forward'], 300);
      soon(['overview'], 2000);
      soon(['destinations'], 2000);
    }
    if (kind === 'issue_changed') soon(['issues'], 300);
    if (kind === 'configured') soon([what?.startsWith('provider') === true ? 'providers' : 'endpoints'], 300);
    if (kind === 'configured') for (const key of made) soon([key], 300);
  });
  let wasLost = false;
  const stopState = live.onState(() => {
    // The session may be what has ended.
    if (live.state() === 'offline' && !wasLost) void client.invalidateQueries({ queryKey: ['session'] });
    // What was missed while it was away is asked for at once.
    if (live.state() === 'live' && wasLost) void client.invalidateQueries();
    wasLost = live.state() === 'offline';
  });
  return () => {
    stopHappenings();
    stopState();
    for (const timer of due.values()) clearTimeout(timer);
  };
}
