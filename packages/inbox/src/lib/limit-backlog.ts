import type { InboxMessage } from '@hooklatch/core/store';
import type { InboxEngine } from './engine.ts';

type PutAll = InboxEngine['put'];

/** How long a count of messages is believed, in milliseconds. */
const freshMs = 1000;

/**
 * Puts messages while fewer than `maxBacklog` wait to be handled; then it rejects, so that providers come back later and
 * the disk does not fill. Counted once a second, so that a burst may go beyond it.
 *
 * @throws TypeError where the number cannot be used
 */
export function limitBacklog(
  engine: Pick<InboxEngine, 'put' | 'stats'>,
  maxBacklog: number | undefined,
): PutAll {
  if (maxBacklog === undefined) return (messages) => engine.put(messages);
  if (!Number.isInteger(maxBacklog) || maxBacklog < 1) {
    throw new TypeError(`maxBacklog cannot be ${maxBacklog}.`);
  }
  let backlog = 0;
  let countedAt = -Infinity;
  return async (messages: readonly InboxMessage[]) => {
    if (performance.now() - countedAt > freshMs) {
      countedAt = performance.now();
      const { waiting = 0, delayed = 0 } = await engine.stats();
      backlog = waiting + delayed;
    }
    if (backlog >= maxBacklog) throw new Error(`${backlog} messages wait already (maxBacklog).`);
    const kept = await engine.put(messages);
    backlog += kept.filter((one) => one === 'stored').length;
    return kept;
  };
}
