import { useNavigate } from '@tanstack/react-router';
import { useCallback, type RefObject } from 'react';
import { api } from '../../api/api.ts';
import type { EventRow } from '../../api/event-types.ts';
import { announce } from '../../ui/announce.tsx';
import { useKeys } from '../../ui/keys.ts';
import { toast, toastError } from '../../ui/toast.tsx';
import type { VirtualTableHandle } from '../../ui/virtual-table.tsx';
import { useRights } from '../common/use-rights.ts';
import { useEventsSearch } from './events-query.ts';

interface Options {
  readonly rows: readonly EventRow[];
  readonly cursor: string | undefined;
  readonly setCursor: (id: string) => void;
  readonly table: RefObject<VirtualTableHandle | null>;
  readonly searchField: RefObject<HTMLInputElement | null>;
  readonly showNew: () => void;
  /** The panel covers the list. */
  readonly isNarrow: boolean;
}

interface Moves {
  /** Opens the next row, or the one before. */
  readonly openAt: (step: 1 | -1) => void;
  readonly close: () => void;
}

/** Copies the command that repeats a delivery. */
export async function copyCurl(id: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(await api.events.curl(id));
    toast('Copied as curl. Secrets are not in it.');
  } catch (error) {
    toastError(error);
  }
}

/** The keys of the list: moving, opening, and what is done with the row under the cursor. */
export function useEventKeys(options: Options): Moves {
  const { rows, cursor, setCursor, table, searchField, showNew, isNarrow } = options;
  const [search, change] = useEventsSearch();
  const navigate = useNavigate();
  const { canReplay } = useRights();
  const isOpen = search.event !== undefined;
  const here = isOpen ? search.event : cursor;
  const place = rows.findIndex(({ id }) => id === here);

  const openAt = (step: 1 | -1): void => {
    // Before anything was chosen the first step goes to the first row.
    const next = here === undefined ? rows[0] : rows[place + step];
    if (next === undefined) return;
    if (isOpen) change({ event: next.id }, { isStep: false });
    if (isOpen && isNarrow) setCursor(next.id);
    else table.current?.focusRow(next.id);
  };
  const current = here ?? rows[0]?.id;
  const close = useCallback((): void => {
    const { event } = search;
    change({ event: undefined, tab: undefined, body: undefined, act: undefined, compare: undefined });
    // The list is behind the panel until it has gone.
    if (event !== undefined) requestAnimationFrame(() => table.current?.focusRow(event));
  }, [search, change, table]);
  const compare = (): void => {
    if (current === undefined) return;
    if (search.compare === undefined || search.compare === current) {
      const next = search.compare === current ? undefined : current;
      change({ compare: next }, { isStep: false });
      announce(next === undefined ? 'No longer comparing.' : 'Press d on another event to compare.');
      return;
    }
    void navigate({
      to: '/compare',
      search: { endpoint: search.endpoint, left: search.compare, right: current },
    });
  };
  useKeys('Events', [
    { keys: 'j', name: 'Next event', run: () => openAt(1) },
    { keys: 'k', name: 'Event before', run: () => openAt(-1) },
    { keys: 'Escape', name: 'Close the panel', run: () => (isOpen ? close() : undefined) },
    { keys: '/', name: 'Search', run: () => searchField.current?.focus() },
    { keys: 'n', name: 'Show new events', run: showNew },
    ...(canReplay
      ? [
          {
            keys: 'r',
            name: 'Replay',
            run: () => {
              if (current !== undefined) change({ event: current, act: 'replay' }, { isStep: !isOpen });
            },
          },
        ]
      : []),
    {
      keys: 'c',
      name: 'Copy as curl',
      run: () => void (current === undefined ? undefined : copyCurl(current)),
    },
    { keys: 'd', name: 'Compare with another', run: compare },
  ]);
  return { openAt, close };
}
