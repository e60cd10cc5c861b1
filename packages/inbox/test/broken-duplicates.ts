import type { InboxMessage } from '@hooklatch/core/store';
import { puts } from './broken.ts';
import type { AnyBreak, Break } from './record-engine.ts';

type State = 'waiting' | 'active' | 'retry' | 'released' | 'done' | 'dead';

/** Says of a duplicate that it was stored, while the message is in a state. */
const forgets = (wanted: State, again = false): Break => ({
  messages({ put, claim, settle, replay }) {
    const states = new Map<string, State>();
    return {
      put(all) {
        return put(all).map((kept, at) => {
          const { id } = all[at] as InboxMessage;
          if (kept === 'stored') states.set(id, 'waiting');
          else if (states.get(id) === wanted) {
            if (again) replay(id);
            return again ? kept : 'stored';
          }
          return kept;
        });
      },
      claim(limit, leaseMs) {
        const taken = claim(limit, leaseMs);
        for (const { message } of taken) states.set(message.id, 'active');
        return taken;
      },
      settle(id, token, verdict) {
        states.set(id, verdict.state);
        return settle(id, token, verdict);
      },
    };
  },
});

const ids = (change: (key: string) => string): Break => puts(({ key }) => ({ id: change(key) }));

/** Inboxes that tell events apart wrongly. */
export const brokenDuplicates: Readonly<Record<string, AnyBreak>> = {
  'forgets what waits': forgets('waiting'),
  'forgets what is handled': forgets('active'),
  'forgets what waits for its next attempt': forgets('retry'),
  'forgets what was handled': forgets('done'),
  'forgets what is dead': forgets('dead'),
  'handles a duplicate of what was handled': forgets('done', true),
  'handles a duplicate of what is dead': forgets('dead', true),
  'knows a duplicate from the third put on': {
    messages({ put }) {
      const counts = new Map<string, number>();
      return {
        put(all) {
          return put(all).map((kept, at) => {
            const { id } = all[at] as InboxMessage;
            const count = (counts.get(id) ?? 0) + 1;
            counts.set(id, count);
            return count === 2 ? 'stored' : kept;
          });
        },
      };
    },
  },
  'knows all events without a name as one': ids((key) => key.replace(/unnamed.*/, 'unnamed')),
  'knows events by their own names alone': ids((key) => key.replace(/^.*?:(?!unnamed)/, '')),
  'knows events by names in lower case': ids((key) => key.toLowerCase()),
  'knows events by 255 characters': ids((key) => key.slice(0, 255)),
  'knows events by composed characters': ids((key) => key.normalize('NFC')),
  'knows events by what stands before a control character': ids((key) => key.replace(/sha256:.*/, '')),
};
