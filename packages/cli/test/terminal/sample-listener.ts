import type { Provider } from '@hooklatch/core/provider';
import type { Answer } from '../../src/lib/captures/capture.ts';
import { openCaptures } from '../../src/lib/captures/capture-store.ts';
import type { CaptureStore } from '../../src/lib/captures/store.ts';
import type { ListenerChange } from '../../src/lib/listen/listener.ts';
import type { ViewedListener } from '../../src/lib/terminal/viewed-listener.ts';

/** A listener without a port: a real store, and an application that answers 204, or 401 where the type is `refused`. */
export interface SampleListener extends ViewedListener {
  readonly captures: CaptureStore;
  /** What was replayed, in order. */
  readonly replayed: { readonly id: string; readonly isResigned: boolean }[];
  change(change: ListenerChange): void;
}

/** @param file - of captures */
export function createSampleListener(file: string, provider?: Provider): SampleListener {
  const captures = openCaptures(file);
  const callbacks = new Set<(change: ListenerChange) => void>();
  const replayed: { id: string; isResigned: boolean }[] = [];
  return {
    url: 'http://127.0.0.1:4242',
    to: 'http://127.0.0.1:3000/webhooks/clerk',
    provider,
    captures,
    replayed,
    state: () => ({ application: 'up', waiting: 0 }),
    onChange(callback) {
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    change: (change) => {
      for (const callback of callbacks) callback(change);
    },
    async replay(id, { resign = false } = {}) {
      replayed.push({ id, isResigned: resign });
      const answer: Answer | undefined = await captures.answer(id, {
        at: Date.now(),
        milliseconds: 7,
        to: 'http://127.0.0.1:3000/webhooks/clerk',
        status: 202,
        ...(resign && { isResigned: true }),
      });
      if (answer === undefined) throw new Error('There is no such capture.');
      return answer;
    },
  };
}
