import type { Io } from '../io.ts';
import { copyText } from './copy-text.ts';
import { toStatusLook } from './list-rows.ts';
import { diffCaptures } from './diff-captures.ts';
import type { ViewState } from './view-state.ts';
import type { ViewedListener } from './viewed-listener.ts';

/** What can be done with captures. Each tells in the state's notice what came of it. */
export interface ViewActions {
  open(id: string): Promise<void>;
  /** Sends it again; the view goes on meanwhile. */
  replay(id: string, resign: boolean): Promise<void>;
  copy(id: string): Promise<void>;
  /** Marks one, or compares it with the one that is marked. */
  mark(id: string): void;
  filter(text: string): Promise<void>;
}

/** @param redraw - called when something has come of what takes time */
export function createViewActions(
  state: ViewState,
  listener: ViewedListener,
  io: Io,
  redraw: () => void,
): ViewActions {
  const { captures } = listener;
  const fail = (error: unknown): void => {
    state.notice = { text: error instanceof Error ? error.message : String(error), isBad: true };
  };

  async function explain(id: string): Promise<void> {
    const { open } = state;
    if (listener.provider === undefined || open === undefined) return;
    const { explainDelivery } = await import('../explain-delivery.ts');
    // As things were when it came: by now it may be too old.
    const { capture } = open;
    const explanation = await explainDelivery(listener.provider, capture, { now: capture.receivedAt });
    if (state.open?.capture.id === id) state.open = { ...state.open, explanation };
  }

  return {
    async open(id) {
      const capture = captures.get(id);
      if (capture === undefined) {
        state.notice = { text: 'This capture is gone: only the newest are kept.', isBad: true };
        return;
      }
      state.open = { capture };
      state.screen = 'detail';
      state.scroll = 0;
      void explain(id).catch(fail).finally(redraw);
    },
    async replay(id, resign) {
      const how = resign ? 're-signed' : 'as it came';
      state.notice = { text: `Replaying ${id} ${how} to ${listener.to ?? 'nowhere'} …` };
      void listener
        .replay(id, { resign })
        .then((answer) => {
          const { text } = toStatusLook(answer);
          const isBad = answer.status === undefined || answer.status >= 400;
          const took = Math.round(answer.milliseconds);
          state.notice = { text: `Replayed ${id} ${how} to ${answer.to}: ${text} in ${took} ms.`, isBad };
        })
        .catch(fail)
        .finally(redraw);
    },
    async copy(id) {
      const capture = captures.get(id);
      if (capture === undefined) return;
      try {
        const { writeCurl } = await import('../requests/write-curl.ts');
        const text = writeCurl(capture, { to: listener.to ?? listener.url });
        const options = { output: io.stdout, beside: captures.file, cwd: io.cwd };
        state.notice = { text: await copyText(`${id}.sh`, text, options) };
      } catch (error) {
        fail(error);
      }
    },
    mark(id) {
      if (state.marked === undefined || state.marked === id) {
        const isNew = state.marked === undefined;
        state.marked = isNew ? id : undefined;
        state.notice = {
          text: isNew ? 'Marked. Press d on another one to see what differs.' : 'No longer marked.',
        };
        return;
      }
      const left = captures.get(state.marked);
      const right = captures.get(id);
      state.marked = undefined;
      if (left === undefined || right === undefined) return;
      state.diff = { left, right, lines: diffCaptures(left, right) };
      state.from = state.screen === 'detail' ? 'detail' : 'list';
      state.screen = 'diff';
      state.scroll = 0;
    },
    async filter(text) {
      try {
        const { toFilter } = await import('@hooklatch/relay/filter');
        state.window.reset(text === '' ? null : toFilter(text));
        state.filter = text;
        state.input = undefined;
        state.top = 0;
        state.notice = undefined;
      } catch (error) {
        // What was typed stays, to be put right.
        fail(error);
      }
    },
  };
}
