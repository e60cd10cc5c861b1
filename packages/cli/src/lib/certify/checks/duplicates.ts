import { failed, passed, skipped, warned, type CheckGroup, type Finding } from '../check.ts';
import { isAccepted, told } from '../judge.ts';
import { headerOf, type Exchange } from '../probe.ts';
import { retryOf } from '../retry-of.ts';
import type { Stage } from '../stage.ts';

const unseen = 'whether its effects happened once cannot be seen from outside';
const known =
  'Remember the ids of events that were handled, and answer 200 to one that comes again: a provider that gets anything else sends it again.';

/** The same delivery, twenty times at once. */
async function concurrent(stage: Stage): Promise<Finding> {
  const genuine = await stage.genuine();
  const all = await Promise.all(Array.from({ length: 20 }, () => stage.send(genuine)));
  const count = new Map<string, number>();
  for (const { status, error } of all) {
    const what = String(error ?? status);
    count.set(what, (count.get(what) ?? 0) + 1);
  }
  const text = [...count].map(([what, times]) => `${times} × ${what}`).join(', ');
  const isFine = (one: Exchange): boolean => isAccepted(one, stage) || one.status === 409;
  const bad = all.find((one) => !isFine(one) && !isBusy(one));
  if (bad) {
    const advice =
      'Claim the event in one step that only one request can win (a unique key, SET NX), and answer the others 200 or 409: a race between them must not become a failure.';
    return failed(`Of twenty duplicates at once: ${text}.`, advice, bad);
  }
  if (!all.some((one) => isAccepted(one, stage))) {
    return failed(`Of twenty duplicates at once none was accepted: ${text}.`, known, all[0]);
  }
  if (all.some(isBusy)) {
    return warned(
      `Of twenty duplicates at once: ${text}.`,
      'A limit was met. Answer duplicates from memory, before any limit of work.',
    );
  }
  return passed(`${text}; ${unseen}`);
}

/** Whether the endpoint says when to come back. */
function isBusy(exchange: Exchange): boolean {
  const { status } = exchange;
  return status === 429 || (status === 503 && headerOf(exchange, 'retry-after') !== '');
}

/** The same delivery again, once it was handled. */
async function sequential(stage: Stage): Promise<Finding> {
  const genuine = await stage.genuine();
  const first = await stage.send(genuine);
  if (!isAccepted(first, stage)) return skipped(`The first one is not accepted: ${told(first)}.`);
  const second = await stage.send(genuine);
  if (isAccepted(second, stage)) return passed(`${told(second)}; ${unseen}`, second);
  return failed(`The second one is not accepted: ${told(second)}.`, known, second);
}

/** Signed anew, as a provider does that signs each attempt. */
async function retried(stage: Stage): Promise<Finding> {
  const genuine = await stage.genuine();
  const later = await retryOf(stage, genuine);
  if (later === undefined) return skipped('This provider sends the same delivery again.');
  const first = await stage.send(genuine);
  if (!isAccepted(first, stage)) return skipped(`The first one is not accepted: ${told(first)}.`);
  const second = await stage.send(later);
  if (isAccepted(second, stage)) return passed(`${told(second)}; ${unseen}`, second);
  return failed(`A retry is not accepted: ${told(second)}.`, known, second);
}

/** Events that come more often than once. */
export const duplicates: CheckGroup = {
  name: 'duplicates',
  title: 'events that come more often than once',
  checks: [
    { name: 'duplicate', title: 'a delivery that comes again is answered 2xx', run: sequential },
    { name: 'retry', title: 'a retry with a signature of its own is answered 2xx', run: retried },
    {
      name: 'concurrent-duplicates',
      title: 'of twenty duplicates at once each is answered 2xx or 409',
      run: concurrent,
    },
  ],
};
