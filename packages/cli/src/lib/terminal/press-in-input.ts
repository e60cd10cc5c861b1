import type { Key } from './read-keys.ts';
import type { ViewActions } from './view-actions.ts';
import type { ViewState } from './view-state.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const maxLength = 1000;

/** What a key does while a filter is typed. */
export async function pressInInput(state: ViewState, key: Key, actions: ViewActions): Promise<void> {
  const { input = '' } = state;
  state.notice = undefined;
  if (key.isPasted) state.input = (input + key.name.replaceAll(/[\r\n]+/g, ' ')).slice(0, maxLength);
  else if (key.name === 'enter') await actions.filter(input.trim());
  else if (key.name === 'escape') leave(state);
  else if (key.name === 'ctrl-u') state.input = '';
  else if (key.name === 'backspace') state.input = withoutLast(input);
  else if (isCharacter(key.name)) state.input = (input + key.name).slice(0, maxLength);
}

/** Keys that are no characters have longer names. */
const isCharacter = (name: string): boolean => name.length === 1 || /^\P{ASCII}+$/u.test(name);

function leave(state: ViewState): void {
  state.input = undefined;
}

function withoutLast(text: string): string {
  const last = [...segmenter.segment(text)].at(-1);
  return last === undefined ? '' : text.slice(0, last.index);
}
