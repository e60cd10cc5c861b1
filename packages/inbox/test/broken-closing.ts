import type { InboxWorker } from '@hooklatch/core/store';
import type { EngineWorker } from '../src/lib/engine.ts';
import { verdict } from './broken.ts';
import type { AnyBreak, Break } from './record-engine.ts';

/** Changes how an engine's worker stops. */
const stops = (change: (worker: EngineWorker) => () => Promise<void>): Break => ({
  engine: ({ work }) => ({
    async work(given) {
      return { stop: change(await work(given)) };
    },
  }),
});
/** Changes how an inbox's worker is closed. */
const closes = (change: (worker: InboxWorker) => InboxWorker['close']): Break => ({
  inbox: ({ work }) => ({
    async work(rows, options) {
      return { close: change(await work(rows, options)) };
    },
  }),
});
const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** Inboxes whose workers do not end well. */
export const brokenClosing: Readonly<Record<string, AnyBreak>> = {
  'waits for no handler': stops((worker) => async () => void worker.stop()),
  'goes on taking messages': stops((worker) => async () => {
    await sleep(400);
    await worker.stop();
  }),
  'aborts handlers at once': closes((worker) => () => worker.close({ graceMs: 0 })),
  'aborts no handler': closes((worker) => () => worker.close({ graceMs: 4000 })),
  'spends the attempt that is given back': verdict('released', ({ delayMs }) => ({
    state: 'retry',
    delayMs,
    reason: '',
  })),
  'keeps what is given back until its lease ends': verdict('released', () => ({ state: 'settled' })),
  'ends what is given back': verdict('released', () => ({ state: 'done' })),
  // A timer may be a millisecond early.
  'closes in three seconds': stops((worker) => async () => {
    await sleep(3000);
    await worker.stop();
  }),
  'cannot be closed twice': () => {
    let isClosed = false;
    return {
      inbox: ({ close }) => ({
        async close(given) {
          if (isClosed && given === undefined) throw new Error('It is closed.');
          isClosed = true;
          await close(given);
        },
      }),
    };
  },
  'leaves its workers at work when it is closed': { inbox: () => ({ close: async () => {} }) },
  'closes both': () => {
    let isClosed = false;
    return {
      messages: ({ claim }) => ({ claim: (limit, leaseMs) => (isClosed ? [] : claim(limit, leaseMs)) }),
      engine: () => ({ close: async () => void (isClosed = true) }),
    };
  },
  'drops what comes while it closes': () => {
    let isClosing = false;
    return {
      inbox: ({ put, close }) => ({
        async put(message) {
          await sleep(5);
          return isClosing ? 'stored' : put(message);
        },
        close: (given) => ((isClosing = true), close(given)),
      }),
    };
  },
  'settles after it was closed': {
    engine: ({ work }) => ({
      work: (given) =>
        work({
          ...given,
          run: async (lease) => {
            const made = await given.run(lease);
            return made.state === 'done' ? { state: 'released', delayMs: 0 } : made;
          },
        }),
    }),
  },
};
