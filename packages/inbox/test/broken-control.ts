import type { InboxStats } from '@hooklatch/core/store';
import { verdict } from './broken.ts';
import type { AnyBreak, Break } from './record-engine.ts';

const counts = (change: (stats: InboxStats) => Partial<InboxStats>): Break => ({
  engine: ({ stats }) => ({
    async stats() {
      const found = await stats();
      return { ...found, ...change(found) };
    },
  }),
});

/** What a door does while it is paused, as far as it knows. */
const whilePaused = (act: (isPaused: () => boolean) => Break): (() => Break) => {
  return () => {
    let isPaused = false;
    const { engine, messages } = act(() => isPaused);
    return {
      ...(messages && { messages }),
      engine: (whole, door) => ({
        pause: async () => ((isPaused = true), whole.pause()),
        resume: async () => ((isPaused = false), whole.resume()),
        ...engine?.(whole, door),
      }),
    };
  };
};

/** Inboxes that tell or do the wrong thing when an operator asks. */
export const brokenControl: Readonly<Record<string, AnyBreak>> = {
  'counts nothing that waits': counts(() => ({ waiting: 0 })),
  'counts nothing that is handled': counts(() => ({ active: 0 })),
  'counts what is delayed as waiting': counts(({ waiting = 0, delayed = 0 }) => ({
    waiting: waiting + delayed,
    delayed: 0,
  })),
  'counts no dead': counts(() => ({ dead: 0 })),
  'counts what was handled as dead': verdict('done', () => ({ state: 'dead', reason: '' })),
  'is not paused': { engine: () => ({ pause: async () => {} }) },
  'is not resumed': { engine: () => ({ resume: async () => {} }) },
  'is resumed by the one that has paused it': () => {
    let pausedBy = -1;
    return {
      engine: ({ pause, resume }, door) => ({
        pause: async () => ((pausedBy = door), pause()),
        resume: async () => (door === pausedBy ? resume() : undefined),
      }),
    };
  },
  'is paused for workers that begin later': () => {
    let isPaused = false;
    return {
      engine: ({ work }) => ({
        pause: async () => void (isPaused = true),
        resume: async () => void (isPaused = false),
        async work(given) {
          const worker = isPaused ? undefined : await work(given);
          return worker ?? { stop: async () => {} };
        },
      }),
    };
  },
  'keeps nothing while it is paused': whilePaused((isPaused) => ({
    messages: ({ put }) => ({ put: (all) => (isPaused() ? all.map(() => 'stored') : put(all)) }),
  })),
  'gives back what is handled when it is paused': whilePaused((isPaused) => ({
    messages: ({ settle }) => ({
      settle: (id, token, given) => settle(id, token, isPaused() ? { state: 'released', delayMs: 0 } : given),
    }),
  })),
  'is resumed as often as it was paused': () => {
    let times = 0;
    return {
      engine: ({ pause, resume }) => ({
        pause: async () => ((times += 1), pause()),
        resume: async () => ((times = Math.max(0, times - 1)) === 0 ? resume() : undefined),
      }),
    };
  },
  'begins anew when it is migrated': () => {
    let isNew = false;
    return {
      messages: ({ claim }) => ({ claim: (limit, leaseMs) => (isNew ? [] : claim(limit, leaseMs)) }),
      engine: () => ({ migrate: async () => void (isNew = true) }),
    };
  },
};
