import type { DeadLetters, DeadMessage } from '@hooklatch/core/store';
import type { Verdict } from '../src/lib/engine.ts';
import { leases, verdict } from './broken.ts';
import type { AnyBreak, Break } from './record-engine.ts';

const letters = (change: (dead: DeadLetters) => Partial<DeadLetters>): Break => ({
  engine: ({ dead }) => ({ dead: { ...dead, ...change(dead) } }),
});
const listed = (change: (dead: DeadMessage) => Partial<DeadMessage>): Break =>
  letters(({ list }) => ({
    list: async (given) => (await list(given)).map((one) => ({ ...one, ...change(one) })),
  }));

/** What happens to a message only once another worker begins. */
export const whenBegun = (what: 'retry' | 'replay'): Break => ({
  engine({ dead, replay, work }) {
    const later: (() => Promise<boolean>)[] = [];
    const put = (act: () => Promise<boolean>): Promise<boolean> => (later.push(act), Promise.resolve(true));
    return {
      ...(what === 'retry' && { dead: { ...dead, retry: (id) => put(() => dead.retry(id)) } }),
      ...(what === 'replay' && { replay: (id) => put(() => replay(id)) }),
      async work(given) {
        await Promise.all(later.splice(0).map((act) => act()));
        return work(given);
      },
    };
  },
});

/** Inboxes whose dead letters are wrong. */
export const brokenDead: Readonly<Record<string, AnyBreak>> = {
  'lists the dead of one process': {
    engine: ({ dead }, door) => (door === 0 ? {} : { dead: { ...dead, list: async () => [] } }),
  },
  'forgets when a message died': listed(() => ({ diedAt: 0 })),
  'forgets when a message came': listed(({ diedAt }) => ({ receivedAt: diedAt })),
  'forgets how often a message was tried': listed(() => ({ attempts: 1 })),
  'forgets why a message died': listed(() => ({ reason: 'It failed.' })),
  'forgets the name of the event': listed(() => ({ eventId: undefined })),
  'lists all that was handled': verdict('done', (): Verdict => ({ state: 'dead', reason: '' })),
  'lists those that died last first': letters(({ list }) => ({
    list: async ({ limit = 100, offset = 0 } = {}) =>
      (await list()).toReversed().slice(offset, offset + limit),
  })),
  'lists without a limit': letters(({ list }) => ({ list: (given) => list({ ...given, limit: 100 }) })),
  'lists from the start': letters(({ list }) => ({ list: (given) => list({ ...given, offset: 0 }) })),
  'retries as a replay': { engine: ({ dead, replay }) => ({ dead: { ...dead, retry: replay } }) },
  'goes on counting after a retry': () => {
    const retried = new Set<string>();
    return {
      ...leases(({ message, attempt }) => ({ attempt: retried.has(message.id) ? attempt + 1 : attempt })),
      messages: ({ retry }) => ({ retry: (id) => retry(id) && !!retried.add(id) }),
    };
  },
  'retries when a worker begins': whenBegun('retry'),
  'says that all was retried': letters(({ retry }) => ({ retry: async (id) => (await retry(id)) || true })),
  'says that nothing was retried': letters(({ retry }) => ({
    retry: async (id) => (await retry(id)) && false,
  })),
  'says that all was discarded': letters(({ discard }) => ({
    discard: async (id) => (await discard(id)) || true,
  })),
  'retries what was handled': { messages: ({ replay }) => ({ retry: replay }) },
  'discards by trying again': { messages: ({ retry }) => ({ discard: retry }) },
  'discards nothing': {
    messages: ({ list }) => ({ discard: (id) => list(100, 0).some((one) => one.id === id) }),
  },
};

const replays = (change: (replay: (id: string) => boolean, id: string) => boolean): Break => ({
  messages: ({ replay }) => ({ replay: (id) => change(replay, id) }),
});

/** Inboxes that are wrong about what is sent through again. */
export const brokenReplay: Readonly<Record<string, AnyBreak>> = {
  'counts no replays': leases(({ replay }) => ({ replay: Math.min(replay, 1) })),
  'goes on counting after a replay': leases(({ replay, attempt }) => ({
    attempt: replay > 0 ? attempt + 1 : attempt,
  })),
  'replays under another key': leases(({ replay, message }) => ({
    message: { ...message, key: replay > 0 ? `${message.key}#${replay}` : message.key },
  })),
  'replays a message once': {
    messages({ replay }) {
      const replayed = new Set<string>();
      return { replay: (id) => !replayed.has(id) && replay(id) && !!replayed.add(id) };
    },
  },
  'replays nothing that is dead': {
    messages: ({ replay, list }) => ({
      replay: (id) => list(100, 0).every((one) => one.id !== id) && replay(id),
    }),
  },
  'replays as a retry of the dead': {
    messages: ({ replay, retry }) => ({ replay: (id) => retry(id) || replay(id) }),
  },
  'lists a dead message that is replayed': {
    messages({ replay, list }) {
      const kept: DeadMessage[] = [];
      return {
        replay(id) {
          kept.push(...list(100, 0).filter((one) => one.id === id));
          return replay(id);
        },
        list: (limit, offset) => [...list(limit, offset), ...kept],
      };
    },
  },
  'replays what failed for ever': verdict('dead', (dead, { replay }) =>
    replay > 0 ? { state: 'done' } : dead,
  ),
  'replays when a worker begins': whenBegun('replay'),
  'says that all was replayed': replays((replay, id) => replay(id) || true),
  'says that what is handled was replayed': {
    messages: ({ replay, count }) => ({ replay: (id) => replay(id) || (count().active ?? 0) > 0 }),
  },
  'says that what waits was replayed': {
    messages: ({ replay, count }) => ({ replay: (id) => replay(id) || (count().delayed ?? 0) > 0 }),
  },
  'replays twice': {
    messages({ replay, claim, settle }) {
      const more = new Set<string>();
      return {
        replay: (id) => replay(id) && !!more.add(id),
        claim,
        settle: (id, token, given) => settle(id, token, given) && (!more.delete(id) || replay(id) || true),
      };
    },
  },
  'forgets the event of a replay': {
    messages({ put, replay }) {
      const replayed = new Set<string>();
      return {
        put: (all) => put(all).map((kept, at) => (replayed.has(all[at]?.id ?? '') ? 'stored' : kept)),
        replay: (id) => replay(id) && !!replayed.add(id),
      };
    },
  },
  'replays nothing from the door': {
    inbox: ({ replay }) => ({ replay: async (id) => (await replay(id)) && false }),
  },
};
