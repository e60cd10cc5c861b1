import { pressInDetail } from './press-in-detail.ts';
import { pressInInput } from './press-in-input.ts';
import { pressInList } from './press-in-list.ts';
import type { Key } from './read-keys.ts';
import type { ViewActions } from './view-actions.ts';
import type { ViewState } from './view-state.ts';

/**
 * What a key does.
 *
 * @returns true to quit
 */
export async function pressKey(state: ViewState, key: Key, actions: ViewActions): Promise<boolean> {
  if (state.input !== undefined) {
    await pressInInput(state, key, actions);
    return false;
  }
  // What is pasted by mistake is no series of commands.
  if (key.isPasted) return false;
  state.notice = undefined;
  if (key.name === '?' && state.screen !== 'help') {
    state.from = state.screen;
    state.screen = 'help';
    state.scroll = 0;
    return false;
  }
  if (state.screen === 'list') return pressInList(state, key, actions);
  await pressInDetail(state, key, actions);
  return false;
}
