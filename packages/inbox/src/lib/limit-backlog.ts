import type { InboxMessage } from '@hooklatch/core/store';
import type { InboxEngine } from './engine.ts';

type PutAll = InboxEngine['put'];

/** How long a count of messages is believed, in milliseconds; one that says that there are too many for a shorter time. */
const freshMs = 1000;
const fullMs = 50;

/**
 * Puts messages while fewer than `maxBacklog` wait to be handled; then it rejects, so that providers come back later and
 * the disk does not fill. Counted once a second, and oftener where there seem to be too many; a burst may go beyond it.
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
  let counting: Promise<void> | undefined;
  const count = async (): Promise<void> => {
    const { waiting = 0, delayed = 0 } = await engine.stats();
    backlog = waiting + delayed;
    countedAt = performance.now();
  };
  return async (messages: readonly InboxMessage[]) => {
    // What was put since the last count may have been handled since.
    if (performance.now() - countedAt > (backlog < maxBacklog ? freshMs : fullMs)) {
      counting ??= count().finally(() => (counting = undefined));
      await counting;
    }
    if (backlog >= maxBacklog) throw new Error(`${backlog} messages wait already (maxBacklog).`);
    const kept = await engine.put(messages);
    backlog += kept.filter((one) => one === 'stored').length;
    return kept;
  };
}
