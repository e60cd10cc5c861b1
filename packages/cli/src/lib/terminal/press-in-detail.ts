import { pressOnCapture } from './press-in-list.ts';
import type { Key } from './read-keys.ts';
import type { ViewActions } from './view-actions.ts';
import { bodyForms, tabs, type ViewState } from './view-state.ts';

/** What a key does in a capture, a difference, or the help. */
export async function pressInDetail(state: ViewState, { name }: Key, actions: ViewActions): Promise<void> {
  if (name === 'escape' || name === 'q' || name === 'backspace') {
    state.screen = state.screen === 'detail' ? 'list' : state.from;
    state.from = 'list';
    state.scroll = 0;
    return;
  }
  if (scroll(state, name) || state.screen !== 'detail' || state.open === undefined) return;
  if (turn(state, name)) return;
  if (name === 'n' || name === 'p') await step(state, name === 'n' ? 1 : -1, actions);
  else if (name !== 'enter') await pressOnCapture(name, state.open.capture.id, actions);
}

function scroll(state: ViewState, name: string): boolean {
  const { count, height } = state.extent;
  const page = Math.max(1, height - 1);
  const to: Readonly<Record<string, number>> = {
    up: state.scroll - 1,
    k: state.scroll - 1,
    down: state.scroll + 1,
    j: state.scroll + 1,
    'page-up': state.scroll - page,
    'page-down': state.scroll + page,
    ' ': state.scroll + page,
    home: 0,
    g: 0,
    end: count,
    G: count,
  };
  const target = to[name];
  if (target === undefined) return false;
  state.scroll = Math.max(0, Math.min(target, count - height));
  return true;
}

/** Another part, or the body in another form. */
function turn(state: ViewState, name: string): boolean {
  const at = tabs.indexOf(state.tab);
  const steps: Readonly<Record<string, number>> = {
    tab: 1,
    right: 1,
    l: 1,
    'shift-tab': -1,
    left: -1,
    h: -1,
  };
  const by = steps[name];
  const tab = by === undefined ? tabs[Number(name) - 1] : tabs.at((at + by) % tabs.length);
  if (tab !== undefined) state.tab = tab;
  else if (name === 'b') {
    // From another part the first press shows the body.
    const next = bodyForms[(bodyForms.indexOf(state.form) + 1) % bodyForms.length];
    if (state.tab === 'body' && next !== undefined) state.form = next;
    state.tab = 'body';
  } else return false;
  state.scroll = 0;
  return true;
}

async function step(state: ViewState, by: number, actions: ViewActions): Promise<void> {
  const { window } = state;
  const before = window.selected()?.id;
  window.move(by);
  const after = window.selected()?.id;
  if (after !== undefined && after !== before) await actions.open(after);
}
