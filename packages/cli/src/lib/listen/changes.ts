import type { Answer, Capture } from '../captures/capture.ts';
import type { CaptureSummary } from '../captures/store.ts';
import type { ListenerChange, ListenerState } from './listener.ts';

/** Tells who looks on. */
export interface Changes {
  state(): ListenerState;
  setState(change: Partial<ListenerState>): void;
  captured(capture: Capture): void;
  answered(capture: Capture, answer: Answer): void;
  notice(text: string): void;
  onChange(callback: (change: ListenerChange) => void): () => void;
}

/** Keeps a listener's state, and tells of what has happened. */
export function createChanges(): Changes {
  const callbacks = new Set<(change: ListenerChange) => void>();
  let state: ListenerState = { application: 'unknown', waiting: 0 };
  const tell = (change: ListenerChange): void => {
    for (const callback of callbacks) callback(change);
  };
  return {
    state: () => state,
    setState(change) {
      const next = { ...state, ...change };
      const isSame = Object.keys(next).every((name) => Object.is(state[name as never], next[name as never]));
      state = next;
      if (!isSame) tell({ kind: 'state', state });
    },
    captured(capture) {
      if (callbacks.size > 0) tell({ kind: 'captured', capture: toSummary(capture) });
    },
    answered(capture, answer) {
      if (callbacks.size > 0) tell({ kind: 'answered', capture: toSummary(capture, answer), answer });
    },
    notice: (text) => tell({ kind: 'notice', text }),
    onChange(callback) {
      callbacks.add(callback);
      return () => callbacks.delete(callback);
    },
  };
}

function toSummary(capture: Capture, answer?: Answer): CaptureSummary {
  const { id, receivedAt, method, target, body, verdict } = capture;
  const summary = { id, receivedAt, method, target, bytes: body.length, verdict };
  if (!answer) return { ...summary, attempts: 0 };
  const { headers: _headers, body: _body, ...last } = answer;
  return { ...summary, attempts: answer.attempt, answer: last };
}
