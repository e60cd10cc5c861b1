/** What happened in the gateway, for those who look: the dashboard's live list, and workers that wait for work. */
export type Happening =
  /** Events were stored. */
  | { readonly kind: 'stored'; readonly events: readonly string[] }
  /** Everything behind the commit has seen them. */
  | { readonly kind: 'routed'; readonly events: readonly string[] }
  /** Something is due for a destination. */
  | { readonly kind: 'forward_due' }
  /** A forward was delivered, died, or is tried again. */
  | {
      readonly kind: 'forward_changed';
      readonly forward: string;
      readonly event: string;
      readonly state: string;
    }
  | { readonly kind: 'send_due' }
  | { readonly kind: 'send_changed'; readonly send: string; readonly state: string }
  | { readonly kind: 'issue_changed'; readonly issue: string }
  | { readonly kind: 'bulk_changed'; readonly bulk: string }
  | { readonly kind: 'tunnel_changed'; readonly destination: string }
  /** Endpoints, destinations, connections, rules, channels: what is cached is read again. */
  | { readonly kind: 'configured'; readonly what: string };

/** Tells what happened. A hint: whoever must not miss anything asks the database. */
export interface Bus {
  tell(happening: Happening): void;
  /** @returns what ends it */
  listen(listener: (happening: Happening) => void): () => void;
}

/** Makes a bus for one process. */
export function createBus(): Bus {
  const listeners = new Set<(happening: Happening) => void>();
  return {
    tell(happening) {
      for (const listener of listeners) listener(happening);
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
