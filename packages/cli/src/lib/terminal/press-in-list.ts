import type { Key } from './read-keys.ts';
import type { ViewActions } from './view-actions.ts';
import type { ViewState } from './view-state.ts';

/**
 * What a key does in the list.
 *
 * @returns true to quit
 */
export async function pressInList(state: ViewState, { name }: Key, actions: ViewActions): Promise<boolean> {
  const { window } = state;
  const page = Math.max(1, state.extent.height - 1);
  const id = window.selected()?.id;
  const steps: Readonly<Record<string, number>> = {
    up: -1,
    k: -1,
    down: 1,
    j: 1,
    'page-up': -page,
    'page-down': page,
    ' ': page,
  };
  const by = steps[name];
  if (by !== undefined) window.move(by);
  else if (name === 'home' || name === 'g') window.reset();
  else if (name === 'end' || name === 'G') window.move(Number.MAX_SAFE_INTEGER);
  else if (name === '/') state.input = state.filter;
  else if (name === 'i' && state.inspector) state.notice = { text: `Inspector: ${state.inspector}` };
  else if (name === 'escape') state.marked = undefined;
  else if (name === 'q') return true;
  else if (id !== undefined) await pressOnCapture(name, id, actions);
  return false;
}

/** What a key does with the capture that is selected or open. */
export async function pressOnCapture(name: string, id: string, actions: ViewActions): Promise<void> {
  if (name === 'enter') await actions.open(id);
  else if (name === 'r') await actions.replay(id, false);
  else if (name === 'R') await actions.replay(id, true);
  else if (name === 'c') await actions.copy(id);
  else if (name === 'd') actions.mark(id);
}
